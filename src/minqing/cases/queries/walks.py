"""How the requests behind a number are walked through: by the facts that count, or by the requests that lie there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from minqing.cases.models import Case, below
from minqing.cases.records.behind import LYING, Number
from minqing.kernel.access import path_range
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref
from minqing.kernel.times import at_local, day_of
from minqing.ledger.behind import Frame, Heap, facts_behind, heaps, standing
from minqing.ledger.measures import measure as declared
from minqing.ledger.records import FactView

from .clocktexts import Watch

BURNING, NEWEST = ("burns_at", "serial"), ("-left_at", "-serial")


@dataclass(frozen=True, slots=True)
class Hit:
    """One counting of one request: when, and by which fact; neither where it simply lies there."""

    ref: Ref
    on: date | None = None
    what: Any = ""


class Sorted(NamedTuple):
    """Requests in an order that an index serves."""

    cases: QuerySet[Any]
    order: tuple[str, str]


Walk = Callable[[str | None, int], Page[Hit]]
"""A page of a list: from which cursor, and at most how many."""


def walks_of(number: Number, frame: Frame, watch: Watch) -> list[Walk]:
    """Return the lists that together hold everything a number counts, each once."""
    if number.key in LYING:
        return [partial(_lying, lying(number.key, frame, watch))]
    measure = declared(number.key)
    found: list[Walk] = []
    for heap in heaps(measure.whole if number.side == "whole" else measure.part):
        found += _walks(heap, frame, watch.at)
    return found


def lying(key: str, frame: Frame, watch: Watch) -> QuerySet[Any]:
    """Say which open requests lie at a unit, or at or below it."""
    unit = Q(lead_path=frame.org_path) if frame.alone else path_range("lead_path", frame.org_path)
    clock = {"lying.late": watch.late, "lying.soon": watch.soon}.get(key, Q)()
    return Case.objects.filter(below("place_path", frame.place_path), unit, clock, stage__gt=0)


def _walks(heap: Heap, frame: Frame, at: datetime) -> list[Walk]:
    """
    Walk a heap by its facts; what is open in a whole county by the requests.

    Of a million facts of registration few are of open requests, and the last page would read them all.
    """
    county, is_now = frame.org_path.count("/") == 1, frame.end > day_of(at)
    if county and heap.is_stock and "case.registered" in heap.kinds:
        return _open_walks(heap, frame, Q(), is_now=is_now)
    if county and is_now and heap.kinds == {"case.became_overdue"}:
        return _open_walks(heap, frame, Q(overdue__in=[True]), is_now=True)
    return [partial(_by_facts, heap, frame)]


def _open_walks(heap: Heap, frame: Frame, marked: Q, *, is_now: bool) -> list[Walk]:
    """Walk what is open now and, for a day that is past, what has left since; the facts say which of them counted."""
    end = at_local(frame.end, 0)
    cases = Case.objects.filter(below("place_path", frame.place_path), registered_at__lt=end)
    rows = [Sorted(cases.filter(marked, stage__gt=0), BURNING)]
    if not is_now:
        rows.append(Sorted(cases.filter(stage=0, left_at__gte=end), NEWEST))
    return [partial(_by_cases, heap, frame, one) for one in rows]


def _by_facts(heap: Heap, frame: Frame, cursor: str | None, size: int) -> Page[Hit]:
    return facts_behind(heap, frame, cursor=cursor, size=size).map(_hit)


def _by_cases(heap: Heap, frame: Frame, rows: Sorted, cursor: str | None, size: int) -> Page[Hit]:
    found = page(rows.cases, order=rows.order, cursor=cursor, size=size)
    counted = standing(heap, frame, [case.ref for case in found.items])
    hits = (_hit(fact) for case in found.items for fact in counted.get(case.ref, []))
    return Page(tuple(hits), found.next, found.previous)


def _lying(cases: QuerySet[Any], cursor: str | None, size: int) -> Page[Hit]:
    return page(cases, order=BURNING, cursor=cursor, size=size).map(lambda case: Hit(case.ref))


def _hit(fact: FactView) -> Hit:
    return Hit(fact.subject, fact.happened_on, fact.title)


def one_page(walks: list[Walk], cursor: str, size: int) -> Page[Hit]:
    """
    Return one page out of several lists that follow each other.

    :param cursor: which of the lists, a dot, and the cursor within it; empty for the first page.
    :raises ValueError: if there is no such list.
    """
    which, _, inner = (cursor or "0.").partition(".")
    at, items = int(which), list[Hit]()
    if not 0 <= at < len(walks):
        raise ValueError(cursor)
    first, following = walks[at](inner or None, size), None
    previous = f"{at}.{first.previous}" if first.previous else f"{at - 1}." if at else None
    found = first
    while True:
        items += found.items
        if found.next:
            following = f"{at}.{found.next}"
            break
        at += 1
        if at == len(walks):
            break
        if len(items) >= size:
            following = f"{at}."
            break
        found = walks[at](None, size - len(items))
    return Page(tuple(items), following, previous)


def subjects(hits: Iterable[Hit]) -> list[str]:
    """Return the keys of the requests that were hit."""
    return [hit.ref.id for hit in hits if hit.ref.kind == "case"]
