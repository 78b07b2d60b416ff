"""Public reads of the rulebook. Rules and the calendar are public: anybody may ask by which rule."""

from collections.abc import Iterable, Iterator
from datetime import date, time

from django.conf import settings
from django.db.models import Exists, OuterRef

from minqing.kernel.errors import NotFound
from minqing.kernel.keeping import Kept

from .calendar import Calendar, OfficeHours, Replaced, SpecialDay
from .calendar_file import holidays_missing
from .keeping import MARK
from .models import CalendarDay, CalendarDayBefore, CalendarYear, Rule, RuleConfirmation
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
    Find several rules at once.

    :return: rule id → version in force; rules that do not hold there are left out.
    """
    wanted = set(rule_ids)
    named = (view for view in _VERSIONS.get().values() if view.rule_id in wanted)
    return _nearest(_in_force(named, place_path, on))


def rules_in_force(*, place_path: str, on: date) -> tuple[RuleView, ...]:
    """Return every rule that holds at a place on a day, by rule id."""
    return tuple(view for _, view in sorted(_nearest(_in_force(_VERSIONS.get().values(), place_path, on)).items()))


def rule_by_version(version: str) -> RuleView:
    """
    Give back the very version a clock started under.

    :raises NotFound: if there is no such version.
    """
    found = _VERSIONS.get().get(version)
    if found is None:
        raise NotFound
    return found


def rule_history(rule_id: str, *, place_path: str) -> tuple[RuleView, ...]:
    """Return every version of a rule that ever held at a place, the latest first."""
    lies_in = jurisdictions(place_path)
    views = (view for view in _VERSIONS.get().values() if view.rule_id == rule_id and view.jurisdiction in lies_in)
    return tuple(sorted(views, key=lambda view: (view.effective_from, int(view.version)), reverse=True))


def calendar() -> Calendar:
    """
    Return the working-day calendar, with the office hours of the settings.

    Kept in memory while nothing is changed: one query to see whether it is, three more when it is not.
    """
    return _CALENDAR.get()


def calendar_year(year: int) -> CalendarYearView:
    """
    Return one year's special days in order; empty and unpublished where nothing is known.

    :raises NotFound: for a year that no calendar has.
    """
    if not 1 <= year <= 9999:
        raise NotFound
    rows = CalendarDay.objects.filter(day__year=year).order_by("day")
    days = tuple(SpecialDayView(r.day, r.name, r.working, r.notice, r.source_url, r.origin) for r in rows)
    off = {row.day for row in rows if not row.working and row.origin != CalendarDay.COUNTY}
    is_published = CalendarYear.objects.filter(year=year).exists()
    return CalendarYearView(year, is_published, days, () if is_published else holidays_missing(year, off))


def published_years() -> tuple[int, ...]:
    """Return the years whose table is complete, in order."""
    return tuple(CalendarYear.objects.order_by("year").values_list("year", flat=True))


def _read_calendar() -> Calendar:
    rows = CalendarDay.objects.values_list("day", "working", "name")
    days = {day: SpecialDay(working, name) for day, working, name in rows}
    hours = OfficeHours(_time("OFFICE_OPENS", "08:30"), _time("OFFICE_CLOSES", "18:00"))
    return Calendar(days, frozenset(published_years()), hours, _replaced())


def _replaced() -> tuple[Replaced, ...]:
    rows = CalendarDayBefore.objects.order_by("-until", "-id")
    return tuple(
        Replaced(row.day, None if row.working is None else SpecialDay(row.working, row.name), row.until) for row in rows
    )


def _time(setting: str, default: str) -> time:
    value = getattr(settings, setting, default)
    return value if isinstance(value, time) else time.fromisoformat(str(value))


def _read_versions() -> dict[str, RuleView]:
    rows = Rule.objects.annotate(is_confirmed=Exists(RuleConfirmation.objects.filter(rule=OuterRef("pk"))))
    views = (RuleView.of(row, confirmed=row.is_confirmed) for row in rows.order_by("pk"))
    return {view.version: view for view in views}


def _in_force(views: Iterable[RuleView], place_path: str, on: date) -> Iterator[RuleView]:
    lies_in = jurisdictions(place_path)
    for view in views:
        begun = view.effective_from <= on and (view.effective_to is None or view.effective_to > on)
        if begun and view.jurisdiction in lies_in:
            yield view


def _nearest(views: Iterable[RuleView]) -> dict[str, RuleView]:
    best: dict[str, RuleView] = {}
    for view in views:
        if view.rule_id not in best or _rank(view) > _rank(best[view.rule_id]):
            best[view.rule_id] = view
    return best


def _rank(view: RuleView) -> tuple[int, date, int]:
    return (len(view.jurisdiction), view.effective_from, int(view.version))


_CALENDAR = Kept(_read_calendar, mark=MARK)
_VERSIONS = Kept(_read_versions, mark=MARK)
