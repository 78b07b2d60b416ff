"""Calendars for tests: the real published one, built without a database."""

from functools import cache
from pathlib import Path

import minqing.rulebook
from minqing.rulebook.calendar import Calendar, SpecialDay
from minqing.rulebook.calendar_file import read_holidays

HOLIDAYS = Path(minqing.rulebook.__file__).parent / "data" / "holidays_cn.csv"


@cache
def real_calendar() -> Calendar:
    """The State Council's calendar 2004 to 2026."""
    table = read_holidays(HOLIDAYS.read_bytes())
    return Calendar({day.day: SpecialDay(day.working, day.name) for day in table.days}, table.years)
