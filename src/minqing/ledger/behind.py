"""
The facts behind a number, one page at a time: exactly as many of them as the number says.

A number adds and subtracts terms. Each flow is a heap of its own. A stock is one heap: what came in and has not gone
out again of the same subject. A fact that was taken back stands in no list, nor does its reversal. What is counted once
is listed by its first fact, and what was followed by the fact that was.

:source: P16, every figure is a query that can be opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from minqing.kernel.access import path_range
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref

from .counting import SIGN
from .facts import FACT_TYPES
from .measures import Term
from .models import Fact
from .narrowing import any_of, first_of_each, of_few, with_what_followed
from .narrowing import standing as not_taken_back
from .records import FactView
from .rolls.remaining import subjects_since
from .spans import Span

NEWEST_FIRST = ("-happened_on", "-id")


@dataclass(frozen=True, slots=True)
class Frame:
    """
    Over which half-open days, and at or below which paths, a number is counted.

    :param alone: of exactly this unit, without those below it.
    """

    org_path: str
    place_path: str
    start: date
    end: date
    alone: bool = False

    def condition(self) -> Q:
        """Say the same as a filter on facts."""
        unit = Q(org_path=self.org_path) if self.alone else path_range("org_path", self.org_path)
        return unit & path_range("place_path", self.place_path) & Q(happened_on__lt=self.end)

    def days(self, term: Term) -> Span:
        """Return the days over which a term counts here."""
        return term.span(Span(self.start, self.end))


@dataclass(frozen=True, slots=True)
class Heap:
    """Terms that are listed together: one flow, or all that add to a stock and take from it."""

    adds: tuple[Term, ...]
    takes: tuple[Term, ...] = ()

    @property
    def is_stock(self) -> bool:
        """Tell whether everything up to the period's end counts, and not only what fell into it."""
        return self.adds[0].until_end

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of fact that come in."""
        return frozenset(term.fact for term in self.adds)

    @property
    def is_confided(self) -> bool:
        """Tell whether its list would say of single people what they confided, or that they did."""
        return any(FACT_TYPES[term.fact].confided for term in (*self.adds, *self.takes))


def heaps(terms: Sequence[Term]) -> tuple[Heap, ...]:
    """Put the terms of one side of a measure into heaps, flows first; together they hold what the side counts."""
    stock = [term for term in terms if term.until_end and not (term.distinct or term.then)]
    flows = tuple(Heap((term,)) for term in terms if term not in stock)
    if not stock:
        return flows
    adds, takes = ([term for term in stock if term.sign == sign] for sign in (1, -1))
    return (*flows, Heap(tuple(adds), tuple(takes)))


def facts_behind(heap: Heap, frame: Frame, *, cursor: str | None = None, size: int = 50) -> Page[FactView]:
    """
    Return one page of the facts that a heap counts, newest first, each once; one query, of a stock two more at most.

    :raises Refused: if the cursor is broken.
    """
    return page(behind(heap, frame), order=NEWEST_FIRST, cursor=cursor, size=size).map(FactView.of)


def behind(heap: Heap, frame: Frame) -> QuerySet[Any]:
    """Say which facts a heap counts."""
    first = heap.adds[0]
    if not heap.takes:
        rows = not_taken_back(Fact.objects.filter(any_of(heap.adds), frame.condition()))
        return _counted(rows, first, frame.days(first))
    rows = _came_in(heap, frame)
    same = {"subject": OuterRef("subject")}
    before = _net(_of_few(heap.adds, frame).filter(id__lt=OuterRef("id"), **same))
    gone = _net(_of_few(heap.takes, frame).filter(**same))
    return rows.annotate(gone=gone).filter(gone__lte=before)


def _came_in(heap: Heap, frame: Frame) -> QuerySet[Any]:
    """Say what came into a stock: of those of whom something may remain, where that is kept; else of all."""
    few = may_remain((*heap.adds, *heap.takes), frame)
    if few is None:
        return not_taken_back(Fact.objects.filter(any_of(heap.adds), frame.condition()))
    return not_taken_back(_of_few(heap.adds, frame).filter(subject__in=few))


def may_remain(terms: Sequence[Term], frame: Frame, known_at: int | None = None) -> QuerySet[Any] | None:
    """Say of which subjects something of a stock may remain, see ``rolls.remaining``; None where that is not kept."""
    if frame.alone and frame.org_path.count("/") == 1:
        return None
    org, place = frame.org_path, frame.place_path
    return subjects_since(terms, org_path=org, place_path=place, end=frame.end, known_at=known_at)


def _counted(rows: QuerySet[Any], term: Term, span: Span) -> QuerySet[Any]:
    rows = rows.filter(happened_on__gte=span.start) if span.start else rows
    if term.distinct:
        return first_of_each(rows, term.distinct)
    return with_what_followed(rows, term, span)


def standing(heap: Heap, frame: Frame, subjects: Iterable[Ref]) -> dict[Ref, list[FactView]]:
    """
    Return of each subject the facts of a stock that are not used up, oldest first; one without any is absent.

    Two queries, and the same facts that :func:`facts_behind` lists.
    """
    about = Q(subject__in=[str(subject) for subject in subjects])
    gone = _of_few(heap.takes, frame).filter(about).order_by() if heap.takes else Fact.objects.none()
    left = {row["subject"]: row["n"] for row in gone.values("subject").annotate(n=Sum(SIGN))}
    found: dict[Ref, list[FactView]] = {}
    for row in not_taken_back(_of_few(heap.adds, frame)).filter(about).order_by("id"):
        if left.get(row.subject, 0) > 0:
            left[row.subject] -= 1
        else:
            found.setdefault(Ref.parse(row.subject), []).append(FactView.of(row))
    return found


def _of_few(terms: Iterable[Term], frame: Frame) -> QuerySet[Any]:
    return of_few(any_of(terms, kind="kind_in_row")).filter(frame.condition())


def _net(rows: QuerySet[Any]) -> Any:
    """Add up facts of one subject, net of reversals; 0 where there are none."""
    counted = rows.order_by().values("subject").annotate(n=Sum(SIGN)).values("n")
    return Coalesce(Subquery(counted), 0)
