"""
What a pivot does not show: numbers of fewer than k, and where such a one stands alone, the smallest beside it.

Primary suppression, as for all staff pivots and by the same rule as a figure's split: a sheet that is handed on points
at nobody. Whoever lays two pivots side by side, or may open the facts beneath, knows more. What the public sees is
hidden in earnest; see ADR 0068.

:source: ADR 0025; rule MQ-K; ``minqing.ledger.splits``.
"""

from collections.abc import Iterator, Sequence

from minqing.ledger.measures import Measure
from minqing.ledger.sheets import Number, Sheet, is_few
from minqing.ledger.spans import Span

from .records import Cell

HIDDEN = Cell(hidden=True)
Spot = tuple[int, int]
"""Row and column."""


def cell_of(sheet: Sheet, measure: Measure, span: Span, path: str, k: int) -> Cell:
    """
    Return one number, or that it is hidden.

    :param path: a node of the sheet's scope; empty for the scope's own.
    :param k: the smallest number that is shown; 0 is shown as well.
    """
    if measure.expression and sheet.is_few(measure, span, k, path):
        return HIDDEN
    return cell_of_number(measure, sheet.number(measure, span, path), k)


def cell_of_number(measure: Measure, number: Number, k: int) -> Cell:
    """Return one number that was read already, or that it is hidden; of an expression its inputs say whether it is."""
    if not measure.expression and is_few(measure, number, k):
        return HIDDEN
    return Cell(number.value, number.part, number.whole, number.n)


def beside(cells: Sequence[Sequence[Cell]], *, down: bool, across: bool) -> set[Spot]:
    """
    Choose what is hidden besides: in each line that adds up and has one hidden number, the smallest of the others.

    Else the total less the rest would tell it. Goes on until no line has one hidden number alone.

    :param cells: the rows of one measure, without totals.
    :param down: whether the rows of a column add up; ``across`` whether the columns of a row do.
    """
    hidden = {spot for spot in _spots(cells) if cells[spot[0]][spot[1]].hidden}
    few, waiting = frozenset(hidden), True
    while waiting:
        waiting = False
        for line in _lines(cells, down=down, across=across):
            if sum(spot in hidden for spot in line) == 1 and (found := _smallest(cells, line, hidden)):
                hidden.add(found)
                waiting = True
    return hidden - few


def _spots(cells: Sequence[Sequence[Cell]]) -> Iterator[Spot]:
    yield from ((row, column) for row, held in enumerate(cells) for column in range(len(held)))


def _lines(cells: Sequence[Sequence[Cell]], *, down: bool, across: bool) -> Iterator[list[Spot]]:
    wide = len(cells[0]) if cells else 0
    if down:
        yield from ([(row, column) for row in range(len(cells))] for column in range(wide))
    if across:
        yield from ([(row, column) for column in range(wide)] for row in range(len(cells)))


def _smallest(cells: Sequence[Sequence[Cell]], line: Sequence[Spot], hidden: set[Spot]) -> Spot | None:
    others = [spot for spot in line if spot not in hidden and cells[spot[0]][spot[1]].n]
    return min(others, key=lambda spot: abs(cells[spot[0]][spot[1]].n or 0), default=None)
