"""
Working days: the calendar belongs to the rulebook, which stands above; here it only says where it is to be asked.

What was counted by working days is counted anew when the calendar has another edition: see ``rolls.conversions``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from .spans import ONE_DAY

SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """
    One state of the calendar.

    :param edition: another one whenever any day has become a working day or a day off.
    :param is_working: tells whether a day is worked.
    :param earlier: returns the calendar as it was held at a moment; None where only this state is known.
    """

    edition: str
    is_working: Callable[[date], bool]
    earlier: "Callable[[datetime], WorkingDays] | None" = field(default=None, compare=False)
    _known: dict[tuple[date, int], date] = field(default_factory=dict, compare=False)

    def last(self, day: date, within: int) -> date:
        """
        Return the last day of so many working days after a day, which itself is not counted; of none the day itself.

        >>> WorkingDays("week", lambda day: day.weekday() < 5).last(date(2026, 11, 27), 2)
        datetime.date(2026, 12, 1)
        """
        found = self._known.get((day, within))
        if found is None:
            found, left = day, within
            while left:
                found += ONE_DAY
                left -= self.is_working(found)
            self._known[day, within] = found
        return found

    def as_of(self, moment: datetime | None) -> "WorkingDays":
        """Return it as it was held at a moment: a number that was printed stays what it was. None for now."""
        return self.earlier(moment) if moment and self.earlier else self


WEEK = WorkingDays("week", lambda day: day.weekday() < SATURDAY)
_source: list[Callable[[], WorkingDays]] = []


def declare_calendar(source: Callable[[], WorkingDays]) -> None:
    """Say where the calendar is to be asked; the rulebook does so when the house starts."""
    _source[:] = [source]


def working_days() -> WorkingDays:
    """Return the calendar as it is now; the plain week where none was declared."""
    return _source[0]() if _source else WEEK
