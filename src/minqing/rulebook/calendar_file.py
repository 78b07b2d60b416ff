"""The holiday table as a file: one line a special day. Reading it is pure; what was wrong is said line by line."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.tabular import Line, LineRefusal, read_table

COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "date": ("日期",),
    "name": ("节假日", "名称", "节日"),
    "is_working_day": ("是否上班", "上班", "调休上班"),
    "notice": ("文号", "通知"),
    "source_url": ("来源", "网址"),
}
YES: Final = {"1", "是", "上班", "true", "yes", "调休"}
NO: Final = {"0", "否", "放假", "休息", "false", "no", "休"}
NEEDED: Final[Mapping[str, tuple[int, int]]] = {"元旦": (1, 1), "国庆节": (10, 1)}
"""The holidays that tell a year's table from a few of its days: off are the first of the year and of October."""
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """One special day as the notice has it."""

    day: date
    name: str
    working: bool
    notice: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """
    What a file says.

    :param years: years whose table is complete in this file: see :func:`holidays_missing`.
    """

    days: tuple[HolidayLine, ...]
    refusals: tuple[LineRefusal, ...] = ()
    years: frozenset[int] = field(default_factory=frozenset)


def read_holidays(data: bytes) -> HolidayTable:
    """
    Read a holiday table.

    :return: good lines by day, and one refusal for each line that is not understood or contradicts an earlier one.
    :raises TableUnreadable: if the file as a whole is no such table.
    """
    days: dict[date, HolidayLine] = {}
    refusals = []
    for line in read_table(data, columns=COLUMNS, optional=("notice", "source_url")):
        found = _read(line)
        if isinstance(found, LineRefusal):
            refusals.append(found)
        elif days.setdefault(found.day, found).working != found.working:
            refusals.append(LineRefusal(line.number, _("an earlier line says the opposite for this day.")))
    ordered = tuple(days[day] for day in sorted(days))
    return HolidayTable(ordered, tuple(refusals), _complete_years(days))


def holidays_missing(year: int, off: Container[date]) -> tuple[tuple[str, date], ...]:
    """
    Say what a year's table lacks: it is complete when New Year's Day and National Day are both off.

    A notice may set a few late December days of the year before, or early January days of the year after; those
    years stay unpublished.

    :param off: the days that tables of public holidays give off.
    :return: name and day of each holiday that is not off; empty for a complete year.
    """
    days = ((name, date(year, *at)) for name, at in NEEDED.items())
    return tuple((name, day) for name, day in days if day not in off)


def _complete_years(days: Mapping[date, HolidayLine]) -> frozenset[int]:
    off = {day for day, line in days.items() if not line.working}
    return frozenset(year for year in {day.year for day in days} if not holidays_missing(year, off))


def _read(line: Line) -> HolidayLine | LineRefusal:
    day = read_day(line["date"])
    if day is None:
        return LineRefusal(line.number, _("“%(text)s” is no date; write 2027-01-01.") % {"text": line["date"][:40]})
    word = line["is_working_day"].lower()
    if word not in YES | NO:
        return LineRefusal(line.number, _("say 1 for a day that is worked, 0 for a day off."))
    working = word in YES
    if not line["name"]:
        return LineRefusal(line.number, _("the holiday's name is missing."))
    if working and day.weekday() < 5:
        return LineRefusal(line.number, _("a weekday needs no line when it is worked; check the date."))
    return HolidayLine(day, line["name"][:60], working, line["notice"][:60], line["source_url"][:300])


def read_day(text: str) -> date | None:
    """Read a date the way offices write it: 2027-01-01, 2027/1/1, 2027.1.1, 2027年1月1日; None where it is none."""
    plain = text.strip().replace("年", "-").replace("月", "-").replace("日", "")
    parts = plain.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    try:
        day = date(*map(int, parts))
    except (ValueError, OverflowError):
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
