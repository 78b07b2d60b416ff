"""
What remains of a stock, subject by subject: whatever came in and has not gone out again, and where.

A stock's number is a cell. How old it is, is told subject by subject, and to find the few that stand among all that
ever came in would be to read all of them. So what each batch of facts adds is added here too, and rows that come to
nought are deleted: there are about as many as stand. It is only said where to look. What stands is then read from the
facts of these subjects, so that a number never rests on this table.

A row is kept for each place, and for each unit where the stock is one of units: else a request that came in at one desk
and was closed at another would leave a row at both for ever.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from minqing.kernel.access import path_range
from minqing.kernel.rows import marks as placeholders
from minqing.kernel.rows import read_columns
from minqing.ledger.models import Fact, KeptStock, PendingFact, Position, Remaining
from minqing.ledger.positions import exclude_others, last_position
from minqing.ledger.terms import Term

from .counted import SIGN, UNFOLDED

AT_ONCE, FEW = 20_000, 20_000
"""So many positions in one transaction; and so many may wait to be added before all facts are looked at instead."""
# Fixed names of our own tables and columns, and placeholders.
BATCH = """
INSERT INTO ledger_remaining (stock, subject, org_path, place_path, n)
SELECT %s, f.subject, {org}, f.place_path, SUM({signed})
FROM ledger_position p CROSS JOIN ledger_fact f
WHERE f.id = p.fact_id AND p.position > %s AND p.position <= %s AND f.kind IN ({kinds})
GROUP BY f.subject, {by}f.place_path HAVING SUM({signed}) <> 0
ON CONFLICT (stock, subject, org_path, place_path) DO UPDATE SET n = ledger_remaining.n + excluded.n
"""
ALL = """
SELECT subject, org_path, place_path, SUM(n) FROM (
    SELECT f.subject AS subject, {org} AS org_path, f.place_path AS place_path, {signed} AS n
    FROM ledger_fact f WHERE f.kind IN ({kinds})
    UNION ALL SELECT f.subject, {org}, f.place_path, -({signed})
    FROM ({late}) AS late CROSS JOIN ledger_fact f WHERE f.id = late.fact_id AND f.kind IN ({kinds})
) AS held GROUP BY subject, org_path, place_path HAVING SUM(n) <> 0
"""


@dataclass(frozen=True)
class Kept:
    """
    A stock of which it is kept what remains.

    :param terms: plain ones, up to the end of a period.
    :param by_unit: whether what comes in at a unit goes out at the same one.
    """

    terms: tuple[Term, ...]
    by_unit: bool

    @cached_property
    def key(self) -> str:
        """Return its name in the database: a hash of what is counted."""
        said = sorted(f"{term.sign} {term.line.key}" for term in self.terms)
        return hashlib.sha256("\n".join([*said, f"by_unit={self.by_unit}"]).encode()).hexdigest()

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of fact that it counts."""
        return sorted({term.fact for term in self.terms})

    @property
    def org(self) -> str:
        """Say in SQL at which unit a row is kept."""
        return "f.org_path" if self.by_unit else "''"

    def signed(self) -> tuple[str, list[Any]]:
        """Say in SQL how a fact counts, and what the placeholders stand for."""
        cases, values = [], list[Any]()
        for term in self.terms:
            where = "".join(f" AND f.{mark} IN ({placeholders(codes)})" for mark, codes in term.line.where)
            cases.append(f"CASE WHEN f.kind = %s{where} THEN {int(term.sign)} ELSE 0 END")
            values += [term.fact, *(code for _, codes in term.line.where for code in codes)]
        return f"({' + '.join(cases)}) * ({SIGN})", values


KEPT: dict[str, Kept] = {}


def keep_stock(terms: Sequence[Term], *, by_unit: bool) -> Kept:
    """
    Ask that it be kept what remains of a stock.

    :raises ValueError: if a term is none of a stock, or counts something once.
    """
    if not all(term.until_end and not (term.distinct or term.then or term.between or term.sums) for term in terms):
        raise ValueError("only a stock of plain facts can be kept")
    kept = Kept(tuple(terms), by_unit)
    return KEPT.setdefault(kept.key, kept)


