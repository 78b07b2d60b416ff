"""The days of a pivot: named periods, how they are cut, and what they are compared with. Pure."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise, takewhile
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.insight.queries.days import a_year_earlier, earlier_month
from minqing.ledger.spans import ONE_DAY, Span

NAMED: dict[str, Any] = {
    "yesterday": _("Yesterday"),
    "week": _("This week"),
    "last_week": _("Last week"),
    "month": _("This month"),
    "last_month": _("Last month"),
    "quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "year": _("This year"),
    "last_year": _("Last year"),
    "twelve": _("Last twelve months"),
}
"""Names that stand for other days tomorrow: what a saved view keeps, so that a digest goes on with time."""
VERSUS: dict[str, Any] = {
    "previous": _("The period before"),
    "year": _("The same days of the year before"),
    "own": _("Days of my own"),
}
Shift = Callable[[date], date]


def named(name: str, today: date) -> Span:
    """
    Return the days of a named period; one that is not over ends with today.

    :raises KeyError: if there is no such name.
    """
    after, month = today + ONE_DAY, today.replace(day=1)
    monday, quarter = today - timedelta(days=today.weekday()), earlier_month(month, (today.month - 1) % 3)
    return {
        "yesterday": Span(today - ONE_DAY, today),
        "week": Span(monday, after),
        "last_week": Span(monday - timedelta(weeks=1), monday),
        "month": Span(month, after),
        "last_month": Span(earlier_month(month, 1), month),
        "quarter": Span(quarter, after),
        "last_quarter": Span(earlier_month(quarter, 3), quarter),
        "year": Span(date(today.year, 1, 1), after),
        "last_year": Span(date(today.year - 1, 1, 1), date(today.year, 1, 1)),
        "twelve": Span(earlier_month(month, 11), after),
    }[name]


def cut(span: Span, by: str) -> list[Span]:
    """
    Cut a span at days, months, quarters or years; the first and the last piece may be shorter.

    :param by: ``day``, ``month``, ``quarter`` or ``year``.
    """
    start = span.start or date.min
    edges = [start, *(day for day in takewhile(lambda day: day < span.end, _steps(start, by)) if day > start), span.end]
    return [Span(first, after) for first, after in pairwise(edges)]


def _steps(start: date, by: str) -> Iterator[date]:
    if by == "day":
        while True:
            start += ONE_DAY
            yield start
    months = {"month": 1, "quarter": 3, "year": 12}[by]
    first = earlier_month(start.replace(day=1), (start.month - 1) % months)
    while True:
        first = earlier_month(first, -months)
        yield first


def pieces(span: Span, by: str) -> int:
    """Say about how many pieces a span is cut into, without cutting it: for a limit."""
    days = (span.end - (span.start or date.min)).days
    return days // {"day": 1, "month": 30, "quarter": 90, "year": 365}[by] + 1


def shift_of(span: Span, versus: str) -> Shift:
    """
    Say how a day becomes that of the other period.

    What begins with a month is set back by whole months, so that a running month is compared with as many days of the
    month before; anything else by its own length.

    :param versus: ``previous`` or ``year``.
    """
    if versus == "year":
        return a_year_earlier
    start, length = span.start or date.min, span.end - (span.start or date.min)
    if start.day != 1:
        return lambda day: day - length
    last = span.end - ONE_DAY
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    return lambda day: _earlier(day, months)


def _earlier(day: date, months: int) -> date:
    """Set a day back by months; what the month does not have becomes the day after its last."""
    first = earlier_month(day.replace(day=1), months)
    after = earlier_month(first, -1)
    return min(first + timedelta(days=day.day - 1), after)


def moved(span: Span, shift: Shift) -> Span:
    """Move both ends of a span."""
    return Span(shift(span.start or date.min), shift(span.end))
