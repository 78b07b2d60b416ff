"""Auditing: some cells, drawn by a seed that is told, are counted again from the facts; and all cells have one hash."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from minqing.kernel.rows import marks as placeholders
from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Line as Asked
from minqing.ledger.lines import Sorter
from minqing.ledger.models import Cell, Folded, Line, Node, Presence
from minqing.ledger.working_days import WorkingDays

from .conversions import counted
from .counted import OF_THE_COUNTY, Question, Row, below, both, within
from .days import DAYS_KEPT, FIRST_DAY
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
# Fixed names of our own table, and placeholders.
OF_MONTHS = """
SELECT entity, kept, counted FROM (
    SELECT entity, SUM(CASE WHEN period = %s THEN facts ELSE 0 END) AS kept,
        SUM(CASE WHEN period = %s THEN 0 ELSE facts END) AS counted
    FROM ledger_presence WHERE line = %s AND node = %s AND period IN ({periods}) GROUP BY entity
) AS held WHERE kept <> counted ORDER BY entity LIMIT 1
"""
TRIES = 3
FIRST_MONTH = 10_000
"""The smallest number that names a month."""


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
    Count some cells again, one after the other.

    :param seed: which cells are drawn; the same seed draws the same from the same cells.
    :return: the first that differs, in words; empty where none does. A cell that is folded into while it is counted is
        counted once more, and then left for the next time.
    """
    audited = _ready()
    for draw in range(sample):
        for _again in range(TRIES):
            state = _mark()
            audited = audited if audited.edition == state[1] else _ready()
            differing = _first_differing(Random(f"{seed} {draw}"), audited, state[0])  # noqa: S311 - no secret
            if _mark() == state:
                if differing:
                    return differing
                break
    return ""


class _Ready(NamedTuple):
    """The lines that are held against the facts, of one edition of the cells."""

    edition: int
    days: WorkingDays | None
    lines: Mapping[int, Asked]
    sorter: Sorter[int]


def _ready() -> _Ready:
    edition, days = _mark()[1], days_asked()
    lines = ready_lines(days)
    return _Ready(edition, days, lines, Sorter(lines))


def _mark() -> tuple[int, int]:
    return Folded.objects.values_list("through", "edition").first() or (0, 0)


def _first_differing(chance: Random, audited: _Ready, through: int) -> str:
    for cell in _drawn(chance, audited, through):
        if differing := _differing(cell, through, audited.days):
            said = _("%(line)s in %(period)s at %(path)s: %(kept)s kept, %(counted)s counted")
            told = dict(zip(("kept", "counted"), differing, strict=True))
            return said % {"line": cell.line.key, "period": cell.period, "path": cell.path, **told}
    return ""


def _drawn(chance: Random, audited: _Ready, through: int) -> Iterator[Drawn]:
    """Draw a fact, one of the cells it belongs to, and the cell that comes after that one."""
    if not through:
        return
    position = chance.randrange(through) + 1
    tree, row = chance.choice(facts_as_rows(SINCE, [position - 1, position]))
    lines = audited.sorter.lines(row.kind, row.marks, row.each)
    if not lines:
        return
    path = chance.choice(above(row.path, DEEPEST[tree]))
    start = [chance.choice(lines), chance.choice(periods_of(row.day)), Node.objects.get(tree=tree, path=path).pk]
    for number, period, node, facts, amount in read_columns(NEXT, start):
        if line := audited.lines.get(number):  # the next cell may be of a line that is being built
            where = Node.objects.get(pk=node)
            yield Drawn((number, period, node), line, period, where.tree, where.path, facts, amount)


def _differing(cell: Drawn, through: int, days: WorkingDays | None) -> tuple[object, object] | None:
    """Return what is kept and what was counted, where they differ."""
    line = cell.line
    if (line.distinct or line.then) and cell.period < FIRST_MONTH:
        return _differing_from_months(cell)
    if line.then and days:
        there = _followed(line, cell, through, days)
        return (cell.facts, there) if there != cell.facts else None
    rows = _rows(line, cell, through)
    if line.distinct:
        return _differing_once(cell, rows)
    counted = sum(row.facts for row in rows), sum(row.amount for row in rows)
    return ((cell.facts, cell.amount), counted) if counted != (cell.facts, cell.amount) else None


def _differing_from_months(cell: Drawn) -> tuple[object, object] | None:
    """
    Hold a year, or all time, against its months, which are held against the facts themselves.

    Counting all subjects of a county anew takes seconds for a single cell; its months lie side by side.
    """
    line, period, node = cell.key
    first, after = (period * 100, (period + 1) * 100) if period else (FIRST_MONTH, FIRST_DAY)
    cells = Cell.objects.filter(line=line, node=node, period__gte=first, period__lt=after)
    months = dict(cells.values_list("period", "facts"))
    if not cell.line.distinct:
        return (cell.facts, sum(months.values())) if sum(months.values()) != cell.facts else None
    asked = [period, period, line, node, period, *months]
    differing = read_columns(OF_MONTHS.format(periods=placeholders([period, *months])), asked)
    for entity, kept, by_months in differing:
        return (entity, int(kept)), (entity, int(by_months))
    there = Presence.objects.filter(line=line, node=node, period=period, facts__gt=0).count()
    return (cell.facts, there) if there != cell.facts else None


def _followed(line: Asked, cell: Drawn, through: int, days: WorkingDays) -> int:
    span, found = days_of(cell.period), counted({0: line}, days, _where(cell), through)
    places = (fact.places for _, fact in found if span.holds(fact.day))
    return sum((tree, path[: len(cell.path)]) == (cell.tree, cell.path) for each in places for tree, path in each)


def _where(cell: Drawn) -> tuple[str, tuple[Any, ...]]:
    there = below(cell.tree, cell.path), (f" AND {OF_THE_COUNTY}" if cell.tree == Node.ORG else "", ())
    return both(within(days_of(cell.period)), *there)


def _rows(line: Asked, cell: Drawn, through: int) -> list[Row]:
    """Count a cell in the database: days and places are in the condition, so a row for each is not asked for."""
    sorter = Sorter({0: line})
    rows = Question((line,), cell.tree, _where(cell), folded=through, entity=line.distinct, together=True).all()
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
    however they came about. Days that may be gone are left out, whether they are there or not.
    """
    names = dict(Line.objects.values_list("id", "key"))
    nodes = {number: f"{tree} {path}" for number, tree, path in Node.objects.values_list("id", "tree", "path")}
    held = Cell.objects.exclude(facts=0, amount=0).exclude(period__gte=FIRST_DAY, period__lt=_first_kept_day())
    cells = held.values_list("line", "period", "node", "facts", "amount")
    there = Presence.objects.exclude(facts=0).values_list("line", "period", "node", "entity", "facts")
    total = 0
    for rows in (cells, there):
        for line, period, node, *said in rows.iterator(chunk_size=10_000):
            told = f"{names[line]} {period} {nodes[node]} {' '.join(map(str, said))}"
            total = (total + int.from_bytes(hashlib.sha256(told.encode()).digest(), "big")) % 2**256
    return f"{total:064x}"


def _first_kept_day() -> int:
    last = Folded.objects.values_list("last_day", flat=True).first()
    return periods_of(last - DAYS_KEPT)[3] if last else FIRST_DAY
