"""Auditing: some cells, drawn by a seed that is told, are counted again from the facts; and all cells have one hash."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Line as Asked
from minqing.ledger.lines import Sorter
from minqing.ledger.models import Cell, Folded, Line, Node, Presence
from minqing.ledger.working_days import WorkingDays

from .conversions import counted
from .counted import OF_THE_COUNTY, Question, Row, below, both, within
from .folding import ready_lines
from .fresh import days_asked
from .nodes import DEEPEST, above
from .periods import days_of, periods_of
from .singly import SINCE, facts_as_rows

SAMPLE = 100
NEXT = """
SELECT line, period, node, facts, amount FROM ledger_cell
WHERE (line, period, node) >= (%s, %s, %s) ORDER BY line, period, node LIMIT 2
"""


class CellsDiffer(RuntimeError):
    """A cell does not say what the facts say; the text names it."""


class Drawn(NamedTuple):
    """One cell by what it counts and where, and by its key."""

    key: tuple[int, int, int]
    line: Asked
    period: int
    tree: int
    path: str
    facts: int
    amount: int


def differing_cells(*, seed: int, sample: int = SAMPLE) -> str:
    """
    Count some cells again.

    :param seed: which cells are drawn; the same seed draws the same from the same cells.
    :return: the first that differs, in words; empty where none does. What is folded meanwhile is looked at next time.
    """
    state = Folded.objects.first() or Folded()
    days = days_asked()
    for cell in _drawn(Random(seed), sample, state.through, days):  # noqa: S311 - a draw that can be repeated, no secret
        differing = _differing(cell, state.through, days)
        if Folded.objects.values_list("through", "edition").get() != (state.through, state.edition):
            return ""
        if differing:
            said = _("%(line)s in %(period)s at %(path)s: %(kept)s kept, %(counted)s counted")
            told = dict(zip(("kept", "counted"), differing, strict=True))
            return said % {"line": cell.line.key, "period": cell.period, "path": cell.path, **told}
    return ""


def _drawn(chance: Random, sample: int, through: int, days: WorkingDays | None) -> Iterator[Drawn]:
    """Draw a fact, one of the cells it belongs to, and the cell that comes after that one."""
    held = ready_lines(days)
    nodes = {number: (tree, path) for number, tree, path in Node.objects.values_list("id", "tree", "path")}
    numbers, sorter = {where: number for number, where in nodes.items()}, Sorter(held)
    for _draw in range(sample if through else 0):
        position = chance.randrange(through) + 1
        tree, row = chance.choice(facts_as_rows(SINCE, [position - 1, position]))
        lines = sorter.lines(row.kind, row.marks, row.each)
        if lines:
            place = tree, chance.choice(above(row.path, DEEPEST[tree]))
            start = [chance.choice(lines), chance.choice(periods_of(row.day)), numbers[place]]
            # The next cell may be of a line that is being built.
            for line, period, node, facts, amount in (cell for cell in read_columns(NEXT, start) if cell[0] in held):
                yield Drawn((line, period, node), held[line], period, *nodes[node], facts, amount)


def _differing(cell: Drawn, through: int, days: WorkingDays | None) -> tuple[object, object] | None:
    """Return what is kept and what was counted, where they differ."""
    line = cell.line
    if line.then and days:
        there = _followed(line, cell, through, days)
        return (cell.facts, there) if there != cell.facts else None
    rows = _rows(line, cell, through)
    if line.distinct:
        return _differing_once(cell, rows)
    counted = sum(row.facts for row in rows), sum(row.amount for row in rows)
    return ((cell.facts, cell.amount), counted) if counted != (cell.facts, cell.amount) else None


def _followed(line: Asked, cell: Drawn, through: int, days: WorkingDays) -> int:
    span, found = days_of(cell.period), counted({0: line}, days, _where(cell), through)
    places = (fact.places for _, fact in found if span.holds(fact.day))
    return sum((tree, path[: len(cell.path)]) == (cell.tree, cell.path) for each in places for tree, path in each)


def _where(cell: Drawn) -> tuple[str, tuple[Any, ...]]:
    there = below(cell.tree, cell.path), (f" AND {OF_THE_COUNTY}" if cell.tree == Node.ORG else "", ())
    return both(within(days_of(cell.period)), *there)


def _rows(line: Asked, cell: Drawn, through: int) -> list[Row]:
    sorter = Sorter({0: line})
    rows = Question((line,), cell.tree, _where(cell), folded=through, entity=line.distinct).all()
    return [row for row in rows if sorter.lines(row.kind, row.marks, row.each)]


def _differing_once(cell: Drawn, rows: Iterable[Row]) -> tuple[object, object] | None:
    """Hold presence against the facts, entity by entity, and the cell against how many are there."""
    counted: dict[str, int] = defaultdict(int)
    for row in rows:
        counted[row.entity] += row.facts
    line, period, node = cell.key
    kept = dict(Presence.objects.filter(line=line, period=period, node=node).values_list("entity", "facts"))
    for entity in sorted({*counted, *kept}):
        if counted[entity] != kept.get(entity, 0):
            return (entity, kept.get(entity, 0)), (entity, counted[entity])
    there = sum(facts > 0 for facts in counted.values())
    return (cell.facts, there) if there != cell.facts else None


def cells_hash() -> str:
    """
    Return the hash of all cells that are not zero, and of all presence, by their names: the same on both databases,
    however they came about.
    """
    names = dict(Line.objects.values_list("id", "key"))
    nodes = {number: f"{tree} {path}" for number, tree, path in Node.objects.values_list("id", "tree", "path")}
    cells = Cell.objects.exclude(facts=0, amount=0).values_list("line", "period", "node", "facts", "amount")
    there = Presence.objects.exclude(facts=0).values_list("line", "period", "node", "entity", "facts")
    total = 0
    for rows in (cells, there):
        for line, period, node, *said in rows.iterator(chunk_size=10_000):
            told = f"{names[line]} {period} {nodes[node]} {' '.join(map(str, said))}"
            total = (total + int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")) % 2**256
    return f"{total:064x}"
