"""The table of cells: adding to it, and reading some lines over some periods at some nodes."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from minqing.kernel.rows import marks as placeholders
from minqing.kernel.rows import read_columns

Cells = dict[tuple[int, int, int], tuple[int, int]]
"""(line, period, node) → facts and amount. Pairs: of hundreds of thousands the garbage collector looks at no pair."""

NOTHING = (0, 0)

MANY_NODES = 900
ADD = """
INSERT INTO ledger_cell (line, period, node, facts, amount) {values}
ON CONFLICT (line, period, node)
DO UPDATE SET facts = ledger_cell.facts + excluded.facts, amount = ledger_cell.amount + excluded.amount
"""


def add_cells(cells: Cells) -> None:
    """Add to the cells that are there, and make those that are not."""
    rows = sorted((*key, *value) for key, value in cells.items() if value != NOTHING)
    if not rows:
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:  # else each row is a commit of its own
        if connection.vendor == "postgresql":
            arrays = "unnest(%s::int[], %s::int[], %s::int[], %s::bigint[], %s::bigint[])"
            # Written as text: the driver looks at each of a million integers for what an array might hold.
            columns = ["{" + ",".join(map(str, column)) + "}" for column in zip(*rows, strict=True)]
            cursor.execute(ADD.format(values=f"SELECT * FROM {arrays}"), columns)  # noqa: S608 - a fixed text
        else:
            cursor.executemany(ADD.format(values="VALUES (%s, %s, %s, %s, %s)"), rows)


def cells_of(
    lines: Sequence[int], periods: Sequence[int], nodes: Mapping[int, str]
) -> Iterable[tuple[int, int, int, int, int]]:
    """Read cells: line, period, node, facts, amount."""
    if not lines or not nodes or not periods:
        return []
    chosen, values = at_nodes(nodes)
    # Fixed names of our own table, and placeholders.
    statement = (
        "SELECT line, period, node, facts, amount FROM ledger_cell "  # noqa: S608
        f"WHERE line IN ({placeholders(lines)}) AND period IN ({placeholders(periods)}){chosen}"
    )
    rows = read_columns(statement, [*lines, *periods, *values])
    return rows if values else [row for row in rows if row[2] in nodes]


def at_nodes(nodes: Mapping[int, str]) -> tuple[str, list[int]]:
    """Say "at these nodes" as a condition; of very many nothing is said, and the reader picks them out."""
    if len(nodes) > MANY_NODES:
        return "", []
    return f" AND node IN ({placeholders(list(nodes))})", list(nodes)
