"""When somebody in an office acts: on working days, between half past eight and half past five."""

import random
from datetime import date, datetime, timedelta

from minqing.kernel.times import at_local, day_of
from minqing.rulebook.calendar import Calendar

OPENS, CLOSES = 8.5, 17.5
HOURS_A_DAY = CLOSES - OPENS


class OfficeHours:
    """Moves moments into working hours, and counts working hours onwards."""

    def __init__(self, calendar: Calendar, rng: random.Random) -> None:
        self._calendar = calendar
        self._rng = rng

    def after(self, moment: datetime, hours: float) -> datetime:
        """
        Say when so many working hours have passed.

        :param hours: working hours, nine a day.
        """
        start = self._opened(moment)
        local = start - at_local(day_of(start), 0)
        left = hours - (CLOSES - local.total_seconds() / 3600)
        if left <= 0:
            return start + timedelta(hours=hours)
        day = day_of(start)
        while True:
            day = self._next_working(day + timedelta(days=1))
            if left <= HOURS_A_DAY:
                return at_local(day, 0) + timedelta(hours=OPENS + left)
            left -= HOURS_A_DAY

    def soon(self, moment: datetime, low: float, high: float) -> datetime:
        """Draw a moment between two numbers of working hours later."""
        return self.after(moment, self._rng.uniform(low, high)) + timedelta(seconds=self._rng.randrange(60))

    def _opened(self, moment: datetime) -> datetime:
        day = day_of(moment)
        opens, closes = (at_local(day, 0) + timedelta(hours=hour) for hour in (OPENS, CLOSES))
        if self._calendar.is_working(day).working and moment < closes:
            return max(moment, opens)
        return at_local(self._next_working(day + timedelta(days=1)), 0) + timedelta(hours=OPENS)

    def _next_working(self, day: date) -> date:
        while not self._calendar.is_working(day).working:
            day += timedelta(days=1)
        return day
