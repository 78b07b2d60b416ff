"""Auditing: some cells, drawn by a seed that is told, are counted again from the facts; and all cells have one hash."""

import hashlib
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from django.utils.translation import gettext as _

from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Sorter
from minqing.ledger.measures import lines_asked
from minqing.ledger.models import Cell, Folded, Line, Node

from .counted import OF_THE_COUNTY, Question, below, both, within
from .folding import SINCE, facts_as_rows, ready_lines
from .nodes import DEEPEST, above
from .periods import days_of, periods_of

SAMPLE = 100
NEXT = """
SELECT line, period, node, facts, amount FROM ledger_cell
WHERE (line, period, node) >= (%s, %s, %s) ORDER BY line, period, node LIMIT 2
"""


class CellsDiffer(RuntimeError):
    """A cell does not say what the facts say; the text names it."""


class Drawn(NamedTuple):
    """One cell by the names of what it counts and where."""

    line: str
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
    for cell in _drawn(Random(seed), sample, state.through):  # noqa: S311 - a draw that can be repeated, no secret
        counted = _counted(cell, state.through)
        if Folded.objects.values_list("through", "edition").get() != (state.through, state.edition):
            return ""
        if counted != (cell.facts, cell.amount):
            said = _("%(line)s in %(period)s at %(path)s: %(kept)s kept, %(counted)s counted")
            told = {"kept": (cell.facts, cell.amount), "counted": counted}
            return said % {"line": cell.line, "period": cell.period, "path": cell.path, **told}
    return ""


def _drawn(chance: Random, sample: int, through: int) -> Iterator[Drawn]:
    """Draw a fact, one of the cells it belongs to, and the cell that comes after that one."""
    held = ready_lines()
    nodes = {number: (tree, path) for number, tree, path in Node.objects.values_list("id", "tree", "path")}
    numbers, sorter = {where: number for number, where in nodes.items()}, Sorter(held)
    for _draw in range(sample if through else 0):
        position = chance.randrange(through) + 1
        tree, row = chance.choice(facts_as_rows(SINCE, [position - 1, position]))
        lines = sorter.lines(row.kind, row.marks, row.each)
        if lines:
            place = tree, chance.choice(above(row.path, DEEPEST[tree]))
            start = [chance.choice(lines), chance.choice(periods_of(row.day)), numbers[place]]
            for line, period, node, facts, amount in read_columns(NEXT, start):
                yield Drawn(held[line].key, period, *nodes[node], facts, amount)


def _counted(cell: Drawn, through: int) -> tuple[int, int]:
    line = lines_asked()[cell.line]
    there = below(cell.tree, cell.path), (f" AND {OF_THE_COUNTY}" if cell.tree == Node.ORG else "", ())
    rows = Question((line,), cell.tree, both(within(days_of(cell.period)), *there), folded=through).all()
    held = [row for row in rows if Sorter({0: line}).lines(row.kind, row.marks, row.each)]
    return sum(row.facts for row in held), sum(row.amount for row in held)


def cells_hash() -> str:
    """
    Return the hash of all cells that are not zero, by their names: the same on both databases, however they came about.
    """
    names = dict(Line.objects.values_list("id", "key"))
    nodes = {number: (tree, path) for number, tree, path in Node.objects.values_list("id", "tree", "path")}
    rows = Cell.objects.exclude(facts=0, amount=0).values_list("line", "period", "node", "facts", "amount")
    total = 0
    for line, period, node, facts, amount in rows.iterator(chunk_size=10_000):
        told = f"{names[line]} {period} {nodes[node][0]} {nodes[node][1]} {facts} {amount}"
        total = (total + int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")) % 2**256
    return f"{total:064x}"
