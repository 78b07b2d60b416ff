"""
Which facts of a term count: of what is counted once the first of each, of what was followed those that were.

The same as the rolls count, said as filters, so that a list of facts comes page by page from an index.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, DateField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber

from .models import Fact, Position
from .positions import settled_at
from .spans import ONE_DAY, Span
from .terms import Term
from .working_days import WorkingDays, working_days

Rows = QuerySet[Any]
LONG = timedelta(days=400)
"""Of a longer span it is asked first on which days there are facts: each working day takes its place in a statement."""


def any_of(terms: Iterable[Term], *, kind: str = "kind") -> Q:
    """Say "what any of these terms asks for, whatever its days" as a filter on facts."""
    condition = Q()
    for term in terms:
        condition |= Q(**{kind: term.fact}, **term.conditions())
    return condition


def of_few(condition: Q) -> Rows:
    """
    Return facts for subjects that the caller names; see :func:`any_of` for whose kind stands in ``kind_in_row``.

    A subject has a few facts, a kind millions. The kind is said so that no index serves it: SQLite, which does not know
    how many there are, would read for each subject every fact of the kind.
    """
    return Fact.objects.alias(kind_in_row=Coalesce("kind", Value(""))).filter(condition)


def known(rows: Rows, at: int | None) -> Rows:
    """Leave out what came after a position; None for nothing."""
    if at is None:
        return rows
    return rows.filter(Exists(Position.objects.filter(fact_id=OuterRef("id"), position__lte=at)))


def standing(rows: Rows, at: int | None = None) -> Rows:
    """Leave out reversals, and what they took back as far as it was known at a position."""
    taken_back = Exists(known(Fact.objects.filter(reverses=OuterRef("id")), at))
    # Said as a denial, which SQLite looks up in no index: by that of reversals it would read every fact that is none.
    return rows.filter(~Q(reverses__isnull=False), ~taken_back)


def first_of_each(rows: Rows, once: str) -> Rows:
    """
    Leave of facts that stand the first of each subject or actor.

    :param rows: all of them, in their scope and days.
    """
    order = (F("happened_at").asc(), F("id").asc())
    numbered = rows.annotate(nth=Window(RowNumber(), partition_by=[F(once)], order_by=order))
    return Fact.objects.filter(pk__in=numbered.filter(nth=1).values("pk"))


def with_what_followed(rows: Rows, term: Term, span: Span, at: int | None = None) -> Rows:
    """Leave of facts that stand those that were followed in time; ``followed_by`` names the first that did."""
    then = term.then
    if then is None:
        return rows
    kind = Q(kind_in_row=then.fact, **Term(then.fact, then.where).conditions())
    following = of_few(kind).filter(subject=OuterRef("subject"), happened_at__gte=OuterRef("happened_at"))
    following = standing(following.exclude(id=OuterRef("id")), at).filter(happened_on__lte=OuterRef("until"))
    days = working_days().as_of(None if at is None else settled_at(at))
    until = _until(_held(rows, span), then.within_days, days)
    first = Subquery(known(following, at).order_by("happened_at", "id").values("id")[:1])
    return rows.annotate(until=until, followed_by=first).filter(followed_by__isnull=False)


def _held(rows: Rows, span: Span) -> tuple[date, date]:
    """Return from which day up to which there can be any of these: of a long span those on which there are."""
    if span.start and span.end - span.start <= LONG:
        return span.start, span.end
    found = rows.order_by().aggregate(first=Min("happened_on"), last=Max("happened_on"))
    return (found["first"], found["last"] + ONE_DAY) if found["first"] else (span.end, span.end)


def _until(held: tuple[date, date], within: int, days: WorkingDays) -> Any:
    """Say until which day a fact may be followed: days that share the last one are told together."""
    each = groupby(_days(*held), key=lambda day: days.last(day, within))
    cases = [When(happened_on__lte=max(some), then=Value(last)) for last, some in each]
    return Case(*cases, default=Value(held[1]), output_field=DateField())


def _days(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start += ONE_DAY
