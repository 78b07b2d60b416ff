"""Reads of the ledger."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import path_range
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref

from .facts import FACT_TYPES
from .measures import Measure, Tally, Term
from .models import Fact, Node, Position
from .reckoning import Reckoning
from .records import FactView
from .rolls.conversions import counted
from .rolls.counted import both, within
from .rolls.scopes import Scope, undivided
from .sheets import Number, sheet
from .spans import Span
from .working_days import working_days

NEWEST = 50


class Confided(Refused):
    """A figure that is told in sums only."""

    status = 403
    code = "confided"
    default: Any = _("This figure is told in sums only: who answered how is shown to oversight alone.")


def facts_about(subject: Ref) -> list[FactView]:
    """Return everything recorded about one thing, oldest first, reversals included."""
    return [FactView.of(row) for row in Fact.objects.filter(subject=str(subject)).order_by("happened_at", "id")]


def facts_about_each(subjects: Iterable[Ref], *, confided: bool = False) -> dict[Ref, list[FactView]]:
    """
    Return everything recorded about several things, oldest first, in one query; a thing without facts is absent.

    :param confided: whether what is told in sums only is named too: for a check that shows it to nobody.
    """
    found: dict[Ref, list[FactView]] = {}
    rows = Fact.objects.filter(subject__in=[str(subject) for subject in subjects]).order_by("happened_at", "id")
    for row in rows:
        view = FactView.of(row, confided=confided)
        found.setdefault(view.subject, []).append(view)
    return found


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


def backfilled_since(moment: datetime) -> bool:
    """Tell whether an import is under way: one of the newest facts was recorded since then for an earlier day."""
    newest = Position.objects.order_by("-position").values_list("fact_id", flat=True)[:NEWEST]
    return Fact.objects.filter(pk__in=list(newest), backfilled=True, recorded_at__gte=moment).exists()


def position_of(fact_id: UUID) -> int | None:
    """Return a fact's position in the one order, or None while it is not settled."""
    return Position.objects.filter(fact_id=fact_id).values_list("position", flat=True).first()


def tally(measure: Measure, *, org_path: str, place_path: str, start: date, end: date) -> Tally:
    """Read one measure; see :meth:`Reckoning.tally`."""
    return Reckoning(org_path, place_path, start, end).tally(measure)


def number(
    measure: Measure, *, org_path: str, place_path: str, start: date, end: date, known_at: int | None = None
) -> tuple[Number, int]:
    """
    Read one measure of whatever kind, now or as it was known.

    :param known_at: as it was known when this position was the last; None for now.
    :return: the number, and the position up to which it knows every fact.
    """
    span = Span(start, end)
    read_once = sheet([measure], [span], undivided(org_path, place_path), known_at=known_at)
    return read_once.number(measure, span), read_once.through


def tallies(measure: Measure, *, by: str, org_path: str, place_path: str, start: date, end: date) -> dict[str, Tally]:
    """Read one measure split by paths; see :meth:`Reckoning.tallies`."""
    return Reckoning(org_path, place_path, start, end).tallies(measure, by=by)


def facts_of(
    measure: Measure,
    *,
    side: str,
    org_path: str,
    place_path: str,
    start: date,
    end: date,
    cursor: str | None = None,
    confided: bool = False,
) -> Page[FactView]:
    """
    Open a number down to the facts that make it.

    :param side: ``part`` or ``whole``.
    :param confided: whether who asks may read of single people what they confided.
    :return: newest first; each counts with the sign of its term and its own.
    :raises Confided: if the list would say so to somebody who may not.
    """
    terms = measure.part if side == "part" else measure.whole
    if not confided and any(FACT_TYPES[term.fact].confided for term in terms):
        raise Confided
    scope = Scope(org_path, place_path, Node.ORG)
    found = Fact.objects.none()
    for term in terms:
        found |= _rows(term, scope, start, end)
    return page(found, order=("-happened_at", "-id"), cursor=cursor).map(FactView.of)


def _rows(term: Term, scope: Scope, start: date, end: date) -> QuerySet[Any]:
    where = path_range("org_path", scope.org_path) & path_range("place_path", scope.place_path)
    chosen = Fact.objects.filter(where, kind=term.fact, happened_on__lt=end, **term.conditions())
    if not term.until_end:
        chosen = chosen.filter(happened_on__gte=start)
    if term.then is None:
        return chosen
    span = Span(None if term.until_end else start, end)
    followed = counted({"": term.line}, working_days(), both(within(span), scope.condition))
    return chosen.filter(pk__in=[fact.id for _, fact in followed])
