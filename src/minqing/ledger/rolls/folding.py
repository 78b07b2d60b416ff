"""
Folding: what has come into the one order since the last time is added to the cells, in one transaction.

A late commit has a late position, so it is folded later and never missed. A reversal counts minus one in the period of
the fact it takes back.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Line as Counted
from minqing.ledger.lines import Sorter
from minqing.ledger.measures import lines_asked
from minqing.ledger.models import Folded, Line, Node
from minqing.ledger.positions import exclude_others, last_position

from .counted import SIGN, Row, a_date
from .nodes import chains_of
from .periods import periods_of

AT_ONCE = 5000
# Fixed columns of our own tables; nothing of a user's.
SINCE = f"""
SELECT f.kind, f.d1, f.d2, f.d3, f.d4, f.org_path, f.place_path, f.happened_on, {SIGN}, f.qty
FROM ledger_position p CROSS JOIN ledger_fact f WHERE f.id = p.fact_id AND p.position > %s AND p.position <= %s
"""  # noqa: S608
"""CROSS JOIN keeps SQLite from walking the facts: positions first."""

Cells = dict[tuple[int, int, int], list[int]]
"""(line, period, node) → facts and amount."""


def fold(at: datetime, *, limit: int = AT_ONCE) -> int:
    """
    Fold what has a position and is in no cell yet.

    :param limit: how many facts at most in this call.
    :return: how many were folded; 0 when there was nothing to do.
    """
    with transaction.atomic():
        exclude_others()
        state = locked()
        through = min(last_position(), state.through + limit)
        count = through - state.through
        if count:
            rows = facts_as_rows(SINCE, [state.through, through])
            add_cells(summed(rows, Sorter(ready_lines()), days_from=state.days_from))
            state.through, state.folded_at = through, at
            state.last_day = max(day for day in (state.last_day, *(row.day for _, row in rows)) if day)
            state.save()
    return count


def locked() -> Folded:
    """Return how far cells are folded, and keep others from folding until the transaction ends."""
    return Folded.objects.select_for_update().get_or_create(pk=1)[0]


def fold_all(at: datetime) -> int:
    """Fold in batches until nothing is left."""
    total = 0
    while count := fold(at):
        total += count
    return total


def ready_lines() -> dict[int, Counted]:
    """Return the lines that cells are kept for: number → what it counts."""
    wanted = lines_asked()
    rows = Line.objects.filter(ready=True).values_list("id", "key")
    return {number: wanted[key] for number, key in rows if key in wanted}


def facts_as_rows(statement: str, parameters: list[Any]) -> list[tuple[int, Row]]:
    """Read facts one by one by a statement with the columns of :data:`SINCE`: (tree, row), once for each tree."""
    found = []
    for kind, d1, d2, d3, d4, org_path, place_path, day, sign, qty in read_columns(statement, parameters):
        marks, amount, on = (d1, d2, d3, d4), sign * (qty or 0), a_date(day)
        found.append((Node.PLACE, Row(kind, marks, qty, place_path, on, sign, amount)))
        if org_path[:7] == place_path[:7]:
            found.append((Node.ORG, Row(kind, marks, qty, org_path, on, sign, amount)))
    return found


def summed(rows: Iterable[tuple[int, Row]], sorter: Sorter[int], *, days_from: date) -> Cells:
    """
    Add rows up to cells.

    :param rows: (tree, row).
    :param days_from: the first day that has cells of its own.
    """
    groups: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for tree, row in rows:
        lines = sorter.lines(row.kind, row.marks, row.each)
        if lines:
            periods = periods_of(row.day)
            group = groups[lines, periods if row.day >= days_from else periods[:3], (tree, row.path)]
            group[0] += row.facts
            group[1] += row.amount
    return _spread(groups)


def _spread(groups: dict[Any, list[int]]) -> Cells:
    chains = chains_of(place for _, _, place in groups)
    cells: Cells = {}
    for (lines, periods, place), (facts, amount) in groups.items():
        for key in ((line, period, node) for line in lines for period in periods for node in chains[place]):
            cell = cells.get(key)
            if cell is None:
                cells[key] = [facts, amount]
            else:
                cell[0] += facts
                cell[1] += amount
    return cells


ADD = """
INSERT INTO ledger_cell (line, period, node, facts, amount) {values}
ON CONFLICT (line, period, node)
DO UPDATE SET facts = ledger_cell.facts + excluded.facts, amount = ledger_cell.amount + excluded.amount
"""


def add_cells(cells: Cells) -> None:
    """Add to the cells that are there, and make those that are not."""
    rows = sorted((*key, *value) for key, value in cells.items() if value != [0, 0])
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            arrays = "unnest(%s::int[], %s::int[], %s::int[], %s::bigint[], %s::bigint[])"
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(ADD.format(values=f"SELECT * FROM {arrays}"), columns)  # noqa: S608 - a fixed text
        else:
            cursor.executemany(ADD.format(values="VALUES (%s, %s, %s, %s, %s)"), rows)
