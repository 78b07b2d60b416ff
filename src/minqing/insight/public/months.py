"""Which months are told: those that are over, and have been for some days. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from minqing.ledger.spans import ONE_DAY, Span

__all__ = ["month_of", "months_to_tell", "twelve_up_to"]


def months_to_tell(today: date, *, wait_days: int, after: date | None) -> list[Span]:
    """
    Return the months that may be told by now and were not yet, the oldest first.

    >>> [span.start.isoformat() for span in months_to_tell(date(2026, 11, 9), wait_days=10, after=date(2026, 8, 1))]
    ['2026-09-01']

    :param wait_days: so many days a month has been over before it is told: what is entered late gets into it.
    :param after: the month told last; None at the first time: then from January of last year on.
    """
    first = date(today.year - 1, 1, 1) if after is None else month_of(after).end
    return [span for span in _months(first, today) if span.end + timedelta(days=wait_days) <= today]


def month_of(day: date) -> Span:
    """Return the month in which a day lies."""
    first = day.replace(day=1)
    return Span(first, date(first.year + first.month // 12, first.month % 12 + 1, 1))


def twelve_up_to(month: Span) -> list[Span]:
    """Return the twelve months of which this is the last."""
    return list(_months(date(month.end.year - 1, month.end.month, 1), month.end - ONE_DAY))


def _months(first: date, until: date) -> Iterator[Span]:
    while first <= until:
        span = month_of(first)
        yield span
        first = span.end
