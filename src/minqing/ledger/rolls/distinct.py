"""
Reading what is counted once: exact, over any days and below any scope.

One month, one year or all time is a cell. Several whole months or years are counted from presence, each entity once.
Whatever else is asked is counted from the facts. Entities whose facts are not folded yet are looked up one by one: one
that is there already is not counted again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from minqing.ledger.lines import Line, Sorter, by_entity
from minqing.ledger.models import Node
from minqing.ledger.spans import Span

from .cells import cells_of
from .counted import Question, Row, both, within
from .days import FIRST_DAY
from .periods import Kept, pieces
from .presence import how_many, present
from .scopes import Scope
from .singly import LATE, occurrences

Told = tuple[str, Span, str, int]
"""A line's key, a span, a node's path, and how many."""


def whole_periods(span: Span, kept: Kept | None) -> list[int] | None:
    """
    Return the months and years that a span is made of, none where nothing lies in it.

    >>> from datetime import date
    >>> kept = Kept(date(2026, 11, 28), date(2026, 9, 1))
    >>> whole_periods(Span(date(2025, 12, 1), date(2027, 1, 1)), kept)
    [202512, 2026]

    :return: None where it is made of days too, or of all time without some of it.
    """
    if kept is None:
        return []
    made_of = pieces(span, kept)
    fits = all(sign == 1 and period < FIRST_DAY for period, sign in made_of.periods.items())
    return list(made_of.periods) if fits and not made_of.loose else None


def from_presence(
    lines: Mapping[int, Line], spans: Iterable[Span], scope: Scope, kept: Kept | None, through: int
) -> Iterator[Told]:
    """
    Read lines that are folded up to a position, and what is not folded yet: three queries, and one or two more for
    each span in which something is not folded or that is not one period.
    """
    asked = {span: whole_periods(span, kept) for span in spans}
    nodes = dict(Node.objects.filter(scope.nodes).values_list("id", "path"))
    single = {found[0] for found in asked.values() if found and len(found) == 1}
    of_period: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for line, period, node, facts, _ in cells_of(list(lines), sorted(single), nodes):
        of_period[period][line, node] = facts
    tail = [
        (row, sorter)
        for rows, sorter in occurrences(LATE, [through], lines)
        for tree, row in rows
        if tree == scope.tree
    ]
    for span, periods in asked.items():
        if periods is None:
            yield from from_facts(lines.values(), [span], scope)
            continue
        if len(periods) == 1:
            there = of_period[periods[0]]
        else:
            there = {(line, node): count for line, node, count in how_many(list(lines), periods, nodes)}
        counts = defaultdict(int, {(line, nodes[node]): count for (line, node), count in there.items()})
        late = _late([one for one in tail if span.holds(one[0].day)], scope)
        for where, change in _changes(late, periods, {path: node for node, path in nodes.items()}):
            counts[where] += change
        yield from ((lines[line].key, span, path, count) for (line, path), count in counts.items())


Late = dict[tuple[int, str, str], int]
"""(line, path, entity) → facts that are not folded yet."""


def _late(rows: Iterable[tuple[Row, Sorter[int]]], scope: Scope) -> Late:
    late: Late = defaultdict(int)
    for row, sorter in rows:
        for path in scope.paths_of(row.path):
            for line in sorter.lines(row.kind, row.marks, row.each):
                late[line, path, row.entity] += row.facts
    return late


def _changes(late: Late, periods: list[int], nodes: Mapping[str, int]) -> Iterator[tuple[tuple[int, str], int]]:
    """Say by how many each count changes because of entities that come, or leave, with what is not folded yet."""
    known = present({(line, nodes[path], entity) for line, path, entity in late if path in nodes}, periods)
    for (line, path, entity), facts in late.items():
        before = known.get((line, nodes[path], entity), 0) if path in nodes else 0
        yield (line, path), (before + facts > 0) - (before > 0)


def from_facts(
    lines: Iterable[Line], spans: Iterable[Span], scope: Scope, *, folded: int | None = None
) -> Iterator[Told]:
    """
    Count from the facts alone; one query for each span, for subjects and for actors.

    :param folded: leave out what comes after this position; None for nothing.
    """
    spans = tuple(spans)
    for once, some in by_entity({line.key: line for line in lines}):
        sorter = Sorter(some)
        for span in spans:
            where = both(within(span), scope.condition)
            asked = Question(tuple(some.values()), scope.tree, where, span.end, folded, once)
            facts: dict[tuple[str, str, str], int] = defaultdict(int)
            for row in (row for rows in asked.rows() for row in rows):
                for path in scope.paths_of(row.path):
                    for key in sorter.lines(row.kind, row.marks, row.each):
                        facts[key, path, row.entity] += row.facts
            counts: dict[tuple[str, str], int] = defaultdict(int)
            for (key, path, _), count in facts.items():
                counts[key, path] += count > 0
            yield from ((key, span, path, count) for (key, path), count in counts.items())
