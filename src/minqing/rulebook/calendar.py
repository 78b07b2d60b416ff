"""
The working-day calendar as a value: which days are worked, and why.

Only special days are listed; every other day of a published year follows the week. A year without a table is
never taken for an ordinary one in silence: its days say that they are not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as now_translated
from django.utils.translation import gettext_lazy as _

SATURDAY: Final = 5

HOLIDAY_NAMES: Final[Mapping[str, Any]] = {
    "元旦": _("New Year"),
    "春节": _("Spring Festival"),
    "清明节": _("Tomb-Sweeping Day"),
    "劳动节": _("Labour Day"),
    "端午节": _("Dragon Boat Festival"),
    "中秋节": _("Mid-Autumn Festival"),
    "国庆节": _("National Day"),
    "“五一”": _("Labour Day"),
    "“五一”国际劳动节": _("Labour Day"),
    "“十一”": _("National Day"),
    "抗日战争暨世界反法西斯战争胜利70周年纪念日": _("Victory Day"),
}

REASONS: Final[Mapping[str, Any]] = {
    "weekday": _("Working day"),
    "weekend": _("Weekend"),
    "holiday": _("Holiday: %(name)s"),
    "make_up": _("Worked in exchange for a holiday: %(name)s"),
    "unknown_weekday": _("No holiday table published for %(year)s: counted as a weekday for now"),
    "unknown_weekend": _("No holiday table published for %(year)s: taken as a weekend for now"),
}


def holiday_name(name: str) -> str:
    """Say a holiday's name in the reader's language; names a county gave itself stay as they are."""
    parts = [str(HOLIDAY_NAMES.get(part, part)) for part in name.split("、")]
    return now_translated(", ").join(parts)


@dataclass(frozen=True, slots=True)
class DayKind:
    """
    What one day is.

    :param code: one of ``REASONS``.
    :param known: false when the year's table has not been published.
    """

    day: date
    working: bool
    code: str
    name: str = ""
    known: bool = True

    @property
    def reason(self) -> str:
        """Why the day is worked or not, in the reader's language."""
        return str(REASONS[self.code]) % {"name": holiday_name(self.name), "year": self.day.year}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that does not follow the week: a holiday, or a weekend day that is worked."""

    working: bool
    name: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """
    What a day was held to be before it was changed.

    :param special: None where it followed the week.
    :param until: when it was changed.
    """

    day: date
    special: SpecialDay | None
    until: datetime


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the offices open and close; a working day's deadline ends when they close (Civil Code 203)."""

    opens: time = time(8, 30)
    closes: time = time(18, 0)


@dataclass(frozen=True, eq=False)
class Calendar:
    """
    Special days, and the years whose table is complete.

    A single special day of a year that is not published is known; the days around it are not.

    :param replaced: what changed days were before, the latest change first.
    """

    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    hours: OfficeHours = OfficeHours()
    replaced: tuple[Replaced, ...] = ()

    def as_of(self, at: datetime) -> "Calendar":
        """
        Return the calendar as it was held at a moment; a promise given then is counted by it for ever.

        A year's first publication is no change: dates that waited for it are provisional and are settled by it.
        """
        later = [change for change in self.replaced if change.until > at]
        if not later:
            return self
        days = dict(self.days)
        for change in later:
            days.pop(change.day, None)
            if change.special is not None:
                days[change.day] = change.special
        return replace(self, days=days, replaced=self.replaced[len(later) :])

    def is_working(self, day: date) -> DayKind:
        """
        Tell whether a day is worked.

        :return: the day with its reason; ``known`` is false for an ordinary day of a year without table.
        """
        special = self.days.get(day)
        if special is not None:
            word = "holiday" if not special.working else "make_up" if day.weekday() >= SATURDAY else "weekday"
            return DayKind(day, special.working, word, special.name)
        weekday = day.weekday() < SATURDAY
        word = "weekday" if weekday else "weekend"
        if day.year in self.years:
            return DayKind(day, weekday, word)
        return DayKind(day, weekday, f"unknown_{word}", known=False)
