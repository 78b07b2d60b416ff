"""The days that the board looks at. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from minqing.ledger.spans import ONE_DAY, Span

MONTHS, WEEKS, LONGEST_MONTH = 12, 13, 31


@dataclass(frozen=True, slots=True)
class Days:
    """
    The period asked for, and what it is seen beside.

    :param today: the day on which somebody looks.
    """

    period: Span
    today: date

    @property
    def before(self) -> Span:
        """Return the same days of the year before."""
        return Span(a_year_earlier(self.period.start or date.min), a_year_earlier(self.period.end))

    @property
    def last_month(self) -> Span:
        """Return the same days of the month before; of days that it does not have, its last."""
        start = a_month_earlier(self.period.start or date.min)
        return Span(start, max(a_month_earlier(self.period.end - ONE_DAY) + ONE_DAY, start + ONE_DAY))

    @property
    def is_short(self) -> bool:
        """Tell whether the same days of the month before are other days."""
        return (self.period.end - (self.period.start or date.min)).days <= LONGEST_MONTH

    @property
    def months(self) -> tuple[Span, ...]:
        """Return the last twelve months up to the period's last day, oldest first; the last may not be over."""
        first = (self.period.end - ONE_DAY).replace(day=1)
        firsts = [earlier_month(first, number) for number in range(MONTHS - 1, -2, -1)]
        return tuple(Span(start, end) for start, end in pairwise(firsts))

    @property
    def yesterday(self) -> Span:
        """Return yesterday."""
        return Span(self.today - ONE_DAY, self.today)

    @property
    def day_before(self) -> Span:
        """Return the day before yesterday."""
        return Span(self.today - 2 * ONE_DAY, self.today - ONE_DAY)

    @property
    def weeks(self) -> tuple[Span, ...]:
        """Return the days of the last thirteen weeks up to today, the first a Monday."""
        monday = self.today - timedelta(days=self.today.weekday()) - timedelta(weeks=WEEKS - 1)
        count = (self.today - monday).days + 1
        return tuple(Span(monday + number * ONE_DAY, monday + (number + 1) * ONE_DAY) for number in range(count))

    @property
    def all(self) -> list[Span]:
        """Return every span that the tiles and the sentences ask for, each once."""
        return list(
            dict.fromkeys((self.period, self.before, self.last_month, *self.months, self.yesterday, self.day_before))
        )


def a_year_earlier(day: date) -> date:
    """
    Return the same day of the year before; of 29 February the day after the 28th.

    >>> a_year_earlier(date(2024, 2, 29))
    datetime.date(2023, 3, 1)
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 3, 1)


def a_month_earlier(day: date) -> date:
    """
    Return the same day of the month before; its last where it has none.

    >>> a_month_earlier(date(2026, 3, 31)), a_month_earlier(date(2026, 1, 5))
    (datetime.date(2026, 2, 28), datetime.date(2025, 12, 5))
    """
    last = day.replace(day=1) - ONE_DAY
    return last.replace(day=min(day.day, last.day))


def earlier_month(first: date, number: int) -> date:
    """
    Return the first day of the month so many months earlier.

    >>> earlier_month(date(2026, 1, 1), 1), earlier_month(date(2026, 12, 1), -1)
    (datetime.date(2025, 12, 1), datetime.date(2027, 1, 1))
    """
    months = first.year * 12 + first.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)
