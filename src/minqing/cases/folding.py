"""
Reading requests again from their facts: state, promise, where it lies, how it ended and what its resident said are
folded, and what differs from the tables is reported.

:source: decision 9.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import chain, islice
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects

from minqing.kernel.times import day_of
from minqing.ledger.queries import facts_about_each
from minqing.ledger.records import FactView
from minqing.rulebook.calendar import Calendar
from minqing.rulebook.records import RuleView

from . import clocks
from .folded import Parts, compared
from .models import Case
from .states import LIFECYCLE, OPEN, PAUSED, STAGES

_TARGETS = {arrow.fact: arrow.target for arrow in LIFECYCLE.transitions if arrow.target}
_COMING = frozenset({"case.registered", "case.taken_over"})
_PAUSES = frozenset({"case.asked", "case.suspended"})
_GOES_ON = frozenset({"case.answered", "case.resumed", "case.access_frozen"})
_LEFT_STANDING = frozenset({"case.declined", "case.diverted", "case.withdrawn"})
"""Ends standing still as well, but counts no promise anew."""


BATCH = 500
"""So many requests are read at a time."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of one request that does not say what its facts say."""

    number: str
    column: str
    stored: Any
    folded: Any


@dataclass(slots=True)
class Folded:
    """A request as its facts tell it."""

    state: str = "registered"
    came: datetime | None = None
    left: datetime | None = None
    start: datetime | None = None
    extra: int = 0
    overdue: bool = False
    bounce: int = 0
    reopened: int = 0
    new_on: date | None = None
    pauses: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)

    def take(self, fact: FactView) -> None:
        """Take one more fact, in order."""
        self.parts.take(fact, at_unit=self.state in _OPEN_AT_UNIT)
        if fact.kind == "case.access_frozen" and self.state not in _OPEN_AT_UNIT:
            return
        self.state = _TARGETS.get(fact.kind, self.state) or self.state
        if fact.kind in _COMING:
            self.came = fact.happened_at
        if fact.kind in _TARGETS:
            self.left = None if self.state in OPEN else fact.happened_at
        self._count(fact)
        self._clock(fact)

    def _count(self, fact: FactView) -> None:
        if fact.kind == "case.returned":
            self.bounce += 1
        elif fact.kind == "case.reopened":
            self.reopened += 1
        elif fact.kind == "case.became_overdue":
            self.overdue = True
        elif fact.kind in {"case.overdue_lifted", "case.closed", "case.declined", "case.diverted", "case.withdrawn"}:
            self.overdue = False

    def _clock(self, fact: FactView) -> None:
        if fact.kind in _COMING or fact.kind == "case.reopened":
            self.start, self.extra, self.new_on = fact.happened_at, 0, None
        elif fact.kind == "case.new_day_given":
            self.new_on = datetime.strptime(str(fact.data["due_on"]), "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
        elif fact.kind == "case.extended":
            self.extra += int(fact.data["days"])
        elif fact.kind in _PAUSES:
            self.pauses.append((fact.happened_at, None))
        elif self.pauses and self.pauses[-1][1] is None:
            self._end_pause(fact)

    def _end_pause(self, fact: FactView) -> None:
        if fact.kind in _GOES_ON:
            self.pauses[-1] = (self.pauses[-1][0], fact.happened_at)
        elif fact.kind in _LEFT_STANDING:
            self.pauses.pop()


# Facts of one verb share their moment; within it they came in this order.
_ORDER = (
    "case.registered",
    "case.taken_over",
    "case.accepted",
    "case.returned",
    "case.overdue_lifted",
    "case.became_overdue",
)
_RANKS = {kind: rank for rank, kind in enumerate(_ORDER)}
_OPEN_AT_UNIT = frozenset({"dispatched", "handling", "asking", "suspended", "replied", "verified"})


def fold(facts: Iterable[FactView]) -> Folded:
    """Fold facts about one request, oldest first; what was taken back counts as if it had not been."""
    told = sorted(facts, key=lambda fact: (fact.happened_at, _RANKS.get(fact.kind, len(_ORDER))))
    taken_back = {fact.reverses for fact in told}
    folded = Folded()
    for fact in told:
        if fact.reverses is None and fact.id not in taken_back:
            folded.take(fact)
    return folded


def verify_cases(*, limit: int | None = None) -> Iterator[Difference]:
    """
    Compare every request with its facts.

    :param limit: only the newest so many; None for all.
    :return: one difference a column; nothing when tables and facts agree.
    """
    cases = Case.objects.order_by("-serial")
    rows = (cases[:limit] if limit else cases).iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield from differences(*batch)


def differences(*cases: Case) -> Iterator[Difference]:
    """Compare requests with their facts, in a handful of queries for all of them."""
    prefetch_related_objects(cases, "parties", "ratings")
    facts = facts_about_each((case.ref for case in cases), confided=True)
    by = _By(clocks.rulebook.calendar(), cache(clocks.rulebook.rule_by_version))
    for case in cases:
        yield from _differences(case, fold(facts.get(case.ref, [])), by)


class _By(NamedTuple):
    """What every promise of a batch is counted by, read once."""

    calendar: Calendar
    rule: Callable[[str], RuleView]


def _differences(case: Case, folded: Folded, by: _By) -> Iterator[Difference]:
    is_open = folded.state in OPEN
    pairs = {
        "state": (case.state, folded.state),
        "stage": (case.stage, STAGES.get(folded.state, 0)),
        "registered_at": (case.registered_at, folded.came),
        "left_at": (case.left_at, folded.left),
        "due_start": (case.due_start, folded.start),
        "due_extra": (case.due_extra, folded.extra),
        "overdue": (case.overdue, folded.overdue),
        "bounce": (case.bounce, folded.bounce),
        "reopen_round": (case.reopen_round, folded.reopened),
        "due_at": (case.due_at, _due(case, folded, by)),
        "paused_at": (case.paused_at, folded.pauses[-1][0] if folded.state in PAUSED else None),
        "burns_at": (case.burns_at, _burning(case)),
        "parties.open": ({party.open for party in case.parties.all()} <= {is_open}, True),
        "new_due_at": (day_of(case.new_due_at) if case.new_due_at else None, folded.new_on),
    }
    for column, stored, told in chain(((name, *pair) for name, pair in pairs.items()), compared(case, folded.parts)):
        if stored != told:
            yield Difference(case.number, column, stored, told)


def _burning(case: Case) -> datetime:
    """Return by what moment an open request that names no danger is sorted; any other is as stored."""
    return case.burns_at if not case.is_open or clocks.is_burning_first(case) else clocks.burning(case)


def _due(case: Case, folded: Folded, by: _By) -> datetime | None:
    """
    Count the promise from the facts, as if a clock that stands still went on at once.

    One that still waits for its calendar is as stored while that has come and nobody has settled it yet. What ended at
    another hotline was never promised here.
    """
    if folded.start is None or not case.due_rule:
        return case.due_at
    rule = by.rule(case.due_rule)
    end = clocks.count(rule, start=folded.start, pauses=folded.pauses, extra=folded.extra, calendar=by.calendar)
    return case.due_at if case.due_provisional and not end.provisional else end.due_at
