"""
Periods that cells are kept for, and how a span of days is put together from them. Pure.

A period is a number: 0 is all time, 2026 a year, 202611 a month, 20261128 a day. They never collide, and one index
holds them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from minqing.ledger.spans import ONE_DAY, Span

ALL = 0


@lru_cache(maxsize=4096)
def periods_of(day: date) -> tuple[int, int, int, int]:
    """
    Return the periods that a day belongs to: all time, its year, its month, itself.

    >>> periods_of(date(2026, 11, 28))
    (0, 2026, 202611, 20261128)
    """
    month = day.year * 100 + day.month
    return ALL, day.year, month, month * 100 + day.day


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What cells there are.

    :param last: the last day on which anything folded happened; nothing lies after it.
    :param days_from: the first day that has cells of its own; of earlier ones there are months.
    """

    last: date
    days_from: date


@dataclass(frozen=True, slots=True)
class Pieces:
    """A span put together: periods with the sign they are added with, and days to be counted from facts."""

    periods: dict[int, int]
    loose: tuple[tuple[Span, int], ...] = ()


def pieces(span: Span, kept: Kept) -> Pieces:
    """
    Put a span together from as few periods as there are.

    Whatever ends after the last folded day goes on for ever, so that a month or a year that is not over is one period;
    and a stock is all time without what came after it.
    """
    if span.start is None:
        after = pieces(Span(span.end, date.max), kept) if span.end <= kept.last else Pieces({})
        periods = {ALL: 1} | {period: -sign for period, sign in after.periods.items()}
        return Pieces(periods, tuple((days, -sign) for days, sign in after.loose))
    end = span.end if span.end <= kept.last else date(kept.last.year + 1, 1, 1)
    found: dict[int, int] = {}
    loose: list[tuple[Span, int]] = []
    for first, after_last in _steps(span.start, end):
        if first > kept.last:
            break
        period = _named(first, after_last)
        if period < 10_000_000 or first >= kept.days_from:
            found[period] = 1
        else:
            _lengthen(loose, first, after_last)
    return Pieces(found, tuple(loose))


def _lengthen(loose: list[tuple[Span, int]], first: date, after_last: date) -> None:
    if loose and loose[-1][0].end == first:
        first = loose.pop()[0].start or first
    loose.append((Span(first, after_last), 1))


def _steps(start: date, end: date) -> Iterator[tuple[date, date]]:
    """Walk from start to end in the longest steps that fit: years, months, days."""
    while start < end:
        year, month = date(start.year + 1, 1, 1), _next_month(start)
        if start.month == start.day == 1 and year <= end:
            after = year
        elif start.day == 1 and month <= end:
            after = month
        else:
            after = start + ONE_DAY
        yield start, after
        start = after


def _named(first: date, after_last: date) -> int:
    _, year, month, day = periods_of(first)
    length = (after_last - first).days
    return day if length == 1 else month if length < 32 else year


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def days_of(period: int) -> Span:
    """
    Return the days of a period.

    >>> days_of(202611) == Span(date(2026, 11, 1), date(2026, 12, 1))
    True
    """
    if period == ALL:
        return Span(None, date.max)
    if period < 10_000:
        return Span(date(period, 1, 1), date(period + 1, 1, 1))
    if period < 10_000_000:
        first = date(period // 100, period % 100, 1)
        return Span(first, _next_month(first))
    day = date(period // 10_000, period // 100 % 100, period % 100)
    return Span(day, day + ONE_DAY)
