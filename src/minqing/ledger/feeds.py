"""
Feeds: facts in the one order of positions, so that whoever reads on from a position misses none and gets none twice.

Facts commit in any order, but a position is given only when nothing can slip in before it. Reversals are facts like
others and come in their own place. Of a fact only what was asked for is read: neither its payload nor who acted.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minqing.kernel.rows import marks, read_columns

from .facts import FACT_TYPES
from .lines import MARKS
from .positions import last_position

__all__ = ["FedFact", "Slice", "Wanted", "facts_between", "last_position"]

WINDOW = 20_000
"""So many positions are looked through at once, however few of them fit."""

COLUMNS = ("qty", *MARKS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Which facts, and what of them.

    :param columns: kind → the names of the columns that are read.
    :param first_day: and ``last_day``: days of the facts, both included.
    """

    columns: Mapping[str, Collection[str]]
    org_path: str
    place_path: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class FedFact:
    """
    One fact of a feed.

    :param sign: 1, or -1 when it takes back the fact at the position ``reverses``.
    """

    position: int
    kind: str
    day: date
    org_path: str
    place_path: str
    subject: str
    sign: int
    reverses: int | None
    data: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Slice:
    """
    A stretch of the one order.

    :param next: the position to read on from; everything up to it was looked through.
    :param through: the last position there was.
    """

    facts: tuple[FedFact, ...]
    next: int
    through: int


def facts_between(wanted: Wanted, after: int, *, limit: int, through: int | None = None) -> Slice:
    """
    Read the next facts of a feed.

    :param after: the position that was reached before; 0 to begin.
    :param limit: how many at most.
    :param through: not beyond this position; None for as far as there are any.
    """
    last = last_position() if through is None else through
    end = min(last, after + WINDOW)
    if end <= after or not wanted.columns:
        return Slice((), max(after, end) if wanted.columns else last, last)
    rows = tuple(_read(wanted, after, end, limit))
    return Slice(rows, rows[-1].position if len(rows) == limit else end, last)


# The CROSS JOIN keeps SQLite from beginning with the facts: it would sort all of a kind for each page.
STATEMENT = """
SELECT p.position, f.kind, f.happened_on, f.org_path, f.place_path, f.subject, r.position,
       f.qty, f.d1, f.d2, f.d3, f.d4, f.reverses
FROM ledger_position p CROSS JOIN ledger_fact f LEFT JOIN ledger_position r ON r.fact_id = f.reverses
WHERE f.id = p.fact_id AND p.position > %s AND p.position <= %s AND f.kind IN ({kinds})
  AND f.org_path >= %s AND f.org_path < %s AND f.place_path >= %s AND f.place_path < %s
  AND f.happened_on >= %s AND f.happened_on <= %s
ORDER BY p.position LIMIT %s
"""


def _read(wanted: Wanted, after: int, end: int, limit: int) -> Iterator[FedFact]:
    kinds = sorted(wanted.columns)
    days = (wanted.first_day.isoformat(), wanted.last_day.isoformat())
    below = [bound for path in (wanted.org_path, wanted.place_path) for bound in (path, path[:-1] + "0")]
    statement = STATEMENT.format(kinds=marks(kinds))
    for row in read_columns(statement, [after, end, *kinds, *below, *days, limit]):
        yield _fed(row, wanted.columns[row[1]])


def _fed(row: Any, names: Collection[str]) -> FedFact:
    position, kind, day, org_path, place_path, subject, reversed_at, *numbers, reverses = row
    held = dict(zip(COLUMNS, numbers, strict=True))
    columns = FACT_TYPES[kind].columns
    return FedFact(
        position=position,
        kind=kind,
        day=day if isinstance(day, date) else date.fromisoformat(day),
        org_path=org_path,
        place_path=place_path,
        subject=subject,
        sign=1 if reverses is None else -1,
        reverses=reversed_at,
        data={name: held[columns[name].column] for name in sorted(names) if held[columns[name].column] is not None},
    )
