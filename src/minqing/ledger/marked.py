"""
Measures narrowed to each value of a mark that their facts carry: the matter, the channel.

Where declared measures ask for all these lines there are cells of them. Else they are counted from the facts, all
values and the whole in one statement for each span of days.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from minqing.kernel.access import path_range

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

Narrowed = Mapping[int, Measure]


def without_mark(measure: Measure, name: str) -> list[str]:
    """Return the kinds of fact of a measure that do not carry a mark of this name."""
    kinds = {term.fact for term in measure.terms}
    return sorted(kind for kind in kinds if name not in FACT_TYPES[kind].columns)


def read_marked(measure: Measure, name: str, asked: Asked, known_at: int | None) -> tuple[Narrowed, Sheet]:
    """
    Read a measure and what it is of each value of a mark: all of a closed list, else those that occur.

    :return: value → the measure narrowed to it, and the sheet on which all of them stand.
    """
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
    return {code for term in measure.terms for code in FACT_TYPES[term.fact].columns[name].codes}


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
