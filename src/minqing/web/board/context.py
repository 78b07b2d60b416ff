"""The board as it is printed: tiles with their words, the days as weeks, the streams as bars, places as rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from minqing.insight.records import Board, Cell, DayCount, MonthCount, Stream, Tile
from minqing.web import charts

from .doing import Action, Drills, action_of
from .saying import before, said, short

STRIP = 200
"""How wide the strip is on which a share and its like places lie."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A share among its like: where the middle half of them begins and ends, and where it lies itself."""

    low: float
    high: float
    dot: float | None


@dataclass(frozen=True, slots=True)
class TileShown:
    """
    One tile as printed.

    :param drill: the list behind the number, or where it is explained; never empty. Likewise ``action``.
    :param months: the month, and its number in words: the same that the line draws.
    """

    tile: Tile
    value: str
    counts: str
    tone: str
    drill: str
    whole_href: str
    action: Action
    before: str
    likes: str
    strip: Strip | None
    line: charts.Trend
    months: tuple[tuple[date, str], ...]


def tiles(board: Board, drills: Drills) -> list[TileShown]:
    """Print the tiles in their fixed order."""
    is_county = board.kind == "leader"
    return [_tile(one, drills, is_county=is_county) for one in board.tiles]


def _tile(tile: Tile, drills: Drills, *, is_county: bool) -> TileShown:
    now = tile.now
    return TileShown(
        tile=tile,
        value=short(now) or _("too few to show"),
        counts="" if now.whole is None or now.part is None else f"{now.part:,}/{now.whole:,}",
        tone="late" if tile.key == "cases.overdue" and now.part else "",
        drill=drills.anyway(tile.key),
        whole_href=drills.to(tile.key, "whole") if now.whole else "",
        action=action_of(tile.key),
        before=before(tile),
        likes=_likes(tile, is_county=is_county),
        strip=_strip(tile),
        line=charts.trend([_height(month) for month in tile.months]),
        months=tuple((month.first, said(month)) for month in tile.months),
    )


def _height(month: MonthCount) -> float | None:
    if month.whole is None or month.part is None:
        return None if month.part is None else float(month.part)
    return month.part / month.whole if month.whole > 0 else None


def _likes(tile: Tile, *, is_county: bool) -> str:
    """Say between what the middle half of the like places lies, of a county its townships; never who is where."""
    if tile.likes is None:
        return ""
    words = {"n": tile.likes.of, "low": f"{tile.likes.low:.1f}", "high": f"{tile.likes.high:.1f}"}
    if is_county:
        return _("The middle half of its %(n)s townships lies between %(low)s%% and %(high)s%%.") % words
    return _("The middle half of %(n)s like places lies between %(low)s%% and %(high)s%%.") % words


def _strip(tile: Tile) -> Strip | None:
    if tile.likes is None:
        return None
    part, whole = tile.now.part, tile.now.whole
    dot = STRIP * part / whole if whole and part is not None else None
    scale = STRIP / 100
    return Strip(round(tile.likes.low * scale, 1), round(tile.likes.high * scale, 1), dot and round(dot, 1))


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: ``heat`` 0 to 4; a day that has not come has no number."""

    on: date
    part: int | None
    heat: int


def weeks(days: Sequence[DayCount]) -> list[tuple[date, list[Day]]]:
    """Lay days out as weeks from Monday to Sunday; the first day is a Monday."""
    most = max((day.part for day in days), default=0)
    drawn = [Day(day.on, day.part, charts.heat(day.part, most)) for day in days]
    while len(drawn) % 7:
        drawn.append(Day(drawn[-1].on + timedelta(days=1), None, 0))
    return [(drawn[first].on, drawn[first : first + 7]) for first in range(0, len(drawn), 7)]


def busiest(days: Sequence[DayCount]) -> DayCount | None:
    """Return the day with most, the latest of several; None where nothing came."""
    found = max(days, key=lambda day: (day.part, day.on), default=None)
    return found if found and found.part else None


def streams(found: Sequence[Stream], drills: Drills) -> list[tuple[Any, int | None, str]]:
    """Return the streams as rows of a bar chart, in their fixed order."""
    return [(one.title, one.part, drills.to(one.key) if one.part else "") for one in found]


@dataclass(frozen=True, slots=True)
class CellShown:
    """One number of one place as printed; ``words`` "" where it is too small to show."""

    title: Any
    words: str
    href: str


def rows(board: Board, drills: Drills, open_at: Callable[[str], str]) -> list[tuple[str, str, list[CellShown]]]:
    """Print what stands below, in the order of the tree: each opens its own board, and a unit's numbers their lists."""
    titles = dict(board.heads)
    by_unit = board.kind == "unit"
    return [
        (
            row.name,
            open_at(row.path),
            [_cell(cell, titles[cell.key], drills, row.path if by_unit else "") for cell in row.cells],
        )
        for row in board.rows
    ]


def _cell(cell: Cell, title: Any, drills: Drills, unit_path: str) -> CellShown:
    if cell.part is None:
        return CellShown(title, "", "")
    href = drills.to(cell.key, unit_path=unit_path) if unit_path and cell.part else ""
    return CellShown(title, said(cell), href)


def marks(board: Board, key: str = "cases.on_time") -> list[tuple[str, int | None, int | None, str]]:
    """Return one share of what stands below as rows of a chart of intervals, in the order of the tree, without few."""
    found = [(row.name, next((cell for cell in row.cells if cell.key == key), None)) for row in board.rows]
    return [(name, cell.part, cell.whole, "") for name, cell in found if cell and cell.part is not None and cell.whole]
