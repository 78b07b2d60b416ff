"""
Reading: cells, and the few facts that are in none yet, so that a number is current to the second.

Cells and facts must be of one moment. Cells change only together with the mark of how far they are folded, so whoever
finds the same mark before and after has read what belongs together; else it is read again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from minqing.ledger.lines import Line as Counted
from minqing.ledger.lines import conversions, plain
from minqing.ledger.models import Folded, Node
from minqing.ledger.positions import exclude_others, last_position
from minqing.ledger.spans import Span
from minqing.ledger.working_days import WorkingDays

from .amounts import Amounts, Into, add, add_rows
from .cells import cells_of
from .conversions import at_paths, changed_since, counted
from .counted import Question, Row, both, within
from .distinct import Told, from_facts, from_presence
from .fresh import days_asked, fresh
from .periods import Kept, pieces
from .scopes import Scope
from .singly import NOT_FOLDED, facts_as_rows

TRIES, FEW = 5, 20_000
"""How often reading is begun anew, and how many facts may wait to be folded before everything is counted instead."""


def read(lines: Iterable[Counted], spans: Iterable[Span], scope: Scope, *, known_at: int | None = None) -> Amounts:
    """
    Read lines over spans below a scope: seven queries however many there are, and two more for each run of days inside
    months of long ago that spans begin or end with. Lines that count something once take some more; see ``distinct``.

    :param known_at: as it was known when this position was the last: what came later is left out, and everything is
        counted from the facts; None for now.
    """
    return read_each([(lines, spans)], scope, known_at=known_at)


def read_each(
    asks: Iterable[tuple[Iterable[Counted], Iterable[Span]]], scope: Scope, *, known_at: int | None = None
) -> Amounts:
    """
    Read some lines over some spans and others over others, of one moment: one query more for each than for one alone.

    :param known_at: as of :func:`read`.
    """
    groups = _grouped(asks)
    if known_at is not None:
        found = Amounts(known_at)
        for lines, spans in groups:
            _counted(
                found, lines.values(), spans, scope, days_asked(lines.values(), known_at=known_at), folded=known_at
            )
        return found
    for _ in range(TRIES):
        before = _mark()
        found = _read(groups, scope, before)
        if _mark() == before:
            return found
    with transaction.atomic():
        exclude_others()
        return _read(groups, scope, _mark())


Group = tuple[dict[str, Counted], tuple[Span, ...]]
"""Lines, and the spans over which all of them are asked for. No line is in two groups: nothing is added twice."""


def _grouped(asks: Iterable[tuple[Iterable[Counted], Iterable[Span]]]) -> list[Group]:
    of_line: dict[str, tuple[Counted, dict[Span, None]]] = {}
    for lines, spans in asks:
        held = tuple(spans)
        for line in (one for one in lines if not one.is_nothing):
            of_line.setdefault(line.key, (line, {}))[1].update(dict.fromkeys(held))
    groups: dict[tuple[Span, ...], dict[str, Counted]] = defaultdict(dict)
    for key, (line, spans_of) in of_line.items():
        groups[tuple(sorted(spans_of, key=_in_order))][key] = line
    return [(lines, spans) for spans, lines in groups.items()]


def _in_order(span: Span) -> tuple[date, date]:
    return span.start or date.min, span.end


Mark = tuple[int, int, Kept | None]
"""How far cells are folded, their edition, and what there is of them: None before the first."""


def _mark() -> Mark:
    columns = Folded.objects.values_list("through", "edition", "last_day", "days_from")
    through, edition, last, days_from = columns.first() or (0, 0, None, None)
    return through, edition, Kept(last, days_from) if last and days_from else None


@dataclass(frozen=True, slots=True)
class _Ready:
    """
    What all groups share: the lines that have cells, by number; the nodes asked for; the facts that are in no cell yet.

    :param kept: what there is of cells; None before the first.
    """

    lines: Mapping[int, Counted]
    kept: Kept | None
    nodes: Mapping[int, str]
    unfolded: Sequence[Row]
    calendar: WorkingDays | None


def _read(groups: Sequence[Group], scope: Scope, mark: Mark) -> Amounts:
    through, _, kept = mark
    wanted = {key: line for lines, _ in groups for key, line in lines.items()}
    folded, calendar = {}, days_asked(wanted.values())
    if scope.has_cells and last_position() - through <= FEW:
        numbers = fresh(calendar).filter(key__in=list(wanted)).values_list("id", "key")
        folded = {number: wanted[key] for number, key in numbers}
    asks_cells = kept and (plain(folded) or conversions(folded))
    nodes = dict(Node.objects.filter(scope.nodes).values_list("id", "path")) if asks_cells else {}
    waiting = facts_as_rows(NOT_FOLDED, [through]) if plain(folded) else []
    ready = _Ready(folded, kept, nodes, [row for tree, row in waiting if tree == scope.tree], calendar)
    found = Amounts(through)
    for lines, spans in groups:
        _add_ready(found, (lines, spans), scope, ready)
        if rest := [line for line in lines.values() if line not in folded.values()]:
            _counted(found, rest, spans, scope, calendar)
    return found


def _add_ready(found: Amounts, group: Group, scope: Scope, ready: _Ready) -> None:
    lines, spans = group
    calendar = ready.calendar
    folded = {number: line for number, line in ready.lines.items() if line.key in lines}
    kept, nodes = ready.kept, ready.nodes
    if each := plain(folded):
        if kept:
            _add_cells(found, each, spans, scope, kept, nodes=nodes)
        _add_unfolded(found, each.values(), spans, scope, ready.unfolded)
    if calendar and (followed := conversions(folded)):
        if kept:
            _add_cells(found, followed, spans, scope, kept, nodes=nodes, calendar=calendar)
        _add_changed(found, followed, spans, scope, calendar)
    if once := {number: line for number, line in folded.items() if line.distinct}:
        _add_told(found, from_presence(once, spans, scope, kept, found.through))


def _counted(
    found: Amounts,
    lines: Iterable[Counted],
    spans: tuple[Span, ...],
    scope: Scope,
    calendar: WorkingDays | None,
    *,
    folded: int | None = None,
) -> Amounts:
    """Count lines from the facts alone; spans that touch are counted together, so that no fact is read twice."""
    lines = tuple(lines)
    for run in _runs(spans):
        into = [(span, span, 1) for span in spans if _lies_in(span, run)]
        _add_counted(found, lines, into, scope, calendar, over=run, folded=folded)
    _add_told(found, from_facts(lines, spans, scope, folded=folded))
    return found


def _runs(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch."""
    runs: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start or date.min, span.end)):
        if runs and (span.start is None or span.start <= runs[-1].end):
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return runs


