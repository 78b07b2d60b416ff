"""Spans of days, half-open."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """
    Half-open days ``[start, end)``.

    :param start: the first day, or None for everything up to the end: a stock.
    """

    start: date | None
    end: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return day < self.end and (self.start is None or self.start <= day)
