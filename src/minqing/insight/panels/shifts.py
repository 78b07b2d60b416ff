"""
A share over time: which of its ups and downs are more than chance. Pure.

A p-chart whose limits are widened by what neighbouring periods differ anyway (Laney's p′; where the part does not lie
within the whole, his u′). Only two things raise a signal: a point beyond three standard deviations, and eight in a row
on one side of the centre.

:source: ADR 0072; D. B. Laney, Improved control charts for attributes, Quality Engineering 14 (2002) 531–537.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt

from minqing.ledger.measures import Tally

from .tails import chance_of_side, is_rare

SIGMAS, RUN, FEWEST = 3, 8, 8
"""How far is far, how many in a row, and of how few periods nothing can be said."""
UNLIKELY = 0.01
"""How likely a run may be at most; eight heads of a coin are 0.0039."""
D2 = 1.128
"""The mean range of two, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Point:
    """
    One period.

    :param share: None where there is nothing to divide by.
    :param low: between what chance alone keeps it, and ``high``; None where nothing can be said.
    :param beyond: 1 above the upper limit, -1 below the lower one, 0 within.
    :param run: 1 or -1 as one of eight or more in a row above or below the centre, else 0.
    """

    tally: Tally
    share: float | None
    low: float | None = None
    high: float | None = None
    beyond: int = 0
    run: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A share over time.

    :param centre: parts by wholes of all periods within the limits together; None without any.
    :param spread: by how much the limits are wider than pure chance would have them; 1 for not at all.
    :param says: whether there are enough periods to say anything.
    """

    points: tuple[Point, ...]
    centre: float | None
    spread: float = 1.0
    says: bool = False

    @property
    def has_signal(self) -> bool:
        """Tell whether anything is more than chance."""
        return any(point.beyond or point.run for point in self.points)


def chart(tallies: Sequence[Tally], *, nested: bool = True) -> Chart:
    """
    Draw limits, and mark what is more than chance.

    What lies beyond the limits is left out of the mean and of them, once: one bad month would lift the mean, and make
    all the others a run on its far side.

    :param tallies: one a period, oldest first.
    :param nested: whether the part lies within the whole.
    """
    bare = tuple(Point(one, one.share) for one in tallies)
    known = [one for one in tallies if one.whole > 0]
    centre = _mean(known)
    if centre is None or len(known) < FEWEST or deviation(centre, 1, nested=nested) == 0:
        return Chart(bare, centre)
    first = _drawn(bare, centre, widened(known, centre, nested=nested), nested=nested)
    within = [point.tally for point in first.points if point.share is not None and not point.beyond]
    calm = _mean(within)
    if len(within) == len(known):
        return first
    if len(within) < FEWEST or calm is None or deviation(calm, 1, nested=nested) == 0:
        return replace(first, points=tuple(replace(point, run=0) for point in first.points))
    return _drawn(bare, calm, widened(within, calm, nested=nested), nested=nested)


def _mean(tallies: Sequence[Tally]) -> float | None:
    whole = sum(one.whole for one in tallies)
    return sum(one.part for one in tallies) / whole if whole > 0 else None


def _drawn(bare: Sequence[Point], centre: float, spread: float, *, nested: bool) -> Chart:
    points = [_limited(point, centre, spread, nested=nested) for point in bare]
    return Chart(tuple(_runs(points, centre, nested=nested)), centre, spread, says=True)


def deviation(centre: float, whole: int, *, nested: bool) -> float:
    """Return the standard deviation of a share by chance alone; 0 where there is no chance in it."""
    return sqrt(max(centre * (1 - centre) if nested else centre, 0.0) / whole)


def widened(tallies: Sequence[Tally], centre: float, *, nested: bool) -> float:
    """
    Return how much more neighbouring periods differ than by chance: the mean moving range of the standardised shares.

    Never less than 1: limits narrower than chance would call chance a change.
    """
    scores = [(one.part / one.whole - centre) / deviation(centre, one.whole, nested=nested) for one in tallies]
    ranges = [abs(after - before) for before, after in pairwise(scores)]
    return max(1.0, sum(ranges) / len(ranges) / D2)


def _limited(point: Point, centre: float, spread: float, *, nested: bool) -> Point:
    if point.share is None:
        return point
    reach = SIGMAS * spread * deviation(centre, point.tally.whole, nested=nested)
    low, high = max(centre - reach, 0.0), centre + reach
    high = min(high, 1.0) if nested else high
    side = (point.share > centre + reach) - (point.share < centre - reach)
    if side and not is_rare(point.tally.part, point.tally.whole, centre, nested=nested):
        side = 0
    return replace(point, low=low, high=high, beyond=side)


def _runs(points: Sequence[Point], centre: float, *, nested: bool) -> list[Point]:
    """
    Mark runs; a point on the centre, or without a share, neither breaks a run nor lengthens it.

    Where single points are likelier on one side than on the other, as with rare events, a run must be longer.
    """
    found, held, side, chance = list(points), list[int](), 0, 1.0
    for number, point in enumerate(points):
        if point.share is None or point.share == centre:
            continue
        here = 1 if point.share > centre else -1
        one = chance_of_side(point.tally.whole, centre, here, nested=nested)
        held, chance = ([*held, number], chance * one) if here == side else ([number], one)
        side = here
        if len(held) >= RUN and chance <= UNLIKELY:
            for each in held:
                found[each] = replace(found[each], run=side)
    return found