def _lies_in(span: Span, run: Span) -> bool:
    return span.end <= run.end and (run.start is None or (span.start is not None and run.start <= span.start))


def _add_counted(
    found: Amounts,
    lines: Iterable[Counted],
    into: Into,
    scope: Scope,
    calendar: WorkingDays | None,
    *,
    over: Span,
    folded: int | None,
) -> None:
    """
    Count the facts of some days; lines that count something once are left out.

    :param into: to which span which of these days are added, and with which sign.
    """
    by_key, condition = {line.key: line for line in lines}, both(within(over), scope.condition)
    if each := tuple(plain(by_key).values()):
        add_rows(found, Question(each, scope.tree, condition, folded=folded).all(), each, into, scope)
    if calendar and (followed := conversions(by_key)):
        told = [one for one in counted(followed, calendar, condition, folded) if scope.holds(one[1])]
        for span, days, sign in into:
            ours = ((key, fact, sign) for key, fact in told if days.holds(fact.day))
            for key, path, _, change in at_paths(ours, scope.tree, scope.paths_of):
                add(found.of(key, span), path, change)


def _add_changed(
    found: Amounts, followed: Mapping[int, Counted], spans: tuple[Span, ...], scope: Scope, calendar: WorkingDays
) -> None:
    changed = changed_since({line.key: line for line in followed.values()}, calendar, found.through)
    ours = (one for one in changed if scope.holds(one[1]))
    for key, path, day, change in at_paths(ours, scope.tree, scope.paths_of):
        for span in spans:
            if span.holds(day):
                add(found.of(key, span), path, change)


def _add_told(found: Amounts, told: Iterable[Told]) -> None:
    for line, span, path, count in told:
        found.of(line, span)[path] = (count, 0)


def _add_cells(
    found: Amounts,
    folded: Mapping[int, Counted],
    spans: tuple[Span, ...],
    scope: Scope,
    kept: Kept,
    *,
    nodes: Mapping[int, str],
    calendar: WorkingDays | None = None,
) -> None:
    of_period: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    loose: list[tuple[Span, Span, int]] = []
    for span in spans:
        made_of = pieces(span, kept)
        for period, sign in made_of.periods.items():
            of_period[period].append((span, sign))
        loose += [(span, days, sign) for days, sign in made_of.loose]
    for run in _runs(days for _, days, _ in loose):
        into = [one for one in loose if _lies_in(one[1], run)]
        _add_counted(found, folded.values(), into, scope, calendar, over=run, folded=found.through)
    held = {
        (number, period): [(found.of(line.key, span), sign) for span, sign in into]
        for number, line in folded.items()
        for period, into in of_period.items()
    }
    for line, period, node, facts, amount in cells_of(list(folded), list(of_period), nodes):
        path = nodes[node]
        for one, sign in held[line, period]:
            add(one, path, sign * facts, sign * amount)


def _add_unfolded(
    found: Amounts, lines: Iterable[Counted], spans: tuple[Span, ...], scope: Scope, unfolded: Sequence[Row]
) -> None:
    add_rows(found, unfolded, lines, [(span, span, 1) for span in spans], scope)
