"""The grid of a village on the map: what is open in each cell, and drawing, splitting and merging."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import few
from minqing.cases import queries as cases
from minqing.directory.branches import queries as branches
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import day_of
from minqing.ledger.facts import FACT_TYPES
from minqing.territory import queries as territory
from minqing.territory.cells import queries as cells
from minqing.territory.cells import service
from minqing.territory.cells.records import CellMap, Cut, Drawn
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say

from .points import points_in, written
from .sheet import Sheet

SEES = ("cases.read", MANAGE)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One cell in the list and on the map.

    :param open: open requests in it, and ``late`` those of them that are late; None where the cell has too few doors.
    :param shape: its path data on the sheet, or "".
    """

    cell: PlaceView
    doors: int
    open: int | None
    late: int | None
    shape: str = ""
    label: tuple[int, int] = (0, 0)

    @property
    def look(self) -> str:
        """The class of its colour: late before many, and hatched for none told."""
        if self.open is None:
            return "few"
        return "c4" if self.late else "c2" if self.open else "none"


@needs(*SEES)
@require_GET
def villages(request: HttpRequest) -> HttpResponse:
    """List the villages within reach with how far their grid is drawn and what is open there."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    county = territory.county()
    if county is None:
        raise NotFound
    below = actor.place_path if actor.place_path.startswith(county.path) else county.path
    counted = cases.open_by_place(actor, below, at=now) if actor.holds("cases.read") else {}
    found = territory.places_under(below, "village") or territory.places_under(_village_of(below), "village")
    drawn, wanted = cells.drawn_by_village(on=day_of(now)), request.GET.get("only", "")
    least = few.smallest_shown(county.path, at=now)
    members = branches.counts_by_village(at_least=least)
    rows = [(one, *drawn.get(one.path, (0, 0)), *_sum(counted, one.path), members.get(one.path)) for one in found]
    kept = [row for row in rows if _fits(row, wanted)]
    context = {"rows": kept, "only": wanted, "may_draw": actor.holds(MANAGE), "whole": len(rows)}
    context |= {"members": members, "least": least, "branches": branches.branch_counts(at_least=least)}
    return page(request, "office/grid/villages.html", context)


def _village_of(path: str) -> str:
    return "/".join(path.split("/")[:3]) + "/"


def _fits(row: Any, wanted: str) -> bool:
    _village, count, drawn, _open, late, _members = row
    return {"late": late > 0, "undrawn": drawn < count or not count}.get(wanted, True)


def _sum(counted: dict[str, tuple[int, int]], path: str) -> tuple[int, int]:
    inside = [pair for place, pair in counted.items() if place.startswith(path)]
    return sum(count for count, _late in inside), sum(late for _count, late in inside)


@needs(*SEES)
@require_GET
def village(request: HttpRequest, place_path: str) -> HttpResponse:
    """Show the cells of one village."""
    return _shown(request, place_path)


@needs(*SEES)
@require_GET
def history(request: HttpRequest, place_path: str) -> HttpResponse:
    """Show what was done to the grid of a village, newest first."""
    found = territory.place(place_path)
    told = [(name, fact, FACT_TYPES[fact.kind].title) for name, fact in cells.history_of(place_path)]
    return page(request, "office/grid/history.html", {"village": found, "told": told})


@needs(MANAGE)
@require_POST
def change(request: HttpRequest, key: str, place_path: str) -> HttpResponse:
    """Draw, split or merge; what was typed stays when it is refused."""
    run = {"draw": _draw, "split": _split, "merge": _merge}.get(key)
    if run is None:
        raise NotFound
    try:
        run(request, place_path)
    except Refused as refusal:
        return _shown(request, place_path, wrong=refusal, key=key)
    say(request, _("The grid is changed. Look whether somebody answers for each cell."))
    return redirect(reverse("office:grid_village", args=[place_path]))


def _draw(request: HttpRequest, village_path: str) -> None:
    sent, now = request.POST, timezone.now()
    try:
        day = date.fromisoformat(sent.get("valid_from", "") or day_of(now).isoformat())
    except ValueError as wrong:
        raise Refused(_("The first day cannot be read. Write it as 2026-09-01."), field="valid_from") from wrong
    corners = points_in(sent.get("corners", ""), field="corners")
    drawn = Drawn(corners, day, sent.get("path", ""), sent.get("name", ""), sent.get("scope_words", ""))
    service.draw_cell(village_path=village_path, drawn=drawn, actor=request.actor, at=now)  # type: ignore[attr-defined]


def _split(request: HttpRequest, _village: str) -> None:
    sent = request.POST
    names = (sent.get("left", ""), sent.get("right", ""))
    how = Cut(points_in(sent.get("line", ""), field="line"), names, frozenset(sent.getlist("lanes")))
    service.split_cell(path=sent.get("path", ""), how=how, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]


def _merge(request: HttpRequest, _village: str) -> None:
    sent = request.POST
    who: Any = {"actor": request.actor, "at": timezone.now()}  # type: ignore[attr-defined]
    service.merge_cells(
        path=sent.get("path", ""), other_path=sent.get("other_path", ""), name=sent.get("name", ""), **who
    )


def _shown(request: HttpRequest, path: str, *, wrong: Refused | None = None, key: str = "") -> HttpResponse:
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    held = cells.cell_map(path, on=day_of(now))
    if held.village.kind != "village":
        raise NotFound
    sheet, may_draw = Sheet.of(held), actor.may(MANAGE, org_path=actor.org_path, place_path=path)
    context = {
        "held": held,
        "village": held.village,
        "sheet": sheet,
        "outline": sheet.path(held.outer) if sheet else "",
        "rows": _rows(actor, held, sheet, now),
        "uncovered": None if held.uncovered is None else round(100 * held.uncovered),
        "may_draw": may_draw,
        "lanes": territory.places_under(path, "building") if may_draw else (),
        "whole": written(held.outer[0]) if held.exact and not held.rings else "",
        "today": day_of(now),
        "wrong": wrong,
        "key": key,
        "typed": request.POST,
    }
    return page(request, "office/grid/village.html", context, status=wrong.status if wrong else 200)


def _rows(actor: Any, held: CellMap, sheet: Sheet | None, now: Any) -> list[Row]:
    counted = cases.open_by_place(actor, held.village.path, at=now) if actor.holds("cases.read") else {}
    doors = cells.doors_by_cell(held.village.path)
    least = few.smallest_shown(held.village.path, at=now)
    return [_row(cell, held, sheet, doors.get(cell.path, 0), counted, least) for cell in held.cells]


def _row(  # noqa: PLR0917 - one row of one table, from what was read once for all
    cell: PlaceView, held: CellMap, sheet: Sheet | None, doors: int, counted: Any, least: int
) -> Row:
    count, late = _sum(counted, cell.path) if doors >= least else (None, None)
    ring = held.rings.get(cell.path)
    if ring is None or sheet is None:
        return Row(cell, doors, count, late)
    return Row(cell, doors, count, late, sheet.path((ring,)), sheet.label(ring))
