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

from .tails import is_rare

SIGMAS, RUN, FEWEST = 3, 8, 8
"""How far is far, how many in a row, and of how few periods nothing can be said."""
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

    :param centre: parts by wholes of all periods together; None without any.
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

    :param tallies: one a period, oldest first.
    :param nested: whether the part lies within the whole.
    """
    part, whole = sum(one.part for one in tallies), sum(one.whole for one in tallies)
    bare = tuple(Point(one, one.share) for one in tallies)
    known = [one for one in tallies if one.whole > 0]
    if whole <= 0:
        return Chart(bare, None)
    centre = part / whole
    if len(known) < FEWEST or deviation(centre, 1, nested=nested) == 0:
        return Chart(bare, centre)
    spread = widened(known, centre, nested=nested)
    points = [_limited(point, centre, spread, nested=nested) for point in bare]
    return Chart(tuple(_runs(points, centre)), centre, spread, says=True)


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


def _runs(points: Sequence[Point], centre: float) -> list[Point]:
    """Mark runs; a point on the centre, or without a share, neither breaks a run nor lengthens it."""
    found, held, side = list(points), list[int](), 0
    for number, point in enumerate(points):
        if point.share is None or point.share == centre:
            continue
        here = 1 if point.share > centre else -1
        held = [*held, number] if here == side else [number]
        side = here
        if len(held) >= RUN:
            for one in held:
                found[one] = replace(found[one], run=side)
    return found
