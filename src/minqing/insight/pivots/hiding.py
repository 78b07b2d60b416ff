"""
What a pivot does not show: numbers that would point at fewer than k. Primary suppression, as for all staff pivots.

:source: ADR 0025; rule MQ-K.
"""

from minqing.ledger.measures import Kind, Measure
from minqing.ledger.sheets import Sheet
from minqing.ledger.spans import Span

from .records import Cell

HIDDEN = Cell(hidden=True)


def cell_of(sheet: Sheet, measure: Measure, span: Span, path: str, k: int) -> Cell:
    """
    Return one number, or that it is hidden.

    :param path: a node of the sheet's scope; empty for the scope's own.
    :param k: the smallest number that is shown; 0 is shown as well.
    """
    if is_small(sheet, measure, span, path, k):
        return HIDDEN
    number = sheet.number(measure, span, path)
    return Cell(number.value, number.part, number.whole, number.n)


def is_small(sheet: Sheet, measure: Measure, span: Span, path: str, k: int) -> bool:
    """Tell whether a number, any that it is worked out from, or how many facts it adds up, lies between 0 and k."""
    if measure.expression:
        return any(is_small(sheet, one, span, path, k) for one in measure.inputs)
    if measure.percentile:
        return 0 < sheet.number(measure, span, path).n < k
    tally = sheet.tally(measure, span, path)
    if measure.kind is Kind.MEAN:
        return 0 < tally.whole < k
    few = any(0 < abs(one) < k for one in (tally.part, tally.whole, tally.whole - tally.part if tally.whole else 0))
    return few or 0 < _facts(sheet, measure, span, path) < k


def _facts(sheet: Sheet, measure: Measure, span: Span, path: str) -> int:
    """Count the facts behind a sum; 0 of what adds up no amounts, whose tally counts them already."""
    path = path or sheet.scope.path
    found = (
        sheet.amounts.of(term.line.key, term.span(span)).get(path, (0, 0))[0] for term in measure.part if term.sums
    )
    return sum(found)
