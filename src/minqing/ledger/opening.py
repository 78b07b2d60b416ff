"""A number opened down to the facts that make it, each with what it adds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import path_range
from minqing.kernel.errors import Refused
from minqing.kernel.paging import Page, page

from .behind import NEWEST_FIRST
from .facts import FACT_TYPES
from .measures import Measure, Term
from .models import Fact
from .narrowing import Rows, any_of, first_of_each, known, standing, with_what_followed
from .records import OpenedFact
from .spans import Span
from .successions import successions

Followed = Mapping[int, Mapping[UUID, UUID]]
"""Of each term that asks what followed, by its place among the terms, which fact was followed by which."""


class Confided(Refused):
    """A figure that is told in sums only."""

    status = 403
    code = "confided"
    default: Any = _("This figure is told in sums only: who answered how is shown to oversight alone.")


def facts_of(
    measure: Measure,
    *,
    side: str,
    org_path: str,
    place_path: str,
    start: date,
    end: date,
    known_at: int | None = None,
    cursor: str | None = None,
    confided: bool = False,
    succession: bool = False,
) -> Page[OpenedFact]:
    """
    Open a number down to the facts that make it.

    What is counted once opens to the first fact of each; of a percentile ``counts`` says 1, and the amount is read off.

    :param side: ``part`` or ``whole``.
    :param known_at: as it was known at this position; None for now.
    :param confided: whether who asks may read of single people what they confided.
    :param succession: through successions of places; see :class:`figures.Asked`.
    :return: newest first; what they ``counts`` add up to the number, reversals as minus.
    :raises Confided: if the list would say so to somebody who may not.
    :raises Refused: if the number is worked out from others and has no facts of its own.
    """
    if measure.expression:
        words = _("This figure is worked out from others. Open those: %(keys)s.")
        raise Refused(words % {"keys": _(", ").join(one.key for one in measure.inputs)})
    terms = measure.part if side == "part" else measure.whole
    if not confided and any(FACT_TYPES[kind].confided for term in terms for kind in term.kinds):
        raise Confided
    there = successions().within(place_path) if succession else path_range("place_path", place_path)
    where = path_range("org_path", org_path) & there
    asked = _Opening(terms, where, Span(start, end), known_at)
    found = page(asked.rows(), order=NEWEST_FIRST, cursor=cursor)
    followed = asked.followed([row.pk for row in found.items])
    return found.map(lambda row: asked.opened(row, followed))


class _Opening:
    """Which facts the terms of one side count, below some paths and over some days."""

    def __init__(self, terms: Sequence[Term], where: Q, span: Span, known_at: int | None) -> None:
        self.terms, self.where, self.span, self.known_at = tuple(terms), where, span, known_at

    def rows(self) -> Rows:
        """Return all of them, each once."""
        if len(self.terms) == 1:
            return self._of(self.terms[0])
        condition = Q(pk__in=())
        for term in self.terms:
            condition |= Q(pk__in=self._of(term).values("pk")) if term.then else self._asked(term)
        return known(Fact.objects.filter(self.where, condition), self.known_at)

    def followed(self, keys: Sequence[UUID]) -> Followed:
        """Say of some facts by which they were followed; one query for each term that asks."""
        asking = [(place, self._of(term)) for place, term in enumerate(self.terms) if term.then and keys]
        return {
            place: dict(rows.filter(pk__in=keys).values_list("pk", "followed_by").order_by()) for place, rows in asking
        }

    def opened(self, row: Any, followed: Followed) -> OpenedFact:
        """Say what a fact adds."""
        sign = 1 if row.reverses is None else -1
        counting = [(place, term) for place, term in enumerate(self.terms) if self._counts(place, row, followed)]
        adds = sum(term.sign * sign * ((row.qty or 0) if term.sums else 1) for _place, term in counting)
        end = next((followed[place][row.pk] for place, term in counting if term.then), None)
        return replace(OpenedFact.of(row), counts=adds, followed_by=end)

    def _counts(self, place: int, row: Any, followed: Followed) -> bool:
        term, marks = self.terms[place], (row.d1, row.d2, row.d3, row.d4)
        if term.then:
            return row.pk in followed.get(place, {})
        days = term.span(self.span)
        return bool(row.kind == term.fact and days.holds(row.happened_on) and term.line.holds(marks, row.qty))

    def _of(self, term: Term) -> Rows:
        rows = known(Fact.objects.filter(self.where, self._asked(term)), self.known_at)
        if term.distinct:
            return first_of_each(standing(rows, self.known_at), term.distinct)
        if term.then is None:
            return rows
        return with_what_followed(standing(rows, self.known_at), term, term.span(self.span), self.known_at)

    def _asked(self, term: Term) -> Q:
        days = term.span(self.span)
        since = Q(happened_on__gte=days.start) if days.start else Q()
        return any_of([term]) & since & Q(happened_on__lt=days.end)
