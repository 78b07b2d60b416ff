"""The map as it is printed: boundaries from the territory, classes and numbers from the board."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from minqing.insight.records import Board, Cell, MapArea, MapClass
from minqing.ledger.units import SHARE
from minqing.territory.shapes import queries as shapes

from .saying import said, short

NAMED, LARGE = 40, 16
"""So many places are named on the map, and so many have their number beneath their name."""


@dataclass(frozen=True, slots=True)
class PlaceDrawn:
    """
    One place on the map.

    :param look: its class in the style sheet: ``c1`` to ``c5``, ``few`` where it is hidden, ``none`` without a number.
    :param data: its boundary as path data; "" where it is drawn as a point.
    :param n: how many stand behind the number; "" where it is hidden.
    :param href: what it opens; "" of a unit's number that is hidden.
    """

    name: str
    look: str
    words: str
    short: str
    n: str
    href: str
    data: str = ""
    x: int | None = None
    y: int | None = None


@dataclass(frozen=True, slots=True)
class MapDrawn:
    """
    The map.

    :param legend: (class in the style sheet, from and to in words, places), only of those that occur.
    :param missing: how many places have neither boundary nor point; they stand in the table alone.
    """

    title: Any
    width: int
    height: int
    outline: str
    places: tuple[PlaceDrawn, ...]
    legend: tuple[tuple[str, str, int], ...]
    missing: int
    is_crowded: bool


def map_drawn(board: Board, *, on: date, open_at: Callable[[str], str]) -> MapDrawn | None:
    """
    Draw the board's map; None where the board has none.

    :param open_at: the address of the board of a place, of a unit that of its number there.
    """
    if board.map is None:
        return None
    found = board.map
    drawing = shapes.drawing(board.place_path, [one.path for one in found.areas], on=on)
    crowded = len(found.areas) > NAMED

    def place(one: MapArea) -> PlaceDrawn:
        x, y = drawing.points.get(one.path, (None, None))
        beneath = short(one.cell, found.unit) if len(found.areas) <= LARGE else ""
        look, data = _look(one), drawing.areas.get(one.path, "")
        href = "" if board.kind == "unit" and one.cell.is_hidden else open_at(one.path)
        words = words_of(one.cell, board.smallest, found.unit)
        return PlaceDrawn(one.name, look, words, beneath, _n(one.cell), href, data, x, y)

    places = tuple(place(one) for one in found.areas)
    drawn = sum(bool(one.data) or one.x is not None for one in places)
    legend = _legend(board, found.classes, places)
    size = drawing.width, drawing.height
    return MapDrawn(found.title, *size, drawing.outline, places, legend, len(places) - drawn, crowded)


def words_of(cell: Cell, k: int, unit: str = "") -> str:
    """Write a place's number; say so where it is hidden."""
    return _hidden(k) if cell.is_hidden else said(cell, unit)


def _hidden(k: int) -> str:
    return _("fewer than %(k)s, not shown") % {"k": k}


def _look(area: MapArea) -> str:
    if area.cell.is_hidden:
        return "few"
    return f"c{area.level}" if area.level else "none"


def _n(cell: Cell) -> str:
    behind = cell.n if cell.part is None else cell.part if cell.whole is None else cell.whole
    return "" if behind is None else f"{behind:,}"


def _legend(
    board: Board, classes: Sequence[MapClass], places: Sequence[PlaceDrawn]
) -> tuple[tuple[str, str, int], ...]:
    unit = board.map.unit if board.map else ""
    rows = [(f"c{number}", _range(one, unit), one.places) for number, one in enumerate(classes, start=1)]
    others = (("few", _hidden(board.smallest)), ("none", _("nothing to divide by")))
    counted = [(look, words, sum(one.look == look for one in places)) for look, words in others]
    return (*rows, *(row for row in counted if row[2]))


def _range(one: MapClass, unit: str) -> str:
    fine = unit == SHARE or any(value != int(value) for value in (one.low, one.high))
    sign = "%" if unit == SHARE else ""
    low, high = (f"{value:,.1f}{sign}" if fine else f"{value:,.0f}" for value in (one.low, one.high))
    return low if low == high else f"{low}–{high}"
