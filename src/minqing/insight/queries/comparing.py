"""
Whether a number differs from that of the same days a year ago by more than chance: 95 % intervals, by kind.

Of some kinds none can be given. Amounts and means would need to know how much single amounts differ, and cells keep no
squares (ADR 0065). A stock is nearly the stock of the day before, so it is no draw by chance. What is worked out from
other numbers moves with them, and they do not move apart from each other.
"""

from math import sqrt

from minqing.insight.chance import Z, interval
from minqing.insight.records import Compared
from minqing.ledger.measures import Kind, Measure, Tally
from minqing.ledger.sheets import Sheet
from minqing.ledger.spans import Span

DIVIDED = frozenset({Kind.SHARE, Kind.CONVERSION})
COUNTED = frozenset({Kind.COUNT, Kind.DISTINCT, Kind.CUMULATIVE})
FEWEST = 10
"""Of fewer in both periods together the rule for counts does not hold."""


def compared(found: Sheet, measure: Measure, now: Span, then: Span) -> Compared | None:
    """Return how a number differs from an earlier one; None where no interval can be given."""
    if measure.kind is Kind.PERCENTILE:
        return _percentiles(found, measure, now, then)
    if any(term.sums for term in measure.terms):
        return None
    tallies = found.tally(measure, now), found.tally(measure, then)
    if measure.kind in DIVIDED:
        return _shares(*tallies)
    return _counts(*tallies) if measure.kind in COUNTED else None


def _shares(now: Tally, then: Tally) -> Compared | None:
    """In percentage points."""
    between = interval(now, then)
    return Compared(round(100 * between[0], 1), round(100 * between[1], 1)) if between else None


def _counts(now: Tally, then: Tally) -> Compared | None:
    """Two counts differ by chance by the root of their sum."""
    both = now.part + then.part
    if min(now.part, then.part) < 0 or both < FEWEST:
        return None
    difference, half = now.part - then.part, Z * sqrt(both)
    return Compared(round(difference - half), round(difference + half))


def _percentiles(found: Sheet, measure: Measure, now: Span, then: Span) -> Compared | None:
    """Each between its own ranks; where the two do not overlap they differ by more than chance."""
    if measure.percentile is None:
        return None
    each = [measure.percentile.between(found.bin_counts(measure, span), Z) for span in (now, then)]
    (first, second) = each
    if first is None or second is None:
        return None
    low, high, low_then, high_then = (round(float(one), 1) for one in (*first, *second))
    return Compared(low, high, low_then, high_then)
