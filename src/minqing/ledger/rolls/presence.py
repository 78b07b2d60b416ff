"""
Presence: how many facts of a line there are of each subject or actor, in each month and year and ever, at each node.

Whoever comes into a node and a period is counted in its cell, and whoever leaves it, because the last of the facts was
taken back, is not. Days have no presence: they are counted from the facts.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

from django.db import connection

from minqing.kernel.rows import marks as placeholders
from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Sorter

from .cells import NOTHING, Cells, at_nodes
from .counted import Row
from .nodes import chains_of
from .periods import periods_of

Counts = dict[tuple[int, int, int, str], int]
"""(line, period, node, entity) → facts, net of reversals."""

AT_ONCE = 20_000
# Fixed names of our own table.
ADD = """
INSERT INTO ledger_presence (line, period, node, entity, facts) SELECT c0, c1, c2, c3, c4 FROM {rows} WHERE true
ON CONFLICT (line, period, node, entity) DO UPDATE SET facts = ledger_presence.facts + excluded.facts
RETURNING line, period, node, entity, facts
"""
OF_THESE = """
SELECT p.line, p.node, p.entity, SUM(p.facts) FROM {rows} CROSS JOIN ledger_presence p
WHERE p.line = c0 AND p.node = c1 AND p.entity = c2 AND p.period IN ({periods}) GROUP BY p.line, p.node, p.entity
"""
HOW_MANY = """
SELECT line, node, COUNT(*) FROM (
    SELECT line, node, entity FROM ledger_presence WHERE line IN ({lines}) AND period IN ({periods}){nodes}
    GROUP BY line, node, entity HAVING SUM(facts) > 0
) AS there GROUP BY line, node
"""


def counts_of(rows: Iterable[tuple[int, Row]], sorter: Sorter[int]) -> Counts:
    """
    Add rows up to what they add to presence.

    :param rows: (tree, row), each with whose it is.
    """
    held = [(tree, row, lines) for tree, row in rows if (lines := sorter.lines(row.kind, row.marks, row.each))]
    chains = chains_of((tree, row.path) for tree, row, _ in held)
    counts: Counts = defaultdict(int)
    for tree, row, lines in held:
        for line, period, node in product(lines, periods_of(row.day)[:3], chains[tree, row.path]):
            counts[line, period, node, row.entity] += row.facts
    return {key: facts for key, facts in counts.items() if facts}


def add_presence(counts: Counts) -> Cells:
    """
    Add to what is there.

    :return: what cells change by: how many came, less how many left.
    """
    cells: Cells = defaultdict(dict)
    keys = iter(sorted(counts))
    while some := list(islice(keys, AT_ONCE)):
        table, values = _as_table([(*key, counts[key]) for key in some], ("int", "int", "int", "text", "int"))
        for line, period, node, entity, facts in read_columns(ADD.format(rows=table), values):
            before = facts - counts[line, period, node, entity]
            held = cells[line, period]
            held[node] = held.get(node, NOTHING)[0] + (facts > 0) - (before > 0), 0
    return cells


def present(keys: Iterable[tuple[int, int, str]], periods: Sequence[int]) -> dict[tuple[int, int, str], int]:
    """Return of some (line, node, entity) how many facts there are in all these periods; of the others nothing."""
    found: dict[tuple[int, int, str], int] = {}
    left = iter(sorted(keys))
    while periods and (some := list(islice(left, AT_ONCE))):
        table, values = _as_table(some, ("int", "int", "text"))
        statement = OF_THESE.format(rows=table, periods=placeholders(periods))
        for line, node, entity, facts in read_columns(statement, [*values, *periods]):
            found[line, node, entity] = int(facts)
    return found


def how_many(lines: Sequence[int], periods: Sequence[int], nodes: Mapping[int, str]) -> Iterator[tuple[int, int, int]]:
    """Count who is there in any of these periods, each once: line, node, how many."""
    if not lines or not periods or not nodes:
        return
    chosen, values = at_nodes(nodes)
    statement = HOW_MANY.format(lines=placeholders(lines), periods=placeholders(periods), nodes=chosen)
    for line, node, entities in read_columns(statement, [*lines, *periods, *values]):
        if node in nodes:
            yield line, node, entities


def _as_table(rows: Sequence[tuple[Any, ...]], types: Sequence[str]) -> tuple[str, list[Any]]:
    """Hand rows to the database as a table ``given`` with the columns c0, c1 and so on."""
    if connection.vendor == "postgresql":
        names = ", ".join(f"c{number}" for number in range(len(types)))
        arrays = ", ".join(f"%s::{kind}[]" for kind in types)
        return f"unnest({arrays}) AS given ({names})", [list(column) for column in zip(*rows, strict=True)]
    columns = ", ".join(f"json_extract(value, '$[{number}]') AS c{number}" for number in range(len(types)))
    return f"(SELECT {columns} FROM json_each(%s)) AS given", [json.dumps(rows)]  # noqa: S608 - a fixed text
