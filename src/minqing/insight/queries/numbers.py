"""Numbers of any kind as the board tells them: a part with its whole, or a value with what stands behind it."""

from typing import Final

from minqing.insight.records import Count
from minqing.ledger.measures import Kind, Measure
from minqing.ledger.sheets import Sheet
from minqing.ledger.spans import Span

VALUED: Final = frozenset({Kind.MEAN, Kind.PERCENTILE, Kind.DERIVED})
"""The kinds that are told by their value: they have no part that anybody could count."""


def is_valued(measure: Measure) -> bool:
    """Tell whether a measure is told by its value."""
    return measure.kind in VALUED


def counted(found: Sheet, measure: Measure, span: Span, *, hide_below: int, path: str = "") -> Count:
    """
    Read one number.

    :param hide_below: rule MQ-K where small numbers are hidden; 0 where all are told.
    """
    if is_valued(measure):
        if found.is_few(measure, span, hide_below, path):
            return Count(None)
        number = found.number(measure, span, path)
        return Count(None, None, None if number.value is None else round(float(number.value), 4), number.n)
    tally = found.tally(measure, span, path)
    if tally.is_small(hide_below):
        return Count(None)
    return Count(tally.part, tally.whole if measure.is_share else None)
