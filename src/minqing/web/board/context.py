"""The board as it is printed: tiles with their words, the days as weeks, the streams as bars, places as rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from minqing.insight.records import Board, Cell, Count, DayCount, Stream, Tile
from minqing.ledger.units import SHARE
from minqing.web import charts
from minqing.web.measures.units import unit_words

from .doing import Action, Drills, action_of
from .saying import before, between, said, short, unit_behind, why_none

STRIP = 200
"""How wide the strip is on which a share and its like places lie."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A number among its like: where the middle half of them begins and ends, and where it lies itself."""

    low: float
    high: float
    dot: float | None


@dataclass(frozen=True, slots=True)
class TileShown:
    """
    One tile as printed.

    :param drill: the list behind the number, or its page; never empty. Likewise ``action``.
    :param how: the page of the number: what it counts, its parts, the facts beneath.
    :param months: the month, and its number in words: the same that the line draws.
    :param between: between what the difference from a year ago lies; ``why_none`` why that cannot be said.
    """

    tile: Tile
    value: str
    counts: str
    tone: str
    drill: str
    how: str
    whole_href: str
    action: Action
    before: str
    likes: str
    strip: Strip | None
    line: charts.Trend
    months: tuple[tuple[date, str], ...]
    unit: str = ""
    between: str = ""
    why_none: str = ""


def tiles(board: Board, drills: Drills) -> list[TileShown]:
    """Print the tiles in their fixed order."""
    is_county = board.kind == "leader"
    return [_tile(one, drills, is_county=is_county) for one in board.tiles]


def _tile(tile: Tile, drills: Drills, *, is_county: bool) -> TileShown:
    now = tile.now
    return TileShown(
        tile=tile,
        value=short(now, tile.unit) or _("too few to show"),
        counts=_counts(now),
        tone="late" if tile.key == "cases.overdue" and now.part else "",
        drill=drills.anyway(tile.key, is_hidden=now.is_hidden),
        how=drills.number(tile.key, is_hidden=now.is_hidden),
        whole_href=drills.to(tile.key, "whole") if now.whole else "",
        action=action_of(tile.key, drills.links.actor),
        before=before(tile),
        likes=_likes(tile, is_county=is_county),
        strip=_strip(tile),
        line=charts.trend([_height(month) for month in tile.months]),
        months=tuple((month.first, said(month, tile.unit)) for month in tile.months),
        unit=unit_behind(tile) if now.whole is None else "",
        between=between(tile),
        why_none=why_none(tile),
    )


def _counts(now: Count) -> str:
    """Say what stands behind a share or a value."""
    if now.n is not None:
        return _("of %(n)s") % {"n": f"{now.n:,}"}
    return "" if now.whole is None or now.part is None else f"{now.part:,}/{now.whole:,}"


def _height(number: Count) -> float | None:
    """Return how high a number is drawn; None where there is none."""
    if number.whole is None or number.part is None:
        return number.value if number.part is None else float(number.part)
    return number.part / number.whole if number.whole > 0 else None


def _likes(tile: Tile, *, is_county: bool) -> str:
    """Say between what the middle half of the like places lies, of a county its townships; never who is where."""
    if tile.likes is None:
        return ""
    unit = "%" if tile.unit == SHARE else f" {unit_words(tile.unit)}"
    words = {"n": tile.likes.of, "low": f"{tile.likes.low:.1f}{unit}", "high": f"{tile.likes.high:.1f}{unit}"}
    if is_county:
        return _("The middle half of its %(n)s townships lies between %(low)s and %(high)s.") % words
    return _("The middle half of %(n)s like places lies between %(low)s and %(high)s.") % words


def _strip(tile: Tile) -> Strip | None:
    """Lay a number out among its like: a share on 0 to 100, else on 0 to the greatest of them."""
    if tile.likes is None:
        return None
    value = _height(tile.now)
    own = value * 100 if value is not None and tile.unit == SHARE else value
    most = 100 if tile.unit == SHARE else max(tile.likes.high, own or 0) * 1.1
    scale = STRIP / (most or 1)
    dot = None if own is None else round(own * scale, 1)
    return Strip(round(tile.likes.low * scale, 1), round(tile.likes.high * scale, 1), dot)


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
    """Print what stands below, in the order of the tree: each opens its own board, each number its list or page."""
    titles = dict(board.heads)
    by_unit = board.kind == "unit"
    return [
        (
            row.name,
            open_at(row.path),
            [_cell(cell, titles[cell.key], drills, row.path, by_unit=by_unit) for cell in row.cells],
        )
        for row in board.rows
    ]


def _cell(cell: Cell, title: Any, drills: Drills, path: str, *, by_unit: bool) -> CellShown:
    if cell.part is None:
        return CellShown(title, "", "")
    if not by_unit:
        return CellShown(title, said(cell), drills.number(cell.key, place=path))
    listed = drills.to(cell.key, unit_path=path) if cell.part else ""
    return CellShown(title, said(cell), listed or drills.number(cell.key, unit=path))


def marks(board: Board, key: str = "cases.on_time") -> list[tuple[str, int | None, int | None, str]]:
    """Return one share of what stands below as rows of a chart of intervals, in the order of the tree, without few."""
    found = [(row.name, next((cell for cell in row.cells if cell.key == key), None)) for row in board.rows]
    return [(name, cell.part, cell.whole, "") for name, cell in found if cell and cell.part is not None and cell.whole]
