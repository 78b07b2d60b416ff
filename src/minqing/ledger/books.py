"""
The books: how many facts of each kind had happened by a morning, so that a stock need not be counted from the first.

Made anew from the facts every night, by organisation and place, of no more kinds and columns than stocks ask for.
What came later, and what was written late, is added from the facts themselves, so a stock is exact at any moment.
"""

# ruff: noqa: S608 - names of our own tables and columns, no input

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, IntegerField, Sum, Value, When
from django.utils.translation import gettext as _

from minqing.kernel.access import path_range
from minqing.kernel.times import day_of

from .measures import MEASURES, Term
from .models import Balance, Closing, Fact
from .positions import exclude_others, last_position

__all__ = ["Entry", "close_books", "differing_balances", "entries"]

SIGN = Case(When(reverses__isnull=True, then=Value(1)), default=Value(-1), output_field=IntegerField())
MARKS = ("d1", "d2", "d3", "d4")
_SIGN = "CASE WHEN f.reverses IS NULL THEN 1 ELSE -1 END"
_LATE = (
    "(SELECT fact_id FROM ledger_position WHERE position > %s UNION ALL SELECT fact_id FROM ledger_pending) AS late "
    "CROSS JOIN ledger_fact f WHERE f.id = late.fact_id AND f.happened_on < %s"
)
"""What the books of a day cannot know: two parameters, the last position they knew and the day."""


class Entry(NamedTuple):
    """So many facts of one kind with the same marks, net of reversals, and the sum of their amounts."""

    kind: str
    path: str
    marks: tuple[int | None, ...]
    facts: int
    amount: int

    def counts_for(self, term: Term) -> bool:
        """Tell whether these facts are among those of a term."""
        return self.kind == term.fact and all(_fits(self, *wanted) for wanted in term.conditions().items())


def _fits(entry: Entry, condition: str, wanted: Any) -> bool:
    held = entry.marks[MARKS.index(condition.removesuffix("__in"))]
    return held in wanted if condition.endswith("__in") else held == wanted


def held_marks() -> dict[str, tuple[str, ...]]:
    """Return what the books hold: each kind that a stock counts, with the columns that its terms ask for."""
    terms = [term for measure in MEASURES.values() for term in (*measure.part, *measure.whole) if term.until_end]
    asked: dict[str, set[str]] = {}
    for term in terms:
        asked.setdefault(term.fact, set()).update(name.removesuffix("__in") for name in term.conditions())
    return {kind: tuple(sorted(asked[kind])) for kind in sorted(asked)}


def _signature() -> str:
    return " ".join(f"{kind}({','.join(marks)})" for kind, marks in held_marks().items())


def close_books(at: datetime) -> date:
    """
    Add up everything that happened before today, if that has not been done; the books of the day before are kept.

    Whoever is reading them goes on undisturbed. Nothing is added to old books: each are made from the facts.

    :return: the day whose books are now the newest.
    """
    day, holds = day_of(at), _signature()
    if Closing.objects.filter(day__gte=day, holds=holds).exists():
        return day
    with transaction.atomic():
        exclude_others()
        through = last_position()
        Closing.objects.filter(day__gte=day).delete()
        Closing.objects.create(day=day, through=through, holds=holds)
        for kind, marks in held_marks().items():
            sql, parameters = _added_up(kind, marks, day, through)
            columns = f"closing_id, kind, org_path, place_path, {', '.join(MARKS)}, facts, amount"
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO ledger_balance ({columns}) SELECT %s, {sql}", [_said(day), *parameters])
        for old in Closing.objects.order_by("-day")[2:]:
            old.delete()
    return day


