"""Load a year's holiday table; set a single day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded
from minqing.rulebook.access import EVERYWHERE, county_of
from minqing.rulebook.calendar_file import HolidayLine, HolidayTable, holidays_missing, read_holidays
from minqing.rulebook.keeping import renew
from minqing.rulebook.models import CalendarDay, CalendarDayBefore, CalendarYear
from minqing.rulebook.records import IncompleteYear, LoadReport, SpecialDayView

SHIPPED: Final = Path(__file__).parent.parent / "data" / "holidays_cn.csv"


class UnableToSetDay(Refused):
    """The day cannot be set as asked."""


def load_calendar(*, actor: Actor, at: datetime, data: bytes | None = None) -> LoadReport:
    """
    Load a holiday table, the shipped one when no file is given. Loading twice changes nothing.

    Days the county has set itself stay. One fact a year says that its table came or was corrected, so that
    provisional dates can be settled.

    :return: days added and changed, years that became complete or still lack holidays, and lines refused.
    :raises NotAllowed: if no grant covers the whole county.
    :raises TableUnreadable: if the file is no such table.
    """
    root = county_of(actor)
    table = read_holidays(SHIPPED.read_bytes() if data is None else data)
    if not _differences(table) and not _new_years(table):
        return LoadReport(added=0, kept=len(table.days), refusals=table.refusals, incomplete=_incomplete(table))
    return _load(table, actor=actor, at=at, place_path=root)


@recorded
def set_calendar_day(*, day: date, working: bool, name: str, actor: Actor, at: datetime) -> SpecialDayView:
    """
    Say for the county whether a day is worked, e.g. a local festival.

    Promises already given keep the calendar they were given under; what comes in from now on counts by the new one.

    :param day: today or later; the past is not changed.
    :param name: what for; residents read it in the reasoning of their date.
    :raises NotAllowed: if no grant covers the whole county.
    :raises UnableToSetDay: if the day is past or the name is missing.
    """
    root = county_of(actor)
    if day < day_of(at):
        raise UnableToSetDay(_("Days that have passed stay as they were."), field="day")
    if not name.strip() or not name.isprintable():
        raise UnableToSetDay(_("Say what the day is, for instance the festival's name."), field="name")
    _remember([day], at=at)
    row, _created = CalendarDay.objects.update_or_create(
        day=day,
        defaults={"working": working, "name": name.strip()[:60], "origin": CalendarDay.COUNTY},
    )
    renew()
    record(
        "calendar.day_set",
        subject=Ref("calendar", str(day.year)),
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or EVERYWHERE,
        place_path=root,
        data={"working": working, "day": day.isoformat()},
    )
    return SpecialDayView(row.day, row.name, row.working, row.notice, row.source_url, row.origin)


@recorded
def _load(table: HolidayTable, *, actor: Actor, at: datetime, place_path: str) -> LoadReport:
    changes, years = _differences(table), _new_years(table)
    known = set(CalendarDay.objects.filter(day__in=[line.day for line in changes]).values_list("day", flat=True))
    _remember([line.day for line in changes if line.day.year not in years], at=at)
    CalendarDay.objects.bulk_create(
        [_row(line) for line in changes],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["working", "name", "notice", "source_url"],
    )
    CalendarYear.objects.bulk_create(
        [CalendarYear(year=year, published_at=at) for year in sorted(years)], ignore_conflicts=True
    )
    renew()
    for year in sorted(years | {line.day.year for line in changes}):
        record(
            "calendar.published",
            subject=Ref("calendar", str(year)),
            actor=actor.ref,
            at=at,
            org_path=actor.org_path or EVERYWHERE,
            place_path=place_path,
            data={
                "year": year,
                "complete": CalendarYear.objects.filter(year=year).exists(),
                "days": sum(line.day.year == year for line in changes),
            },
        )
    return LoadReport(
        added=len(changes) - len(known),
        changed=len(known),
        kept=len(table.days) - len(changes),
        years=tuple(sorted(years)),
        refusals=table.refusals,
        incomplete=_incomplete(table),
    )


def _remember(days: Iterable[date], *, at: datetime) -> None:
    """Keep what days were before they are changed; a year's first table changes nothing, it makes certain."""
    held = _held(days)
    CalendarDayBefore.objects.bulk_create(
        [
            CalendarDayBefore(day=day, working=row.working, name=row.name, until=at)
            if (row := held.get(day))
            else CalendarDayBefore(day=day, working=None, until=at)
            for day in days
        ]
    )


def _differences(table: HolidayTable) -> list[HolidayLine]:
    held = _held(line.day for line in table.days)
    return [line for line in table.days if line.day not in held or _differs(held[line.day], line)]


def _differs(row: CalendarDay, line: HolidayLine) -> bool:
    same = (row.working, row.name, row.notice, row.source_url)
    return row.origin != CalendarDay.COUNTY and same != (line.working, line.name, line.notice, line.source_url)


def _held(days: Iterable[date]) -> Mapping[date, CalendarDay]:
    wanted = set(days)
    return {row.day: row for row in CalendarDay.objects.all() if row.day in wanted}


def _new_years(table: HolidayTable) -> set[int]:
    """Return the years that this table completes, by itself or with what came before."""
    return {one.year for one in _unpublished(table) if not one.missing}


def _incomplete(table: HolidayTable) -> tuple[IncompleteYear, ...]:
    """Return the years that this table touches and that lack holidays even with what came before."""
    return tuple(one for one in _unpublished(table) if one.missing)


def _unpublished(table: HolidayTable) -> list[IncompleteYear]:
    years = {line.day.year for line in table.days} - set(CalendarYear.objects.values_list("year", flat=True))
    held = CalendarDay.objects.exclude(origin=CalendarDay.COUNTY).filter(working=False)
    off = set(held.filter(day__year__in=years).values_list("day", flat=True))
    off = off.difference(line.day for line in table.days if line.working)
    off.update(line.day for line in table.days if not line.working)
    return [IncompleteYear(year, holidays_missing(year, off)) for year in sorted(years)]


def _row(line: HolidayLine) -> CalendarDay:
    return CalendarDay(
        day=line.day, working=line.working, name=line.name, notice=line.notice, source_url=line.source_url
    )