def subjects_since(
    terms: Sequence[Term],
    *,
    org_path: str,
    place_path: str,
    end: date,
    known_at: int | None = None,
    by_unit: bool = False,
) -> QuerySet[Any] | None:
    """
    Say which subjects may have something of a stock at the end of a day, within a unit and a place.

    Those of whom something remains there, of whom anything came that was not added yet, and whose stock has changed on
    a later day: the last are read from an index by day, so that a day long ago takes longer.

    :param end: the day after.
    :param known_at: as it was known when this position was the last: those of whom anything was known later, too.
    :param by_unit: at any unit within, also where what one unit has left over is made up for by another.
    :return: None where it is not kept, or too much was not added yet.
    """
    in_unit = org_path.count("/") > 1
    ways = (Kept(tuple(terms), by_unit).key for by_unit in ((True,) if in_unit or by_unit else (False, True)))
    kept = next((KEPT[key] for key in ways if key in KEPT), None)
    row = KeptStock.objects.filter(key=kept.key).first() if kept else None
    if kept is None or row is None or last_position() - row.through > FEW:
        return None
    here = path_range("place_path", place_path) & (path_range("org_path", org_path) if in_unit else Q())
    remain = Remaining.objects.filter(here, stock=row.pk).values("subject")
    since = row.through if known_at is None else min(row.through, known_at)
    late = Position.objects.filter(position__gt=since).values("fact_id")
    facts: QuerySet[Any] = Fact.objects.order_by()
    waiting: tuple[QuerySet[Any], ...] = (late, PendingFact.objects.values("fact_id"))
    newer = [facts.filter(pk__in=ids).values("subject") for ids in waiting]
    later = facts.filter(kind__in=kept.kinds, happened_on__gte=end).values("subject")
    return remain.order_by().union(*newer, later)


def fold_stocks() -> int:
    """
    Add what has a position and was not added yet; build what is newly asked for, forget what is not any more.

    :return: how many positions were gone through.
    """
    gone = KeptStock.objects.exclude(key__in=list(KEPT))
    if numbers := list(gone.values_list("id", flat=True)):
        with transaction.atomic():
            Remaining.objects.filter(stock__in=numbers).delete()
            gone.delete()
    done = 0
    for kept in KEPT.values():
        if not KeptStock.objects.filter(key=kept.key).exists():
            _build(kept)
        while count := _add_batch(kept):
            done += count
    return done


def forget_stocks() -> None:
    """Forget all that is kept; it is built anew the next time."""
    with transaction.atomic():
        exclude_others()
        Remaining.objects.all().delete()
        KeptStock.objects.all().delete()


def _build(kept: Kept) -> None:
    """Count beside everybody else's work; only writing it down is exclusive."""
    through = last_position()
    rows = counted(kept, through)
    with transaction.atomic():
        exclude_others()
        row, is_new = KeptStock.objects.get_or_create(key=kept.key, defaults={"through": through})
        if is_new:
            made = (Remaining(stock=row.pk, subject=s, org_path=o, place_path=p, n=n) for s, o, p, n in rows)
            Remaining.objects.bulk_create(made, batch_size=2000)


def counted(kept: Kept, through: int) -> list[tuple[str, str, str, int]]:
    """Count from all facts up to a position what remains: subject, unit, place, how many."""
    signed, values = kept.signed()
    kinds = kept.kinds
    statement = ALL.format(org=kept.org, signed=signed, kinds=placeholders(kinds), late=UNFOLDED)
    found = read_columns(statement, [*values, *kinds, *values, through, *kinds])
    return [(subject, org, place, int(n)) for subject, org, place, n in found]


def _add_batch(kept: Kept) -> int:
    with transaction.atomic():
        exclude_others()
        row = KeptStock.objects.select_for_update().get(key=kept.key)
        through = min(last_position(), row.through + AT_ONCE)
        count: int = through - row.through
        if count:
            signed, values = kept.signed()
            by = "f.org_path, " if kept.by_unit else ""
            statement = BATCH.format(org=kept.org, signed=signed, kinds=placeholders(kept.kinds), by=by)
            with connection.cursor() as cursor:
                cursor.execute(statement, [row.pk, *values, row.through, through, *kept.kinds, *values])
            Remaining.objects.filter(stock=row.pk, n=0).delete()
            KeptStock.objects.filter(pk=row.pk).update(through=through)
    return count


def differing_stock() -> str:
    """Count what is kept again from all facts; return the key of the first that differs, "" where none does."""
    for kept in KEPT.values():
        row = KeptStock.objects.filter(key=kept.key).first()
        if row is None:
            continue
        held = set(Remaining.objects.filter(stock=row.pk).values_list("subject", "org_path", "place_path", "n"))
        told = set(counted(kept, row.through))
        if KeptStock.objects.filter(pk=row.pk, through=row.through).exists() and held != told:
            return kept.key
    return ""
