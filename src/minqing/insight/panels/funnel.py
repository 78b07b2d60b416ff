"""
A share unit by unit: which units differ by more than chance and by more than units always do. Pure.

A funnel: the more requests a unit had, the narrower the limits. They are widened by how much units differ anyway:
multiplicative over-dispersion, from scores whose outermost tenths are drawn in, so that a few outliers do not hide
themselves.

:source: ADR 0072; D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24
    (2005) 1185–1202, and Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14
    (2005) 347–351.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from minqing.ledger.measures import Tally

from .shifts import SIGMAS, deviation
from .tails import is_rare

DRAWN_IN, LEFT, FEWEST = 0.1, 0.6787, 5
"""
Which part of the scores at each end is drawn in, what that leaves of the mean square of normal scores, and of how few
units nothing can be said.
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """
    One unit in the funnel.

    :param beyond: 1 above the upper limit, -1 below the lower one, 0 within.
    """

    tally: Tally
    share: float
    low: float
    high: float
    beyond: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """
    A share unit by unit.

    :param placed: the name it was given by → the unit; one without a whole is absent.
    :param spread: by how much the limits are wider than pure chance would have them; 1 for not at all.
    :param says: whether there are enough units to say anything.
    """

    placed: Mapping[str, Placed]
    centre: float | None
    spread: float
    says: bool
    nested: bool = True

    def limits(self, whole: int) -> tuple[float, float]:
        """Return between what chance keeps a unit with so many."""
        return _limits(self.centre or 0.0, whole, self.spread, nested=self.nested)


def funnel(tallies: Mapping[str, Tally], *, nested: bool = True) -> Funnel:
    """
    Place units in a funnel about their common share.

    :param tallies: name → tally.
    :param nested: whether the part lies within the whole.
    """
    known = {name: one for name, one in tallies.items() if one.whole > 0}
    whole = sum(one.whole for one in known.values())
    centre = sum(one.part for one in known.values()) / whole if whole else None
    if centre is None or len(known) < FEWEST or deviation(centre, 1, nested=nested) == 0:
        bare = {name: Placed(one, one.part / one.whole, 0.0, 1.0, 0) for name, one in known.items()}
        return Funnel(bare, centre, 1.0, says=False, nested=nested)
    spread = over_dispersed(list(known.values()), centre, nested=nested)
    placed = {name: _placed(one, centre, spread, nested=nested) for name, one in known.items()}
    return Funnel(placed, centre, spread, says=True, nested=nested)


def over_dispersed(tallies: Sequence[Tally], centre: float, *, nested: bool = True) -> float:
    """
    Return √φ, never less than 1: φ is the mean square of the scores, their outermost tenths drawn in.

    Drawing in makes the mean square of normal scores smaller too; that is made good, else three standard deviations
    would be two and a half.
    """
    scores = sorted((one.part / one.whole - centre) / deviation(centre, one.whole, nested=nested) for one in tallies)
    low, high = _quantile(scores, DRAWN_IN), _quantile(scores, 1 - DRAWN_IN)
    phi = sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
    return max(1.0, sqrt(phi / LEFT))


def _quantile(rising: Sequence[float], share: float) -> float:
    """Return a quantile, in between by proportion."""
    at = share * (len(rising) - 1)
    below = int(at)
    above = min(below + 1, len(rising) - 1)
    return rising[below] + (at - below) * (rising[above] - rising[below])


def _limits(centre: float, whole: int, spread: float, *, nested: bool) -> tuple[float, float]:
    reach = SIGMAS * spread * deviation(centre, max(whole, 1), nested=nested)
    return max(centre - reach, 0.0), min(centre + reach, 1.0) if nested else centre + reach


def _placed(tally: Tally, centre: float, spread: float, *, nested: bool) -> Placed:
    share = tally.part / tally.whole
    reach = SIGMAS * spread * deviation(centre, tally.whole, nested=nested)
    side = (share > centre + reach) - (share < centre - reach)
    if side and not is_rare(tally.part, tally.whole, centre, nested=nested):
        side = 0
    return Placed(tally, share, *_limits(centre, tally.whole, spread, nested=nested), beyond=side)
