"""How a number compares with like places: as the range in which the middle half of them lies, never as a rank."""

from collections.abc import Iterable
from statistics import quantiles
from typing import Final

from minqing.insight.records import Count, Likes
from minqing.ledger.measures import Kind, Measure
from minqing.ledger.units import SHARE

FEWEST = 5
"""Of fewer places a range would say what each of them has."""
WHATEVER_ITS_SIZE: Final = frozenset({SHARE, "minutes", "hours", "days"})
"""Units of numbers that do not grow with how many people live in a place."""


def are_comparable(measure: Measure) -> bool:
    """Tell whether places of different size can be compared by a measure: shares and times, not counts nor sums."""
    return measure.unit in WHATEVER_ITS_SIZE and measure.kind not in {Kind.SUM, Kind.CUMULATIVE}


def likes(measure: Measure, counts: Iterable[Count], k: int) -> Likes | None:
    """
    Return the middle half; None of what grows with a place, and where fewer than five places have enough.

    :param counts: not hidden: where each lies is told of no place.
    :param k: rule MQ-K; a place with less behind its number is left out.
    """
    if not are_comparable(measure):
        return None
    found = [value for one in counts if (value := _value(one, k)) is not None]
    if len(found) < FEWEST:
        return None
    low, _, high = quantiles(found, n=4, method="inclusive")
    return Likes(round(_in_percent(measure, low), 1), round(_in_percent(measure, high), 1), len(found))


def _in_percent(measure: Measure, value: float) -> float:
    return 100 * value if measure.unit == SHARE else value


def _value(one: Count, k: int) -> float | None:
    if one.n is not None:
        return one.value if one.n >= k else None
    return (one.part or 0) / one.whole if one.whole is not None and one.whole >= k else None