def _added_up(kind: str, marks: Iterable[str], day: date, through: int) -> tuple[str, list[Any]]:
    """Write what a day's books hold of one kind, without its SELECT: what is late is taken away again."""
    kept = ", ".join(f"f.{mark} AS {mark}" if mark in marks else f"CAST(NULL AS smallint) AS {mark}" for mark in MARKS)
    columns = f"f.org_path AS org_path, f.place_path AS place_path, {kept}, f.qty AS qty"
    known = f"SELECT {columns}, {_SIGN} AS n FROM ledger_fact f WHERE f.kind = %s AND f.happened_on < %s"
    late = f"SELECT {columns}, -({_SIGN}) AS n FROM {_LATE} AND f.kind = %s"
    paths = f"org_path, place_path, {', '.join(MARKS)}"
    sums = f"%s, {paths}, SUM(n), COALESCE(SUM(n * qty), 0) FROM ({known} UNION ALL {late}) AS counted GROUP BY {paths}"
    return f"{sums} HAVING SUM(n) <> 0 OR SUM(n * qty) <> 0", [kind, kind, _said(day), through, _said(day), kind]


def _said(day: date) -> Any:
    """Write a day as the database takes it in a statement of its own."""
    return connection.ops.adapt_datefield_value(day)


def differing_balances() -> str:
    """Compare the newest books with the facts: the first line that differs, empty where none does."""
    closing = Closing.objects.order_by("-day").first()
    if closing is None or closing.holds != _signature():
        return ""
    for kind, marks in held_marks().items():
        sql, parameters = _added_up(kind, marks, closing.day, closing.through)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", parameters)
            told = {tuple(row) for row in cursor.fetchall()}
        rows = Balance.objects.filter(closing=closing, kind=kind)
        held = set(rows.values_list("kind", "org_path", "place_path", *MARKS, "facts", "amount"))
        for kind_, org_path, place_path, *_rest in sorted(told ^ held, key=str):
            said = _("the books of %(day)s differ from the facts: %(kind)s at %(org)s %(place)s")
            return said % {"day": closing.day, "kind": kind_, "org": org_path, "place": place_path}
    return ""


def entries(*, org_path: str, place_path: str, end: date, by: str) -> list[Entry]:
    """
    Return what stocks at the end of a period are counted from: at most four queries, however many facts there are.

    Where there are no books yet, or none that hold all that stocks ask for, everything is read from the facts.

    :param end: the day after the period's last.
    :param by: ``org_path`` or ``place_path``.
    :return: in no order; added up they give every stock.
    """
    scope = path_range("org_path", org_path) & path_range("place_path", place_path)
    closing = Closing.objects.filter(holds=_signature()).order_by("-day").first()
    day = closing.day if closing else date.min
    first, last = sorted((day, end))
    since = Fact.objects.filter(scope, kind__in=held_marks(), happened_on__gte=first, happened_on__lt=last)
    moved = since.order_by().values_list("kind", by, *MARKS).annotate(n=Sum(SIGN), a=Sum(SIGN * F("qty")))
    found = [*_entries(moved, sign=1 if end > day else -1)]
    if closing is None:
        return found
    held = Balance.objects.filter(scope, closing=closing).values_list("kind", by, *MARKS)
    found += _entries(held.annotate(n=Sum("facts"), a=Sum("amount")))
    found += _entries(_late(closing, org_path, place_path, by))
    return found


def _late(closing: Closing, org_path: str, place_path: str, by: str) -> list[tuple[Any, ...]]:
    """Read what happened before the books' day and came into the one order, or comes, after they were made."""
    marks, kinds = ", ".join(f"f.{mark}" for mark in MARKS), list(held_marks())
    chosen = f"f.kind IN ({', '.join('%s' for _ in kinds)}) AND f.org_path >= %s AND f.org_path < %s"
    sql = (
        f"SELECT f.kind, f.{by}, {marks}, SUM({_SIGN}), SUM({_SIGN} * f.qty) FROM {_LATE} AND {chosen} "
        f"AND f.place_path >= %s AND f.place_path < %s GROUP BY f.kind, f.{by}, {marks}"
    )
    ranges = [side for path in (org_path, place_path) for side in (path, path[:-1] + "0")]
    with connection.cursor() as cursor:
        cursor.execute(sql, [closing.through, _said(closing.day), *kinds, *ranges])
        return list(cursor.fetchall())


def _entries(rows: Iterable[tuple[Any, ...]], *, sign: int = 1) -> Iterator[Entry]:
    for kind, path, *marks, facts, amount in rows:
        yield Entry(kind, path, tuple(marks), sign * int(facts), sign * int(amount or 0))
