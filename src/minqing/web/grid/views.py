"""The worker's pages: today, report on the spot, doors and codes, the list of matters, what waits on the telephone."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases import queries as cases
from minqing.cases.grid_list import matters_not_of_the_grid, not_asked_of_the_grid
from minqing.cases.records import DeskFilters
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.web.choices import matter_choices
from minqing.web.doors import needs
from minqing.web.filing.forms import new_token
from minqing.web.filing.views import keep_receipt
from minqing.web.pages import page

from .ground import Ground, lanes_of
from .taking import take_in

SHOWN = 8
"""Requests of one kind that the first page shows; the desk has them all."""
LATELY = timedelta(days=3)


@needs("cases.file")
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show what burns and what came in on the worker's ground, and what is missing at its doors."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    ground = Ground.of(actor)
    context = {"tab": "today", "ground": ground, "lately": LATELY.days, **_came(actor, now), "gaps": _gaps(ground)}
    return page(request, "office/grid/today.html", context)


def _came(actor: Any, now: Any) -> dict[str, Any]:
    if not actor.holds("cases.read"):
        return {"burning": (), "fresh": ()}
    burning = cases.desk(actor, queue="all", at=now, size=SHOWN)
    since = DeskFilters(registered_from=day_of(now - LATELY))
    fresh = cases.desk(actor, queue="all", filters=since, at=now, size=SHOWN)
    return {"burning": burning.items, "fresh": sorted(fresh.items, key=lambda line: line.registered_at, reverse=True)}


def _gaps(ground: Ground) -> dict[str, int]:
    found = [pair for path in ground.places for lane in lanes_of(path, ground.cells) for pair in lane.doors]
    return {
        "doors": len(found),
        "cards": sum(door.card != "posted" for door, _named in found),
        "contacts": sum(not named for _door, named in found),
    }


@needs("cases.file")
@require_GET
def doors(request: HttpRequest) -> HttpResponse:
    """List the doors of the worker's ground by lane: whose card hangs, and who has no contact yet."""
    ground = Ground.of(request.actor)  # type: ignore[attr-defined]
    lanes = [lane for path in ground.places for lane in lanes_of(path, ground.cells)]
    return page(
        request, "office/grid/doors.html", {"tab": "doors", "ground": ground, "lanes": lanes, **_gaps_of(lanes)}
    )


def _gaps_of(lanes: list[Any]) -> dict[str, Any]:
    pairs = [pair for lane in lanes for pair in lane.doors]
    gaps = {
        "doors": len(pairs),
        "posted": sum(door.card == "posted" for door, _named in pairs),
        "issued": sum(door.card == "issued" for door, _named in pairs),
        "none": sum(not door.card for door, _named in pairs),
        "contacts": sum(not named for _door, named in pairs),
    }
    return {"gaps": gaps}


@needs("cases.file")
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Report on the spot. With script it goes through the telephone's own queue; without, it is sent at once."""
    actor, wrong, status = request.actor, None, 200  # type: ignore[attr-defined]
    if request.method == "POST":
        try:
            done = take_in(request)
        except Refused as refusal:
            wrong, status = refusal, refusal.status
        else:
            keep_receipt(request, done)
            return redirect("office:file_done")
    ground = Ground.of(actor)
    context = {
        "tab": "report",
        "ground": ground,
        "lanes": [lane for path in ground.places for lane in lanes_of(path, ground.cells)],
        "matters": matter_choices(),
        "typed": request.POST if wrong else request.GET,
        "wrong": wrong,
        "token": new_token(),
    }
    return page(request, "office/grid/report.html", context, status=status)


@needs("cases.file")
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """Show what may be reported, and what may not be asked of the grid."""
    context = {
        "tab": "matters",
        "groups": matter_choices(),
        "not_asked": not_asked_of_the_grid(),
        "spared": matters_not_of_the_grid(),
    }
    return page(request, "office/grid/matters.html", context)


@needs("cases.file")
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Draw the frame in which the telephone shows what waits on it; the server knows none of it."""
    return page(request, "office/grid/queue.html", {"tab": "queue", "matters": matter_choices()})
