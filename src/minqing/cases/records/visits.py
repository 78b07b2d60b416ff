"""Return visits: what is to be made, what was drawn, and where unit and resident disagree."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A request whose resident is to be called. ``case_id`` is what a reveal for calling back is asked for with."""

    id: str
    case_id: str
    number: str
    first_words: str
    unit_name: str
    outcome_label: Any
    closed_at: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class DrawView:
    """One month's draw, as everybody may see it."""

    month: date
    seal_number: int
    seed: str
    population: int
    size: int
    cut: str
    drawn_at: datetime
    asked: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A closed request that the unit calls handled and its resident not solved."""

    number: str
    first_words: str
    unit_name: str
    place_name: str
    outcome_label: Any
    closed_at: datetime | None
