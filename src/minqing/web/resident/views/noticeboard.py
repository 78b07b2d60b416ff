"""The notice board of a village: what offices released of its requests, week by week; on paper a sheet to post."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from minqing.cases.releasing import queries as released
from minqing.cases.releasing.records import WeekOfPlace
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.territory import queries as territory
from minqing.web.resident import places
from minqing.web.resident.edge import page

DAY, WEEK = timedelta(days=1), timedelta(days=7)
AT_FIRST, A_PAGE = 10, 30


@require_safe
def notice_board(request: HttpRequest, digits: str = "") -> HttpResponse:
    """Show one week of a place: three lists, or one of them page by page; a village of few as its township."""
    home = places.county()
    if home is None:
        raise NotFound
    place = places.standing_of_place(digits).place if digits else home
    now = timezone.now()
    week = released.week_of_place(place.path, day=_day(request, now), at=now)
    part = request.GET.get("part", "")
    context = {
        "place": place,
        "shown": territory.place(week.place_path),
        "week": week,
        "last_day": week.end - DAY,
        "lists": _lists(week, part, request.GET.get("cursor"), now),
        "part": part,
        "weeks": _weeks(week, request.path, now),
        "here": f"{settings.PUBLIC_URL}{request.path}",
        "this": f"{request.path}?week={week.start}",
        "figures_url": reverse("resident:figures_of", args=[places.digits_of(place.path)]),
        "ways": _ways(place.path),
    }
    return page(request, "notice_board_page", context)


def _day(request: HttpRequest, now: datetime) -> date:
    """Read the week asked for by one of its days; today's where none, or none that has come, is named."""
    today = day_of(now)
    try:
        asked = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return today
    return min(asked, today) if asked.year > 2000 else today


def _lists(week: WeekOfPlace, part: str, cursor: str | None, now: datetime) -> list[tuple[str, int, Any]]:
    counts = dict(zip(released.PARTS, week.counts, strict=True))
    if part in counts:
        return [(part, counts[part], released.part_of_week(week, part, at=now, cursor=cursor, size=A_PAGE))]
    return [
        (name, counts[name], released.part_of_week(week, name, at=now, size=AT_FIRST) if counts[name] else None)
        for name in released.PARTS
    ]


def _weeks(week: WeekOfPlace, path: str, now: datetime) -> tuple[str, str]:
    """Return the addresses of the week before and the week after; "" for one that has not begun."""
    after = f"{path}?week={week.end}" if week.end <= day_of(now) else ""
    return f"{path}?week={week.start - WEEK}", after


def _ways(path: str) -> list[tuple[str, str]]:
    """Return names and addresses of the boards above, and of those one step below."""
    kinds = {1: "township", 2: "village"}
    steps = path.count("/")
    near = list(territory.places_under(path, kinds[steps])) if steps in kinds else []
    parent = path[: path.rstrip("/").rfind("/") + 1]
    above = [territory.place(parent)] if parent else []
    return [(one.name, address_of(one.path)) for one in [*above, *near]]


def address_of(path: str) -> str:
    """Return the address of a place's notice board."""
    return reverse("resident:notice_board_of", args=[places.digits_of(path)])
