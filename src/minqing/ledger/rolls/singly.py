"""Facts read one by one: those that got a position since the last time, and those that are in no cell yet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from minqing.kernel.rows import marks as placeholders
from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Line, Name, Sorter, by_entity
from minqing.ledger.models import Node

from .counted import ENTITY, SIGN, UNFOLDED, Row, a_date

# Fixed columns of our own tables; nothing of a user's. CROSS JOIN keeps SQLite from walking the facts: positions first.
COLUMNS = f"f.kind, f.d1, f.d2, f.d3, f.d4, f.org_path, f.place_path, f.happened_on, {SIGN}, f.qty"
SETTLED = """
FROM ledger_position p CROSS JOIN ledger_fact f WHERE f.id = p.fact_id AND p.position > %s AND p.position <= %s
"""
LATE = f"FROM ({UNFOLDED}) AS late CROSS JOIN ledger_fact f WHERE f.id = late.fact_id"
SINCE = f"SELECT {COLUMNS} {SETTLED}"
NOT_FOLDED = f"SELECT {COLUMNS} {LATE}"


def are_newer(kinds: Iterable[str], position: int) -> bool:
    """Tell whether there are facts of some kinds after a position, settled or not."""
    asked = sorted(kinds)
    # Fixed names of our own tables and columns, and placeholders.
    statement = f"SELECT 1 {LATE} AND f.kind IN ({placeholders(asked)}) LIMIT 1"
    return bool(list(read_columns(statement, [position, *asked])))


def facts_as_rows(statement: str, parameters: list[Any]) -> list[tuple[int, Row]]:
    """
    Read facts one by one: (tree, row), once for each tree.

    :param statement: with :data:`COLUMNS`, and perhaps whose they are.
    """
    found = []
    for kind, d1, d2, d3, d4, org_path, place_path, day, sign, qty, *entity in read_columns(statement, parameters):
        marks, amount, on = (d1, d2, d3, d4), sign * (qty or 0), a_date(day)
        found.append((Node.PLACE, Row(kind, marks, qty, place_path, on, sign, amount, *entity)))
        if org_path[:7] == place_path[:7]:
            found.append((Node.ORG, Row(kind, marks, qty, org_path, on, sign, amount, *entity)))
    return found


def occurrences(
    source: str, parameters: list[Any], lines: Mapping[Name, Line]
) -> Iterator[tuple[list[tuple[int, Row]], Sorter[Name]]]:
    """
    Read facts that are counted once for whose they are; one query for subjects and one for actors.

    :param source: :data:`SETTLED` or :data:`LATE`.
    :return: rows as above, each with whose it is, and what tells their lines.
    """
    for once, some in by_entity(lines):
        kinds = sorted({line.fact for line in some.values()})
        # Fixed names of our own tables and columns, and placeholders.
        statement = f"SELECT {COLUMNS}, {ENTITY[once]} {source} AND f.kind IN ({placeholders(kinds)})"
        yield facts_as_rows(statement, [*parameters, *kinds]), Sorter(some)
