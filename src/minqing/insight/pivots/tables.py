"""A pivot put together: its rows, columns and totals, what is compared, and the order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from django.utils.translation import gettext as _

from minqing.insight.chance import interval
from minqing.kernel.errors import Refused
from minqing.ledger.measures import Kind, Measure

from .asked import Asked
from .axes import ALL, Value, elsewhere
from .covering import covered
from .dimensions import Family
from .reading import At, Cube
from .records import Cell, Change, Column, Row, Shown

Axes = Mapping[Family, Sequence[Value]]
LABEL = "label"
"""The column of the rows' own names, to sort by."""


def columns_of(asked: Asked, axes: Axes) -> list[tuple[Column, Value, Measure]]:
    """Return each column with the value it stands for: those of the columns' split, then those of all of it."""
    values = (*values_in(axes, asked.cols.family), ALL) if asked.cols else (ALL,)
    return [(_column(measure, value), value, measure) for value in values for measure in asked.measures]


def values_in(axes: Axes, family: Family) -> Sequence[Value]:
    """Return the values of a split; but for times also what lies in none of them, so that they make the whole."""
    return axes[family] if family is Family.TIME else (*axes[family], elsewhere(family))


def _column(measure: Measure, value: Value) -> Column:
    id_ = f"{measure.key}@{value.key}" if value.key else measure.key
    return Column(id_, value.key, value.label, measure.key, measure.title, measure.unit)


def rows_of(asked: Asked, axes: Axes, cube: Cube) -> tuple[list[Row], Row, list[Column]]:
    """Return the rows that hold anything, the total, and the columns that do."""
    columns = columns_of(asked, axes)
    rows = [
        _row(values, asked, columns, cube) for values in product(*(values_in(axes, one.family) for one in asked.rows))
    ]
    total = _row((), asked, columns, cube)
    if not (len(asked.rows) == 1 and asked.rows[0].family is Family.TIME):
        rows = [row for row in rows if not _is_empty(row)]
    *rows, total = covered([*rows, total], [measure for _column, _value, measure in columns], asked)
    kept = [number for number, (column, _v, _m) in enumerate(columns) if _stays(number, column, asked, [*rows, total])]
    rows = [_only(row, kept) for row in rows]
    return rows, _only(total, kept), [columns[number][0] for number in kept]


def _stays(number: int, column: Column, asked: Asked, rows: Sequence[Row]) -> bool:
    """Leave out columns of codes and units in which nothing stands; times stand in any case."""
    if not column.at or not asked.cols or asked.cols.family is Family.TIME:
        return True
    return any(not _holds_nothing(row.cells[number]) for row in rows)


def _row(values: Sequence[Value], asked: Asked, columns: Sequence[tuple[Column, Value, Measure]], cube: Cube) -> Row:
    at = {split.family: value for split, value in zip(asked.rows, values, strict=False)}
    cells = tuple(_shown(measure, _at(at, asked, value), asked, cube) for _column, value, measure in columns)
    return Row(tuple(one.key for one in values), tuple(one.label for one in values), cells)


def _at(at: At, asked: Asked, value: Value) -> At:
    return {**at, asked.cols.family: value} if asked.cols and value.key else at


def _shown(measure: Measure, at: At, asked: Asked, cube: Cube) -> Shown:
    cell = cube.cell(measure, at)
    if asked.before is None:
        return Shown(cell)
    before = cube.cell(measure, at, before=True)
    return Shown(cell, _change(measure, cell, before, at, cube))


def _change(measure: Measure, cell: Cell, before: Cell, at: At, cube: Cube) -> Change:
    if cell.value is None or before.value is None:
        return Change(before)
    more = cell.value - before.value
    if measure.kind not in {Kind.SHARE, Kind.CONVERSION}:
        return Change(before, more)
    found = interval(cube.tally(measure, at), cube.tally(measure, at, before=True))
    if found is None:
        return Change(before, more)
    low, high = found
    return Change(before, more, round(low, 4), round(high, 4), is_real=low > 0 or high < 0)


def _holds_nothing(shown: Shown) -> bool:
    return shown.cell.is_empty and (shown.change is None or shown.change.before.is_empty)


def _is_empty(row: Row) -> bool:
    return all(_holds_nothing(one) for one in row.cells)


def _only(row: Row, kept: Sequence[int]) -> Row:
    return replace(row, cells=tuple(row.cells[number] for number in kept))


def in_order(rows: Sequence[Row], columns: Sequence[Column], sort: str, times: Sequence[bool] = ()) -> list[Row]:
    """
    Sort rows by a column; hidden numbers and dashes stand at the end whichever way, so that no order betrays one.

    :param sort: a column's id, ``label`` for the rows' names, times by the calendar, with ``-`` for the largest first;
        empty as they come.
    :param times: which of the rows' splits are times.
    :raises Refused: if there is no such column.
    """
    wanted = sort.removeprefix("-")
    if not wanted:
        return list(rows)
    if wanted == LABEL:
        return sorted(rows, key=lambda row: _words(row, times), reverse=sort.startswith("-"))
    place = next((number for number, one in enumerate(columns) if one.id == wanted), None)
    if place is None:
        raise Refused(_("There is no such column to sort by."), field="sort")
    known = [row for row in rows if row.cells[place].cell.value is not None]
    rest = [row for row in rows if row.cells[place].cell.value is None]
    return [*sorted(known, key=lambda row: _value(row, place), reverse=sort.startswith("-")), *rest]


def _words(row: Row, times: Sequence[bool]) -> tuple[str, ...]:
    said = zip(row.keys, row.labels, times or [False] * len(row.keys), strict=True)
    return tuple(key if is_time else label for key, label, is_time in said)


def _value(row: Row, place: int) -> Decimal:
    return row.cells[place].cell.value or Decimal(0)


def hidden_in(rows: Sequence[Row]) -> Iterator[Cell]:
    """Return the cells that are hidden, also those of the other period."""
    for shown in (one for row in rows for one in row.cells):
        yield from (one for one in (shown.cell, *([shown.change.before] if shown.change else [])) if one.hidden)
