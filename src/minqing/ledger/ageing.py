"""
How long what stands has stood: the facts of a stock that are not used up, each by the day from which it stands.

Counted per subject, as the list behind a stock is (see ``behind``): what left has used up the oldest that came in, so
the newest stand. Nothing but counts leaves this module: no subject does.

Where it is kept what remains of the stock (see ``rolls.remaining``), only these subjects are looked at, and those of
whom something happened since, or after the day that is asked for; else all that ever came in.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from .behind import Frame, may_remain
from .counting import SIGN
from .lines import MARKS, Line
from .models import Fact
from .narrowing import any_of, of_few
from .terms import Term

COLUMNS = ("subject", "id", "kind", "happened_on", "org_path", "place_path", *MARKS, "reverses")


class Standing(NamedTuple):
    """From which day something stands, and which unit has it now."""

    since: date
    org_path: str


@dataclass(frozen=True, slots=True)
class Stock:
    """
    What stands, and how it is told.

    :param chosen: the terms of the stock that is counted.
    :param since: those of the stock by whose facts age is told: from when on it is open, whoever has it.
    :param holding: those whose newest fact says which unit has it.
    """

    chosen: tuple[Term, ...]
    since: tuple[Term, ...]
    holding: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return all terms whose facts are looked at."""
        adding = tuple(term for term in self.holding if term.sign > 0)
        return (*self.chosen, *self.since, *adding)


def standing(stock: Stock, frame: Frame) -> Counter[Standing]:
    """
    Count what stands at the end of the frame, by the day from which it stands and the unit that has it.

    One query, over the facts of the subjects that stand. The counts add up to the stock's number.
    """
    found: Counter[Standing] = Counter()
    for _, facts in groupby(_facts(stock, frame), key=lambda fact: fact.subject):
        _add(found, stock, frame, list(facts))
    return found


class _Fact(NamedTuple):
    subject: str
    id: UUID
    kind: str
    happened_on: date
    org_path: str
    place_path: str
    d1: int | None
    d2: int | None
    d3: int | None
    d4: int | None
    reverses: UUID | None

    def counts_for(self, line: Line) -> bool:
        return self.kind == line.fact and line.holds((self.d1, self.d2, self.d3, self.d4), None)


def _facts(stock: Stock, frame: Frame) -> Iterable[_Fact]:
    """Read the facts of the subjects that stand; the kinds are said so that no index serves them, see ``behind``."""
    kinds = {term.fact for term in stock.terms}
    rows = Fact.objects.alias(kind_in_row=Coalesce("kind", Value(""))).filter(
        subject__in=_that_stand(stock.chosen, frame), kind_in_row__in=kinds, happened_on__lt=frame.end
    )
    ordered = rows.order_by("subject", "happened_at", "id").values_list(*COLUMNS)
    return (_Fact(*row) for row in ordered.iterator(chunk_size=5000))


def _that_stand(chosen: Sequence[Term], frame: Frame) -> QuerySet[Any]:
    """Say which subjects have more that came in than left."""
    few = may_remain(chosen, frame)
    kind = "kind" if few is None else "kind_in_row"
    adds = any_of([term for term in chosen if term.sign > 0], kind=kind)
    signed = Case(When(adds, then=SIGN), default=Value(0) - SIGN, output_field=IntegerField())
    asked = any_of(chosen, kind=kind)
    rows = Fact.objects.filter(asked) if few is None else of_few(asked).filter(subject__in=few)
    rows = rows.filter(frame.condition())
    return rows.order_by().values("subject").annotate(n=Sum(signed)).filter(n__gt=0).values("subject")


def _add(found: Counter[Standing], stock: Stock, frame: Frame, facts: Sequence[_Fact]) -> None:
    """Count one subject, whose facts stand oldest first."""
    inside = [fact for fact in facts if _lies_in(fact, frame)]
    times = sum(_net(stock.chosen, inside).values())
    taken_back = {fact.reverses for fact in facts if fact.reverses}
    written = [fact for fact in facts if fact.reverses is None and fact.id not in taken_back]
    came = [fact for fact in written if _is_one_of(fact, stock.since)]
    holds = [fact for fact in written if _is_one_of(fact, stock.holding)]
    at = (holds or inside)[-1].org_path
    for one in (came or inside)[-times:]:
        found[Standing(one.happened_on, at)] += 1


def _is_one_of(fact: _Fact, terms: Iterable[Term]) -> bool:
    return any(term.sign > 0 and fact.counts_for(term.line) for term in terms)


def _net(terms: Iterable[Term], facts: Iterable[_Fact]) -> Mapping[int, int]:
    """Add up what came in and what left, net of reversals: number of the term → sum."""
    found: Counter[int] = Counter()
    for fact in facts:
        for number, term in enumerate(terms):
            if fact.counts_for(term.line):
                found[number] += term.sign if fact.reverses is None else -term.sign
    return found


def _lies_in(fact: _Fact, frame: Frame) -> bool:
    unit = fact.org_path == frame.org_path if frame.alone else fact.org_path.startswith(frame.org_path)
    return unit and fact.place_path.startswith(frame.place_path)
