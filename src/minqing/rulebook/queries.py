"""Public reads of the rulebook. Rules and the calendar are public: anybody may ask by which rule."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from minqing.kernel.errors import NotFound

from .calendar import Calendar, OfficeHours, SpecialDay
from .models import CalendarDay, CalendarRevision, CalendarYear, Rule, RuleConfirmation
from .records import CalendarYearView, RuleView, SpecialDayView

__all__ = [
    "calendar",
    "calendar_year",
    "jurisdictions",
    "published_years",
    "rule",
    "rule_by_version",
    "rule_history",
    "rules",
    "rules_in_force",
]

_kept: tuple[UUID | None, Calendar] | None = None


def jurisdictions(place_path: str) -> tuple[str, ...]:
    """
    Name the jurisdictions a place lies in: country, province, city, county.

    :param place_path: any path below a county, e.g. ``139901/101/203/``.
    """
    county = place_path.partition("/")[0]
    return ("", county[:2], county[:4], county[:6]) if county else ("",)


def rule(rule_id: str, *, place_path: str, on: date) -> RuleView:
    """
    Find the version that holds at a place on a day: the nearest jurisdiction wins, then the latest.

    :raises NotFound: if no version of the rule holds there on that day.
    """
    found = rules([rule_id], place_path=place_path, on=on)
    if rule_id not in found:
        raise NotFound
    return found[rule_id]


def rules(rule_ids: Iterable[str], *, place_path: str, on: date) -> dict[str, RuleView]:
    """
    Find several rules in one query.

    :return: rule id → version in force; rules that do not hold there are left out.
    """
    wanted = [rule_id for rule_id in rule_ids if rule_id.isprintable()]
    return _nearest(_in_force(place_path, on).filter(rule_id__in=wanted))


def rules_in_force(*, place_path: str, on: date) -> tuple[RuleView, ...]:
    """Return every rule that holds at a place on a day, by rule id."""
    return tuple(view for _, view in sorted(_nearest(_in_force(place_path, on)).items()))


def rule_by_version(version: str) -> RuleView:
    """
    Give back the very version a clock started under.

    :raises NotFound: if there is no such version.
    """
    row = _versions().filter(pk=version).first() if version.isascii() and version.isdigit() else None
    if row is None:
        raise NotFound
    return _view(row)


def rule_history(rule_id: str, *, place_path: str) -> tuple[RuleView, ...]:
    """Return every version of a rule that ever held at a place, the latest first."""
    if not rule_id.isprintable():
        return ()
    rows = _versions().filter(rule_id=rule_id, jurisdiction__in=jurisdictions(place_path))
    return tuple(_view(row) for row in rows.order_by("-effective_from", "-pk"))


def calendar() -> Calendar:
    """
    Return the working-day calendar, with the office hours of the settings.

    Kept in memory while the table is unchanged: one query to see whether it is, two more when it is not.
    """
    global _kept  # noqa: PLW0603  # one calendar per process, replaced as a whole
    mark = CalendarRevision.objects.values_list("mark", flat=True).first()
    if _kept is None or _kept[0] != mark:
        _kept = (mark, _read_calendar())
    return _kept[1]


def calendar_year(year: int) -> CalendarYearView:
    """
    Return one year's special days in order; empty and unpublished where nothing is known.

    :raises NotFound: for a year that no calendar has.
    """
    if not 1 <= year <= 9999:
        raise NotFound
    rows = CalendarDay.objects.filter(day__year=year).order_by("day")
    days = tuple(SpecialDayView(r.day, r.name, r.working, r.notice, r.source_url, r.origin) for r in rows)
    return CalendarYearView(year, CalendarYear.objects.filter(year=year).exists(), days)


def published_years() -> tuple[int, ...]:
    """Return the years whose table is complete, in order."""
    return tuple(CalendarYear.objects.order_by("year").values_list("year", flat=True))


def _read_calendar() -> Calendar:
    rows = CalendarDay.objects.values_list("day", "working", "name")
    days = {day: SpecialDay(working, name) for day, working, name in rows}
    hours = OfficeHours(_time("OFFICE_OPENS", "08:30"), _time("OFFICE_CLOSES", "18:00"))
    return Calendar(days, frozenset(published_years()), hours)


def _time(setting: str, default: str) -> time:
    value = getattr(settings, setting, default)
    return value if isinstance(value, time) else time.fromisoformat(str(value))


def _versions() -> QuerySet[Any]:
    return Rule.objects.annotate(is_confirmed=Exists(RuleConfirmation.objects.filter(rule=OuterRef("pk"))))


def _in_force(place_path: str, on: date) -> QuerySet[Any]:
    holds = Q(effective_from__lte=on) & (Q(effective_to=None) | Q(effective_to__gt=on))
    return _versions().filter(holds, jurisdiction__in=jurisdictions(place_path))


def _nearest(rows: Iterable[Any]) -> dict[str, RuleView]:
    best: dict[str, Any] = {}
    for row in rows:
        if row.rule_id not in best or _rank(row) > _rank(best[row.rule_id]):
            best[row.rule_id] = row
    return {rule_id: _view(row) for rule_id, row in best.items()}


def _rank(row: Any) -> tuple[int, date, int]:
    return (len(row.jurisdiction), row.effective_from, row.pk)


def _view(row: Any) -> RuleView:
    return RuleView.of(row, confirmed=row.is_confirmed)
