"""
Measures narrowed to each value of a mark that their facts carry: the matter, the channel.

Where declared measures ask for all these lines there are cells of them. Else they are counted from the facts, all
values and the whole in one statement for each span of days. A stock is told by what stands instead: see ``stocks``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from minqing.kernel.access import path_range

from .behind import Frame
from .facts import FACT_TYPES
from .figures import Asked
from .lines import MARKS, Line, Sorter
from .measures import Measure, lines_asked
from .models import Fact
from .narrowed import narrowed
from .rolls.amounts import Amounts
from .rolls.counted import Question, Row, both, within
from .sheets import Sheet, sheet
from .spans import Span
from .stocks import Placed, Stock, by_newest, flowing, place, placed, stocks_in
from .terms import Term

Narrowed = Mapping[int, Measure]


def without_mark(measure: Measure, name: str) -> list[str]:
    """
    Return the kinds of fact of a measure that do not carry a mark of this name.

    Of a stock it is enough that something comes in with it: that is known of what stands.
    """
    wanting = [
        stock for stock in stocks_in(measure) if not any(_carries(term, name) for term in stock if term.sign > 0)
    ]
    terms = [*flowing(measure).terms, *(term for stock in wanting for term in stock)]
    return sorted({term.fact for term in terms if not _carries(term, name)})


def _carries(term: Term, name: str) -> bool:
    return name in FACT_TYPES[term.fact].columns


def read_marked(measure: Measure, name: str, asked: Asked, known_at: int | None) -> tuple[Narrowed, Sheet]:
    """
    Read a measure and what it is of each value of a mark: all of a closed list, else those that occur.

    :return: value → the measure narrowed to it, and the sheet on which all of them stand.
    """
    stocks = stocks_in(measure)
    if not stocks:
        return _read(measure, name, asked, known_at)
    flows = flowing(measure)
    each, found = _read(flows, name, asked, known_at) if flows.terms else ({}, None)
    whole, frame = sheet([measure], [asked.span], asked.scope, known_at=known_at), _frame(asked)
    codes = {*each, *_closed(measure, name)}
    for stock in stocks:
        counts = by_newest(stock, name, frame, known_at)
        codes |= counts.keys()
        _put(whole, stock, name, counts, asked.span)
    narrow = {code: placed(measure, {name: (code,)}) for code in sorted(codes)}
    if found:
        _copy(found, whole, narrow.values(), asked.span)
    return narrow, whole


def _frame(asked: Asked) -> Frame:
    return Frame(asked.org_path, asked.place_path, asked.start, asked.end)


def _put(sheet: Sheet, stock: Stock, name: str, counts: Mapping[int, int], span: Span) -> None:
    """Put what stands onto a sheet."""
    for code, n in counts.items():
        term = place(stock, {name: (code,)})
        sheet.amounts.of(term.line.key, term.span(span))[sheet.scope.path] = (n, 0)


def _copy(source: Sheet, target: Sheet, measures: Iterable[Measure], span: Span) -> None:
    """Copy what was read of flows."""
    for term in (term for one in measures for term in one.terms if not isinstance(term, Placed)):
        key, days = term.line.key, term.span(span)
        target.amounts.of(key, days).update(source.amounts.of(key, days))


def _read(measure: Measure, name: str, asked: Asked, known_at: int | None) -> tuple[Narrowed, Sheet]:
    each = _narrowed_to(measure, name, _closed(measure, name))
    lines = {term.line.key for one in each.values() for term in one.terms if not term.line.is_nothing}
    if not (each and lines <= lines_asked().keys()):
        if not any(term.distinct or term.then for term in measure.terms):
            return _counted(measure, name, asked, known_at)
        each = each or _narrowed_to(measure, name, _occurring(measure, name, asked))
    return each, sheet([measure, *each.values()], [asked.span], asked.scope, known_at=known_at)


def _narrowed_to(measure: Measure, name: str, codes: Iterable[int]) -> Narrowed:
    return {code: narrowed(measure, {name: (code,)}) for code in sorted(codes)}


def _column(kind: str, name: str) -> str:
    return FACT_TYPES[kind].columns[name].column


def _closed(measure: Measure, name: str) -> set[int]:
    """Return all values of a closed list; of a stock those that the kinds of fact list that carry the mark."""
    return {
        code for term in measure.terms if _carries(term, name) for code in FACT_TYPES[term.fact].columns[name].codes
    }


def _of_span(measures: Iterable[Measure], span: Span) -> dict[Span, dict[str, Line]]:
    """Sort the lines of measures by the days over which they count."""
    found: dict[Span, dict[str, Line]] = defaultdict(dict)
    for term in (term for measure in measures for term in measure.terms):
        found[term.span(span)][term.line.key] = term.line
    return found


def _counted(measure: Measure, name: str, asked: Asked, known_at: int | None) -> tuple[Narrowed, Sheet]:
    rows = {span: _rows(lines, name, span, asked, known_at) for span, lines in _of_span([measure], asked.span).items()}
    codes = {row.marks[MARKS.index(_column(row.kind, name))] for some in rows.values() for row in some}
    each = _narrowed_to(measure, name, {code for code in codes if code is not None} | _closed(measure, name))
    amounts, path = Amounts(known_at or 0), asked.scope.path
    for span, lines in _of_span([measure, *each.values()], asked.span).items():
        sorter = Sorter(lines)
        for row in rows[span]:
            for key in sorter.lines(row.kind, row.marks, row.each):
                facts, amount = amounts.of(key, span).get(path, (0, 0))
                amounts.of(key, span)[path] = (facts + row.facts, amount + row.amount)
    return each, Sheet(asked.scope, amounts)


def _rows(lines: Mapping[str, Line], name: str, span: Span, asked: Asked, known_at: int | None) -> list[Row]:
    """Count facts, told apart by what the lines ask for and by the mark."""
    with_mark = (Line(line.fact, ((_column(line.fact, name), ()),)) for line in lines.values())
    condition = both(within(span), asked.scope.condition)
    question = Question((*lines.values(), *with_mark), asked.scope.tree, condition, folded=known_at, together=True)
    return question.all()


def _occurring(measure: Measure, name: str, asked: Asked) -> Iterator[int]:
    """Find the values of a mark where facts are counted once, or for what followed."""
    here = path_range("org_path", asked.org_path) & path_range("place_path", asked.place_path)
    for span, lines in _of_span([measure], asked.span).items():
        for column in {_column(line.fact, name) for line in lines.values()}:
            rows = Fact.objects.filter(here, kind__in=[line.fact for line in lines.values()], happened_on__lt=span.end)
            rows = rows.filter(happened_on__gte=span.start) if span.start else rows
            yield from rows.exclude(**{column: None}).values_list(column, flat=True).order_by().distinct()
