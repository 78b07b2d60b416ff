"""
What a table of a panel tells: no count of fewer than k, nor the one number from which such a count could be worked out.

As in a pivot: the whole stands beside the rows, so that a row which alone is not told would be the whole less the rest.

:source: ADR 0025, ADR 0071; rule MQ-K.
"""

from collections.abc import Sequence

from minqing.insight.pivots.hiding import HIDDEN, beside
from minqing.insight.pivots.records import Cell


def told(rows: Sequence[Sequence[int]], k: int, *, across: bool = False) -> list[tuple[int | None, ...]]:
    """
    Return counts with None for what is not told.

    >>> told([(9,), (3,), (7,), (0,)], 5)
    [(9,), (None,), (None,), (0,)]

    :param rows: their columns add up to a whole that is shown.
    :param across: whether the last number of each row is the sum of the others.
    """
    cells = [[HIDDEN if 0 < n < k else Cell(n=n) for n in row] for row in rows]
    alone = beside(cells, down=True, across=across)
    return [
        tuple(None if cell.hidden or (number, place) in alone else cell.n for place, cell in enumerate(row))
        for number, row in enumerate(cells)
    ]
