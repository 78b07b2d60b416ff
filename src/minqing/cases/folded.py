"""
What a request's facts say of where it lies, how it ended, who is kept from it and what its resident said.

:source: decision 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from minqing.ledger.records import FactView

from .models import Case

CONFIDED = frozenset({"contacted", "satisfied"})
UNTOLD = "…"
"""Stands for what a resident confided: that it differs is said, what it is never."""


@dataclass(slots=True)
class Said:
    """One asking of the resident, and her answer as it stands."""

    asked_at: datetime
    answer: dict[str, int | None] = field(default_factory=dict)
    given: bool = False


@dataclass(slots=True)
class Parts:
    """A request's parts as its facts tell them."""

    lead: str = ""
    outcome: int | None = None
    answered_at: datetime | None = None
    accused: set[str] = field(default_factory=set)
    ratings: list[Said] = field(default_factory=list)
    lapsed: int = 0
    _named: set[tuple[str, datetime]] = field(default_factory=set)
    _closed_off: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def barred(self) -> set[tuple[str, str]]:
        """Return who is kept out and why; a unit that is named as the accused one is not frozen by the same verb."""
        frozen = {unit for unit, at in self._closed_off if (unit, at) not in self._named}
        return {*(("accused", unit) for unit in self.accused), *(("frozen", unit) for unit in frozen)}

    @property
    def solved(self) -> int | None:
        """Return what the resident said last; None while she has said nothing."""
        return next((one.answer["solved"] for one in reversed(self.ratings) if one.given), None)

    def take(self, fact: FactView, *, at_unit: bool) -> None:
        """Take one more fact, in order; ``at_unit`` tells whether the request lay with a unit when it came."""
        self._move(fact, at_unit=at_unit)
        self._bar(fact)
        self._rate(fact)

    def _move(self, fact: FactView, *, at_unit: bool) -> None:
        if fact.kind == "case.dispatched":
            self.lead = fact.org_path
        elif fact.kind == "case.replied":
            self.answered_at = fact.happened_at
        elif fact.kind == "case.reworked":
            self.answered_at = None
        elif fact.kind == "case.closed":
            self.outcome = fact.data["outcome"]
        elif fact.kind == "case.ended_elsewhere":
            self.answered_at, self.outcome = fact.happened_at, fact.data["outcome"]
            self.lead = "" if fact.data["unit"] == "none" else fact.data["unit"]
        elif fact.kind in {"case.returned", "case.reopened", "case.dispatch_taken_back"} or (
            fact.kind == "case.access_frozen" and at_unit
        ):
            self.lead, self.answered_at, self.outcome = "", None, None

    def _bar(self, fact: FactView) -> None:
        if fact.kind == "case.unit_barred":
            self.accused.add(fact.data["unit"])
            self._named.add((fact.data["unit"], fact.happened_at))
        elif fact.kind == "case.bar_lifted":
            self.accused.discard(fact.data["unit"])
        elif fact.kind == "case.access_frozen":
            self._closed_off.append((fact.org_path, fact.happened_at))

    def _rate(self, fact: FactView) -> None:
        if fact.kind == "rating.asked":
            self.ratings.append(Said(fact.happened_at))
        elif fact.kind == "rating.lapsed":
            self.lapsed += 1
        elif fact.kind == "rating.given" and self.ratings:
            self.ratings[-1].given = True
            self.ratings[-1].answer = {name: fact.data.get(name) for name in ("solved", "contacted", "satisfied")}


def compared(case: Case, parts: Parts) -> Iterator[tuple[str, Any, Any]]:
    """Set beside each other what the tables and what the facts say: column, stored, folded."""
    barred = {(party.role, party.org_path) for party in case.parties.all() if party.barred}
    leads = {party.org_path for party in case.parties.all() if party.role == "lead" and not party.barred}
    yield "lead_path", case.lead_path, parts.lead
    yield "parties.lead", sorted(leads), [parts.lead] if parts.lead else []
    yield "outcome", case.outcome, parts.outcome
    yield "answered_at", case.answered_at, parts.answered_at
    yield "solved", case.solved, parts.solved
    yield "parties.barred", sorted(barred), sorted(parts.barred)
    yield "has_barred", case.has_barred, bool(parts.barred)
    yield from _ratings(case, parts)


def _ratings(case: Case, parts: Parts) -> Iterator[tuple[str, Any, Any]]:
    rows = sorted(case.ratings.all(), key=lambda row: row.round)
    yield "ratings.asked_at", [row.asked_at for row in rows], [one.asked_at for one in parts.ratings]
    yield "ratings.lapsed", sum(row.lapsed for row in rows), parts.lapsed
    for row, one in zip(rows, parts.ratings, strict=False):
        yield f"ratings.{row.round}.given", row.given_at is not None, one.given
        for name, told in one.answer.items():
            stored = getattr(row, name)
            stored = None if stored is None else int(stored)
            differs = stored != told
            yield f"ratings.{row.round}.{name}", *((UNTOLD, "") if differs and name in CONFIDED else (stored, told))
