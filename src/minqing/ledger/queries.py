"""Reads of the ledger."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Sum, Value, When

from minqing.kernel.access import path_range
from minqing.kernel.errors import NotFound
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref

from .measures import Measure, Tally, Term
from .models import Fact, Position
from .records import FactView

SIGN = Case(When(reverses__isnull=True, then=Value(1)), default=Value(-1), output_field=IntegerField())


def facts_about(subject: Ref) -> list[FactView]:
    """Return everything recorded about one thing, oldest first, reversals included."""
    return [FactView.of(row) for row in Fact.objects.filter(subject=str(subject)).order_by("happened_at", "id")]


def fact(fact_id: UUID) -> FactView:
    """
    Return one fact.

    :raises NotFound: if there is none with this id.
    """
    row = Fact.objects.filter(pk=fact_id).first()
    if row is None:
        raise NotFound
    return FactView.of(row)


def fact_count() -> int:
    """Return how many facts there are."""
    return Fact.objects.count()


def position_of(fact_id: UUID) -> int | None:
    """Return a fact's position in the one order, or None while it is not settled."""
    return Position.objects.filter(fact_id=fact_id).values_list("position", flat=True).first()


def tally(measure: Measure, *, org_path: str, place_path: str, start: date, end: date) -> Tally:
    """
    Read a measure straight from the facts.

    :param org_path: at or below this organisation; likewise ``place_path``.
    :param start: first day; ``end`` is the day after the last. Days of Asia/Shanghai.
    :return: part and whole, net of reversals; zeros when nothing happened.
    """
    scope = path_range("org_path", org_path) & path_range("place_path", place_path)
    part = sum(_amount(term, Fact.objects.filter(scope), start, end) for term in measure.part)
    whole = sum(_amount(term, Fact.objects.filter(scope), start, end) for term in measure.whole)
    return Tally(part, whole)


def tallies(measure: Measure, *, by: str, org_path: str, place_path: str, start: date, end: date) -> dict[str, Tally]:
    """
    Split a measure by the leaf paths that occur.

    :param by: ``org_path`` or ``place_path``.
    :return: path as it stood at the fact → tally; paths without facts are absent. They add up to :func:`tally`.
    """
    scope = path_range("org_path", org_path) & path_range("place_path", place_path)
    parts, wholes = (
        _split(terms, by, Fact.objects.filter(scope), start, end) for terms in (measure.part, measure.whole)
    )
    return {path: Tally(parts.get(path, 0), wholes.get(path, 0)) for path in sorted({*parts, *wholes})}


def facts_of(
    measure: Measure, *, side: str, org_path: str, place_path: str, start: date, end: date, cursor: str | None = None
) -> Page[FactView]:
    """
    Open a number down to the facts that make it.

    :param side: ``part`` or ``whole``.
    :return: newest first; each counts with the sign of its term and its own.
    """
    terms = measure.part if side == "part" else measure.whole
    scope = path_range("org_path", org_path) & path_range("place_path", place_path)
    found = Fact.objects.none()
    for term in terms:
        found |= _rows(term, Fact.objects.filter(scope), start, end)
    return page(found, order=("-happened_at", "-id"), cursor=cursor).map(FactView.of)


def _rows(term: Term, facts: QuerySet[Any], start: date, end: date) -> QuerySet[Any]:
    chosen = facts.filter(kind=term.fact, happened_on__lt=end, **term.conditions())
    return chosen if term.until_end else chosen.filter(happened_on__gte=start)


def _weight(term: Term) -> Any:
    return SIGN * F("qty") if term.sums else SIGN


def _amount(term: Term, facts: QuerySet[Any], start: date, end: date) -> int:
    total = _rows(term, facts, start, end).aggregate(total=Sum(_weight(term)))["total"]
    return term.sign * (total or 0)


def _split(terms: tuple[Term, ...], by: str, facts: QuerySet[Any], start: date, end: date) -> dict[str, int]:
    totals: dict[str, int] = {}
    for term in terms:
        rows = _rows(term, facts, start, end).order_by().values(by).annotate(total=Sum(_weight(term)))
        for row in rows:
            totals[row[by]] = totals.get(row[by], 0) + term.sign * (row["total"] or 0)
    return totals
