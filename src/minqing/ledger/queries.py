"""Reads of the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import path_range
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref

from .books import SIGN, Entry, entries
from .facts import FACT_TYPES
from .measures import Measure, Tally, Term
from .models import Fact, Position
from .records import FactView


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


def position_of(fact_id: UUID) -> int | None:
    """Return a fact's position in the one order, or None while it is not settled."""
    return Position.objects.filter(fact_id=fact_id).values_list("position", flat=True).first()


@dataclass(frozen=True, slots=True)
class Reckoning:
    """
    Measures read from the facts, over one scope and one period; a term that several ask for is read once.

    Stocks begin with the last night's books, where there are any, and go on with the facts since.

    :param org_path: at or below this organisation; likewise ``place_path``.
    :param start: first day; ``end`` is the day after the last. Days of Asia/Shanghai.
    """

    org_path: str
    place_path: str
    start: date
    end: date
    _read: dict[object, dict[str, int]] = field(default_factory=dict)
    _books: dict[str, list[Entry]] = field(default_factory=dict)

    def tally(self, measure: Measure) -> Tally:
        """Return part and whole, net of reversals; zeros when nothing happened."""
        part, whole = (sum(sum(self._once(term, "").values()) for term in terms) for terms in _sides(measure))
        return Tally(part, whole)

    def tallies(self, measure: Measure, *, by: str) -> dict[str, Tally]:
        """
        Split a measure by the leaf paths that occur.

        :param by: ``org_path`` or ``place_path``.
        :return: path as it stood at the fact → tally; paths without facts are absent. They add up to :meth:`tally`.
        """
        parts, wholes = (_added(self._once(term, by) for term in terms) for terms in _sides(measure))
        return {path: Tally(parts.get(path, 0), wholes.get(path, 0)) for path in sorted({*parts, *wholes})}

    def _once(self, term: Term, by: str) -> dict[str, int]:
        """Read a term split by paths, or undivided under the path ""; a split that is there serves for both."""
        key = (term.fact, str(sorted(term.where.items())), term.sign, term.until_end, term.sums)
        if not by:
            split = next((self._read[key, one] for one in ("org_path", "place_path") if (key, one) in self._read), None)
            if split is not None:
                return split
        if (key, by) not in self._read:
            self._read[key, by] = _booked(term, self._entries(by)) if term.until_end else self._counted(term, by)
        return self._read[key, by]

    def _entries(self, by: str) -> list[Entry]:
        """Read the books once; where nothing is to be split, any split serves."""
        by = by or next(iter(self._books), "org_path")
        if by not in self._books:
            self._books[by] = entries(org_path=self.org_path, place_path=self.place_path, end=self.end, by=by)
        return self._books[by]

    def _counted(self, term: Term, by: str) -> dict[str, int]:
        scope = path_range("org_path", self.org_path) & path_range("place_path", self.place_path)
        rows = _rows(term, Fact.objects.filter(scope), self.start, self.end)
        return _split(term, by, rows) if by else {"": _amount(term, rows)}


def _sides(measure: Measure) -> tuple[Sequence[Term], Sequence[Term]]:
    return measure.part, measure.whole


def tally(measure: Measure, *, org_path: str, place_path: str, start: date, end: date) -> Tally:
    """Read one measure; see :meth:`Reckoning.tally`."""
    return Reckoning(org_path, place_path, start, end).tally(measure)


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


def _amount(term: Term, rows: QuerySet[Any]) -> int:
    return term.sign * (rows.aggregate(total=Sum(_weight(term)))["total"] or 0)


def _split(term: Term, by: str, rows: QuerySet[Any]) -> dict[str, int]:
    found = rows.order_by().values(by).annotate(total=Sum(_weight(term)))
    return {row[by]: term.sign * (row["total"] or 0) for row in found}


def _booked(term: Term, booked: Iterable[Entry]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for entry in booked:
        if entry.counts_for(term):
            value = term.sign * (entry.amount if term.sums else entry.facts)
            totals[entry.path] = totals.get(entry.path, 0) + value
    return totals


def _added(splits: Iterable[dict[str, int]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for split in splits:
        for path, value in split.items():
            totals[path] = totals.get(path, 0) + value
    return totals
