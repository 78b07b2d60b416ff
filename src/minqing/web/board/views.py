"""The one screen's page, its big screen, and the choice of its tiles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minqing.directory import queries as directory
from minqing.insight import arranging, queries
from minqing.insight.queries import contents
from minqing.insight.records import Board
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.territory.permissions import MANAGE
from minqing.web.doors import dear, dear_file, needs
from minqing.web.oversight.links import Links
from minqing.web.oversight.periods import NAMED, Period, period_of
from minqing.web.pages import page
from minqing.web.shell import say

from . import context
from .addresses import address
from .choosing import groups_of, moved
from .doing import Drills, number_at
from .mapping import map_drawn
from .sheet import board_pdf


@dear
@needs("insight.read")
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the one screen for the reader's own reach or below; with ``wide=1`` alone and in large type."""
    seen = look(request)
    if request.GET.get("wide") == "1":
        whole = {"at": seen.board.as_of, **_shown(request, seen), "is_wide": True}
        return HttpResponse(render_to_string("office/board/wide.html", whole, request))
    return page(request, "office/board/board.html", _shown(request, seen))


@dear_file
@needs("insight.read")
@require_GET
def board_sheet(request: HttpRequest) -> HttpResponse:
    """Print the one screen as it stands now on A4."""
    seen = look(request)
    shown = _shown(request, seen)
    answer = HttpResponse(
        board_pdf(seen.board, shown["tiles"], shown["rows"], shown["map"]), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="board-{day_of(seen.board.as_of).isoformat()}.pdf"'
    return answer


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody looks at: the board, over which days, and where its numbers open."""

    board: Board
    period: Period
    drills: Drills


def look(request: HttpRequest) -> Seen:
    """Read the board that an address asks for."""
    now, actor, query = timezone.now(), request.actor, request.GET  # type: ignore[attr-defined]
    period = period_of(query, day_of(now))
    asked = queries.Asked(period.start, period.end, at=query.get("at", ""), on_map=query.get("map", ""))
    found = queries.board(actor, asked, at=now)
    drills = Drills.of(actor, Links(actor, period), found)
    return Seen(found, period, drills)


def _shown(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    found, drills, query = seen.board, seen.drills, request.GET
    marks = context.marks(found)

    def open_at(path: str) -> str:
        return address(query, at=path, wide="")

    return {
        "board": found,
        "period": seen.period,
        "periods": [(name, title, address(query, period=name)) for name, title in NAMED],
        "here": address(query),
        "on_the_wall": address(query, wide="1"),
        "on_paper": address(query, page="board_sheet", wide=""),
        "at_the_desk": address(query, wide=""),
        "way": [(one.name, address(query, at="" if not n else one.path)) for n, one in enumerate(found.way)],
        "kept": {name: query[name] for name in ("period", "from", "to", "at") if query.get(name)},
        "is_unit": found.kind == "unit",
        "units": _units(found, open_at),
        "tiles": context.tiles(found, drills),
        "weeks": context.weeks(found.days),
        "busiest": context.busiest(found.days),
        "came": context.streams(found.came, drills),
        "went": context.streams(found.went, drills),
        "rows": context.rows(found, drills, open_at),
        "marks": marks,
        "unmarked": len(found.rows) - len(marks),
        "map": map_drawn(found, on=day_of(found.as_of), open_at=_places_open_at(seen, open_at)),
        "measures": [(one.key, one.title) for one in contents.to_map(is_unit=found.kind == "unit").values()],
        "may_load_map": request.actor.holds(MANAGE),  # type: ignore[attr-defined]
    }


def _places_open_at(seen: Seen, open_at: Callable[[str], str]) -> Callable[[str], str]:
    """Say where a place of the map leads: to its own board; of a unit to the unit's number there."""
    found = seen.board
    if found.kind != "unit" or found.map is None:
        return open_at
    key = found.map.key
    return lambda path: number_at(key, org_path=found.org_path, place_path=path, period=seen.period)


def _units(found: Board, open_at: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the units of the county with the addresses of their boards, for whoever sees the whole county."""
    if found.kind != "leader":
        return []
    depth = found.org_path.count("/") + 1
    units = directory.organisation_tree(found.org_path)
    return [(unit.name, open_at(unit.path)) for unit in units if unit.path.count("/") == depth]


@needs("insight.read")
@require_http_methods(["GET", "POST"])
def choose_tiles(request: HttpRequest) -> HttpResponse:
    """Choose which tiles stand on one's own board, and in which order; each button is done at once."""
    actor = request.actor  # type: ignore[attr-defined]
    kind = queries.reach_of(actor).kind
    allowed = contents.to_choose(is_unit=kind == "unit", own=True)
    shown = contents.tiles_of(kind, arranging.arrangement(actor))
    if request.method == "POST":
        verb, _colon, key = request.POST.get("do", "").partition(":")
        if verb == "house":
            arranging.back_to_the_house(actor)
            say(request, _("Your board is arranged as the house does it."))
            return redirect("office:board_tiles")
        keys = moved([one.key for one in shown], verb, key)
        if keys is None:
            raise Refused(_("There is no such button."))
        arranging.arrange(keys, allowed=allowed, actor=actor, at=timezone.now())
        return redirect(f"{request.path}#{'shown' if verb == 'in' else key}")
    others = groups_of({key: one for key, one in allowed.items() if one not in shown})
    return page(request, "office/board/choose.html", {"shown": shown, "others": others, "most": arranging.MOST})
