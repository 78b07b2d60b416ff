"""A span of days as tokens of years, months and days: the fewest that make it up. Pure."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from minqing.kernel.times import refuse_no_span

YEARS = 20
"""So far a span reaches whose other end was not said."""


def day_sets(since: date | None, until: date | None) -> tuple[tuple[str, ...], ...]:
    """
    Return the tokens of which a request in these days carries one; none where no day is named.

    :param until: the last day, itself included.
    :raises Refused: if it lies before the first.

    >>> day_sets(date(2025, 12, 31), date(2026, 12, 31))
    (('zd20251231',), ('zy2026',))
    """
    if since is None and until is None:
        return ()
    start = since or date(max(2, (until or date.max).year - YEARS), 1, 1)
    end = until or date(min(9998, start.year + YEARS), 12, 31)
    refuse_no_span(start, end + timedelta(days=1))
    return tuple((token,) for token in _tokens(start, min(end, date(min(9998, start.year + 2 * YEARS), 12, 31))))


def _tokens(start: date, end: date) -> Iterator[str]:
    day = start
    while day <= end:
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= end:
            yield f"zy{day:%Y}"
            day = date(day.year + 1, 1, 1)
        elif day.day == 1 and day.replace(day=monthrange(day.year, day.month)[1]) <= end:
            yield f"zm{day:%Y%m}"
            day += timedelta(days=monthrange(day.year, day.month)[1])
        else:
            yield f"zd{day:%Y%m%d}"
            day += timedelta(days=1)
