"""A pivot's numbers once more, as a table that adds up: what else must be hidden so that no sum tells a hidden one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from minqing.ledger.measures import Measure
from minqing.ledger.splits import adds_up

from .asked import Asked
from .dimensions import Dimension, Family
from .hiding import HIDDEN, beside
from .records import Cell, Change, Row, Shown

Hidden = set[tuple[int, int]]


def covered(rows: Sequence[Row], columns: Sequence[Measure], asked: Asked) -> list[Row]:
    """
    Hide what would give a hidden number away, in this period and in the one it is compared with.

    :param rows: all of them, and the total as the last.
    :param columns: the measure of each column.
    """
    now, before = (set(_hidden(rows, columns, asked, late=late)) for late in (False, True))
    return [_row(row, number, now, before) for number, row in enumerate(rows)]


def _hidden(rows: Sequence[Row], columns: Sequence[Measure], asked: Asked, *, late: bool) -> Iterator[tuple[int, int]]:
    if late and asked.before is None:
        return
    for measure in asked.measures:
        places = [place for place, one in enumerate(columns) if one.key == measure.key]
        cells = [[_cell(row.cells[place], late=late) for place in places] for row in rows]
        down, across = adds(measure, asked.rows), bool(asked.cols) and adds(measure, [asked.cols])
        yield from ((row, places[column]) for row, column in beside(cells, down=down, across=across))


def adds(measure: Measure, splits: Sequence[Dimension | None]) -> bool:
    """Tell whether the values of these splits make the whole: a stock is no sum of months."""
    ways = ("month" if one.family is Family.TIME else str(one.family) for one in splits if one)
    return all(adds_up(measure, way) for way in ways)


def _cell(shown: Shown, *, late: bool) -> Cell:
    if not late:
        return shown.cell
    return shown.change.before if shown.change else Cell()


def _row(row: Row, number: int, now: Hidden, before: Hidden) -> Row:
    cells = (_shown(one, (number, place) in now, (number, place) in before) for place, one in enumerate(row.cells))
    return replace(row, cells=tuple(cells))


def _shown(shown: Shown, now: bool, before: bool) -> Shown:  # noqa: FBT001 two flags of one thing
    if not now and not before:
        return shown
    change = shown.change and Change(HIDDEN if before else shown.change.before)
    return Shown(HIDDEN if now else shown.cell, change)
