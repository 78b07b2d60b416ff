"""The table of cells: adding to it, and reading some lines over some periods at some nodes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from django.db import connection, transaction

from minqing.kernel.rows import marks as placeholders
from minqing.kernel.rows import read_columns

Held = dict[int, tuple[int, int]]
"""Node → facts and amount. Pairs: of hundreds of thousands the garbage collector looks at no pair."""
Cells = dict[tuple[int, int], Held]
"""(line, period) → what it holds. Most lines of a kind hold the same, and to sort nodes costs less than whole keys."""

NOTHING = (0, 0)

MANY_NODES = 900
ADD = """
INSERT INTO ledger_cell (line, period, node, facts, amount) {values}
ON CONFLICT (line, period, node)
DO UPDATE SET facts = ledger_cell.facts + excluded.facts, amount = ledger_cell.amount + excluded.amount
"""


def add_cells(cells: Cells) -> None:
    """Add to the cells that are there, and make those that are not."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:  # else each row is a commit of its own
        if connection.vendor == "postgresql":
            arrays = "unnest(%s::int[], %s::int[], %s::int[], %s::bigint[], %s::bigint[])"
            # Written as text: the driver looks at each of a million integers for what an array might hold.
            columns = ["{" + ",".join(column) + "}" for column in _columns(cells)]
            cursor.execute(ADD.format(values=f"SELECT * FROM {arrays}"), columns)  # noqa: S608 - a fixed text
        else:
            rows = [(*key, *row) for key, some in _sorted(cells) for row in some]
            cursor.executemany(ADD.format(values="VALUES (%s, %s, %s, %s, %s)"), rows)


def add_to(cells: Cells, line: int, period: int, held: Held) -> None:
    """Add what a line holds in a period to cells; what is handed in is not changed."""
    into = cells.get((line, period))
    if into is None:
        cells[line, period] = held.copy()
        return
    for node, (facts, amount) in held.items():
        before = into.get(node, NOTHING)
        into[node] = before[0] + facts, before[1] + amount


def in_parts(cells: Cells, most: int) -> Iterator[Cells]:
    """Cut cells into parts of so many or some more, in the order of lines and periods."""
    part: Cells = {}
    count = 0
    for key in sorted(cells):
        part[key] = cells[key]
        count += len(cells[key])
        if count >= most:
            yield part
            part, count = {}, 0
    if part:
        yield part


def _sorted(cells: Cells) -> Iterator[tuple[tuple[int, int], list[tuple[int, int, int]]]]:
    """Yield by line and period what changes: node, facts, amount, in the order of nodes."""
    for key in sorted(cells):
        if some := [(node, *pair) for node, pair in sorted(cells[key].items()) if pair != NOTHING]:
            yield key, some


def _columns(cells: Cells) -> list[list[str]]:
    """Write the columns of what changes as text: lines, periods, nodes, facts, amounts."""
    columns: list[list[str]] = [[], [], [], [], []]
    for key, some in _sorted(cells):
        for column, number in zip(columns, key, strict=False):
            column.extend(repeat(str(number), len(some)))
        for column, numbers in zip(columns[2:], zip(*some, strict=True), strict=True):
            column.extend(map(str, numbers))
    return columns


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
