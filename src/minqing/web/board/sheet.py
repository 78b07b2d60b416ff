"""The one screen on A4: what stands on it now, up to which fact, and by which definitions. No list of anybody."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.utils.html import escape
from django.utils.translation import gettext as _

from minqing.insight.records import Board
from minqing.ledger.spans import ONE_DAY
from minqing.territory.sheets.press import press
from minqing.web.words import clock_time, long_day

from .context import CellShown, TileShown
from .mapping import MapDrawn, PlaceDrawn

TEMPLATE: Final = Path(__file__).parent / "sheet.typ"
COLOURS: Final = {
    "c1": "#e7f0ee",
    "c2": "#bcd5d0",
    "c3": "#8cb6ae",
    "c4": "#528f84",
    "c5": "#0b5348",
    "few": "url(#few)",
    "none": "#ffffff",
}
HATCH: Final = (
    '<defs><pattern id="few" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="14" height="14" fill="#fff"/><path d="M0 0v14" stroke="#57606a" stroke-width="5"/></pattern></defs>'
)


def board_pdf(
    board: Board,
    tiles: Sequence[TileShown],
    rows: Sequence[tuple[str, str, list[CellShown]]],
    drawn: MapDrawn | None,
) -> bytes:
    """Print the board as a PDF of A4 pages."""
    when = f"{long_day(board.as_of)} {clock_time(board.as_of)}"
    data = {
        "name": board.name,
        "days": _("%(first)s to %(last)s") % {"first": long_day(board.start), "last": long_day(board.end - ONE_DAY)},
        "when": when,
        "through": f"{board.through:,}",
        "smallest": str(board.smallest),
        "changes": [one.words for one in board.changes],
        "tiles": [_tile(one) for one in tiles],
        "map": on_paper(drawn) if drawn else None,
        "heads": [str(title) for _key, title in board.heads],
        "rows": [[name, *(cell.words or _("too few to show") for cell in cells)] for name, _href, cells in rows],
        "came": [[str(one.title), _number(one.part)] for one in board.came],
        "went": [[str(one.title), _number(one.part)] for one in board.went],
    }
    return press(TEMPLATE, data, at=board.as_of, form="pdf")


def _number(part: int | None) -> str:
    return _("too few to show") if part is None else f"{part:,}"


def _tile(one: TileShown) -> dict[str, str]:
    return {
        "title": str(one.tile.title),
        "value": one.value,
        "beside": " ".join(filter(None, (one.unit, one.counts))),
        "before": " ".join(filter(None, (one.before, one.between))),
        "likes": one.likes,
        "line": _line(one.line.path),
        "counts": str(one.tile.counts),
        "key": one.tile.key,
        "definition": one.tile.definition,
    }


def _line(path: str) -> str:
    """Write a tile's small line as an SVG of its own; "" without one."""
    if not path:
        return ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 44">'
        f'<path d="{path}" fill="none" stroke="#57606a" stroke-width="2.5"/></svg>'
    )


def on_paper(drawn: MapDrawn) -> dict[str, Any]:
    """Write the map as an SVG with its own colours: paper knows no style sheet."""
    shapes = "".join(_area(one) for one in drawn.places)
    names = "".join(_name(one) for one in drawn.places if one.x is not None and not drawn.is_crowded)
    outline = f'<path d="{drawn.outline}" fill="none" stroke="#1b1f23" stroke-width="3"/>' if drawn.outline else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}">'
        f"{HATCH}{shapes}{outline}{names}</svg>"
    )
    return {
        "title": str(drawn.title),
        "svg": svg if drawn.width else "",
        "legend": [[COLOURS[look], words, str(places)] for look, words, places in drawn.legend],
        "rows": [[one.name, one.words, one.n or "—"] for one in drawn.places],
    }


def _area(one: PlaceDrawn) -> str:
    look = f'fill="{COLOURS[one.look]}" stroke="#57606a" stroke-width="2"'
    if one.data:
        return f'<path d="{one.data}" {look} fill-rule="evenodd"/>'
    return "" if one.x is None else f'<circle cx="{one.x}" cy="{one.y}" r="13" {look}/>'


def _name(one: PlaceDrawn) -> str:
    """Write a name with white around it, so that it can be read on every colour."""
    lines = [(one.name, 0), *([(one.short, 36)] if one.short and one.data else [])]
    place = 'text-anchor="middle" font-family="Noto Sans SC" font-size="32"'
    return "".join(
        f'<text x="{one.x}" y="{(one.y or 0) + down + 8}" {place} {look}>{escape(words)}</text>'
        for words, down in lines
        for look in ('stroke="#fff" stroke-width="7" stroke-linejoin="round" fill="#fff"', 'fill="#1b1f23"')
    )
