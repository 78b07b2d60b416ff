"""The days that the board looks at. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from minqing.ledger.spans import ONE_DAY, Span

MONTHS, WEEKS = 12, 13


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
        return list(dict.fromkeys((self.period, self.before, *self.months, self.yesterday, self.day_before)))


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


def earlier_month(first: date, number: int) -> date:
    """
    Return the first day of the month so many months earlier.

    >>> earlier_month(date(2026, 1, 1), 1), earlier_month(date(2026, 12, 1), -1)
    (datetime.date(2025, 12, 1), datetime.date(2027, 1, 1))
    """
    months = first.year * 12 + first.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)
