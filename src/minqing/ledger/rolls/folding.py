"""
Folding: what has come into the one order since the last time is added to the cells, in one transaction.

A late commit has a late position, so it is folded later and never missed. A reversal counts minus one in the period of
the fact it takes back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connection, transaction

from minqing.ledger.lines import Line as Counted
from minqing.ledger.lines import Sorter, conversions, plain
from minqing.ledger.measures import lines_asked
from minqing.ledger.models import Folded
from minqing.ledger.positions import exclude_others, last_position
from minqing.ledger.working_days import WorkingDays

from .cells import NOTHING, Cells, Held, add_cells, add_to
from .conversions import Groups, changed_between, grouped
from .counted import Row
from .fresh import days_asked, forget_stale, forget_unread, fresh
from .nodes import chains_of
from .periods import periods_of
from .presence import add_presence, counts_of
from .singly import SETTLED, SINCE, facts_as_rows, occurrences

AT_ONCE = {"sqlite": 5_000, "postgresql": 20_000}
"""How many facts in one transaction: on SQLite whoever writes waits for it; on PostgreSQL more of them share a cell."""


def fold(at: datetime, *, limit: int | None = None) -> int:
    """
    Fold what has a position and is in no cell yet.

    :param limit: how many facts at most in this call; by default what suits the database.
    :return: how many were folded; 0 when there was nothing to do.
    """
    with transaction.atomic():
        exclude_others()
        state = locked()
        through = min(last_position(), state.through + (limit or AT_ONCE[connection.vendor]))
        count = through - state.through
        if count:
            days = days_asked()
            forget_stale(days)
            forget_unread()
            held = ready_lines(days)
            rows = fold_between(held, state.through, through, days_from=state.days_from, days=days)
            state.through, state.folded_at = through, at
            state.last_day = max(day for day in (state.last_day, *(row.day for _, row in rows)) if day)
            state.save()
    return count


def fold_between(
    lines: Mapping[int, Counted], after: int, through: int, *, days_from: date, days: WorkingDays | None
) -> list[tuple[int, Row]]:
    """
    Add the facts after one position and up to another to the cells of some lines.

    :param days: the calendar, where a line asks for it.
    :return: these facts.
    """
    rows = facts_as_rows(SINCE, [after, through])
    add_cells(summed(rows, Sorter(plain(lines)), days_from=days_from))
    for whose, sorter in occurrences(SETTLED, [after, through], lines):
        add_cells(add_presence(counts_of(whose, sorter)))
    if days and (followed := conversions(lines)):
        changed = changed_between(followed, days, after, through)
        add_cells(spread(grouped(changed, days_from)))
    return rows


def locked() -> Folded:
    """Return how far cells are folded, and keep others from folding until the transaction ends."""
    return Folded.objects.select_for_update().get_or_create(pk=1)[0]


def fold_all(at: datetime) -> int:
    """Fold in batches until nothing is left."""
    total = 0
    while count := fold(at):
        total += count
    return total


def ready_lines(days: WorkingDays | None) -> dict[int, Counted]:
    """Return the lines that cells are kept for: number → what it counts."""
    wanted = lines_asked()
    rows = fresh(days).values_list("id", "key")
    return {number: wanted[key] for number, key in rows if key in wanted}


def summed(rows: Iterable[tuple[int, Row]], sorter: Sorter[int], *, days_from: date) -> Cells:
    """
    Add rows up to cells.

    :param rows: (tree, row).
    :param days_from: the first day that has cells of its own.
    """
    groups: Groups = defaultdict(lambda: [0, 0])
    for tree, row in rows:
        lines = sorter.lines(row.kind, row.marks, row.each)
        if lines:
            periods = periods_of(row.day)
            group = groups[lines, periods if row.day >= days_from else periods[:3], (tree, row.path)]
            group[0] += row.facts
            group[1] += row.amount
    return spread(groups)


def spread(groups: Groups) -> Cells:
    """Spread sums over cells: first over nodes and periods, then over the lines that hold them alike."""
    chains = chains_of(place for _, _, place in groups)
    alike: dict[tuple[tuple[int, ...], int], Held] = {}
    for (lines, periods, place), (facts, amount) in groups.items():
        for period in periods:
            held = alike.setdefault((lines, period), {})
            for node in chains[place]:
                before = held.get(node, NOTHING)
                held[node] = before[0] + facts, before[1] + amount
    cells: Cells = {}
    for (lines, period), held in alike.items():
        for line in lines:
            add_to(cells, line, period, held)
    return cells
