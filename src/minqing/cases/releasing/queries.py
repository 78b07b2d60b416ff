"""Public reads of released requests: anybody may ask."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from minqing.cases.access import serial_of
from minqing.cases.few import number_of
from minqing.cases.matters import all_matters
from minqing.cases.models import Case, Release
from minqing.cases.states import STATES
from minqing.kernel.access import path_range
from minqing.kernel.errors import NotFound
from minqing.kernel.paging import Page, page
from minqing.kernel.times import at_local, day_of
from minqing.territory import queries as territory

from .placing import CAREFUL, FEWEST_RULE, VILLAGE, public_place
from .records import ReleasedCase, ReleaseFilters, WeekOfPlace
from .wording import UNSPOKEN

__all__ = [
    "PARTS",
    "part_of_week",
    "released",
    "released_by_number",
    "released_page",
    "told_to_filer",
    "week_of_place",
]

PARTS: Final = ("asked", "done", "late")
WEEK = timedelta(days=7)


def released_page(filters: ReleaseFilters, *, at: datetime, offset: int = 0, size: int = 100) -> list[ReleasedCase]:
    """Return released requests, the newest first, from the offset on: three queries, whatever the size."""
    rows = _filtered(filters).order_by("-asked_at", "-id")
    return _views(rows[offset : offset + size], at)


def released_by_number(numbers: Iterable[str], *, at: datetime) -> list[ReleasedCase]:
    """Return those of some requests that are released, the newest first; others are passed over."""
    keys = {key for number in numbers if (key := serial_of(number)) is not None}
    rows = _told().filter(case__serial__in=[serial for _year, serial in keys]).order_by("-asked_at", "-id")
    wanted = {f"{year}-{serial:06d}" for year, serial in keys}
    return [one for one in _views(rows, at) if one.number in wanted]


def released(number: str, *, at: datetime) -> ReleasedCase:
    """
    Return one released request.

    :raises NotFound: if it is absent or not released: nobody learns which.
    """
    found = released_by_number([number], at=at)
    if not found:
        raise NotFound
    return found[0]


def told_to_filer(case_ids: Iterable[str], *, at: datetime) -> list[ReleasedCase]:
    """
    Return how requests stand, for the system that filed them: what is released of each, else state and days alone.

    :return: without words and answer where nothing is released; the place is the village.
    """
    ids = [UUID(one) for one in case_ids]
    told = {row.case_id: row for row in _told().filter(case__uuid__in=ids)}
    rows = [told.get(case.pk) or _unreleased(case) for case in Case.objects.filter(uuid__in=ids).order_by("-serial")]
    return _views(rows, at)


def _unreleased(case: Case) -> Release:
    """Stand in for a release that there is not; never saved."""
    place = "/".join(case.place_path.split("/")[:VILLAGE]).rstrip("/") + "/"
    return Release(case=case, words="", answer="", place_path=place, written_at=case.registered_at)


def week_of_place(place_path: str, *, day: date, at: datetime) -> WeekOfPlace:
    """
    Say which place's released requests are shown for a place, and how many there were in the week of a day.

    :return: the village's own, or its township's where few requests come from the village.
    """
    shown = public_place(place_path, at=at)
    start = day - timedelta(days=day.weekday())
    counts = [_part(shown, part, start, at).count() for part in PARTS]
    fewest = number_of(FEWEST_RULE, CAREFUL, shown, at)
    return WeekOfPlace(place_path, shown, fewest, start, start + WEEK, (counts[0], counts[1], counts[2]))


def part_of_week(
    week: WeekOfPlace, part: str, *, at: datetime, cursor: str | None = None, size: int = 20
) -> Page[ReleasedCase]:
    """
    Return one page of what was asked, done or late in a week, the newest first.

    :param part: ``asked``, ``done`` or ``late``.
    :raises Refused: if the cursor is broken.
    """
    found = page(_part(week.place_path, part, week.start, at), order=("-asked_at", "-id"), cursor=cursor, size=size)
    return Page(tuple(_views(found.items, at)), found.next, found.previous)


def _told() -> "QuerySet[Release]":
    """
    Say which releases stand, whatever happened to the request since.

    One that turned out to be about a unit, or that names danger to a person, or that the resident took back, is told
    no more, though nobody withdrew the release.
    """
    rows = Release.objects.filter(withdrawn_at__isnull=True, case__has_barred=False)
    return rows.exclude(case__danger__in=UNSPOKEN).exclude(case__state="withdrawn").select_related("case")


def _filtered(filters: ReleaseFilters) -> "QuerySet[Release]":
    asked = Q()
    if filters.place_path:
        asked &= path_range("place_path", filters.place_path)
    if filters.matters:
        asked &= Q(case__matter__in=filters.matters)
    if filters.start is not None:
        asked &= Q(asked_at__gte=filters.start)
    if filters.end is not None:
        asked &= Q(asked_at__lt=filters.end)
    if filters.is_open is not None:
        asked &= Q(case__stage__gt=0) if filters.is_open else Q(case__stage=0)
    rows = _told().filter(asked)
    return rows.exclude(case__uuid__in=[UUID(one) for one in filters.without]) if filters.without else rows


def _part(place_path: str, part: str, start: date, at: datetime) -> "QuerySet[Release]":
    first, last = at_local(start, 0), at_local(start + WEEK, 0)
    moments = {
        "asked": Q(asked_at__gte=first, asked_at__lt=last),
        "done": Q(case__left_at__gte=first, case__left_at__lt=last),
        "late": _late_at(min(last, at)),
    }
    below = path_range("place_path", place_path) if place_path.count("/") < VILLAGE else Q(place_path=place_path)
    return _told().filter(below, moments[part], asked_at__lt=last)


def _late_at(moment: datetime) -> Q:
    """Say that the promised day had passed by a moment, and that no answer stood and the clock did not stand still."""
    unanswered = Q(case__answered_at__isnull=True) | Q(case__answered_at__gte=moment)
    running = Q(case__paused_at__isnull=True) | Q(case__paused_at__gt=F("case__due_at"))
    still_open = Q(case__left_at__isnull=True) | Q(case__left_at__gte=moment)
    return Q(case__due_at__lt=moment) & unanswered & running & still_open


def _views(rows: Iterable[Any], at: datetime) -> list[ReleasedCase]:
    held: Sequence[Any] = list(rows)
    names = territory.full_names(row.place_path for row in held) if held else {}
    matters = {one.number: one.name for one in all_matters()} if held else {}
    return [_view(row, names.get(row.place_path, ""), matters.get(row.case.matter, ""), at) for row in held]


def _view(row: Any, place_name: str, matter: str, at: datetime) -> ReleasedCase:
    case = row.case
    steps = {
        "asked": case.registered_at,
        "accepted": case.accepted_at,
        "dispatched": case.dispatched_at,
        "answered": case.answered_at,
        "closed": case.left_at,
    }
    moved = [moment for moment in steps.values() if moment is not None]
    return ReleasedCase(
        case_id=str(case.uuid),
        number=case.number,
        words=row.words,
        answer=row.answer,
        matter_number=case.matter,
        matter=matter,
        place_path=row.place_path,
        place_name=place_name,
        unit_name=case.lead_name,
        is_open=case.is_open,
        late=case.is_open and case.is_late(at),
        state_label=STATES[case.state],
        asked_at=case.registered_at,
        promised_on=day_of(case.due_at),
        closed_at=case.left_at,
        updated_at=max([row.written_at, *moved]),
        steps=tuple((name, moment) for name, moment in steps.items() if moment is not None),
    )
