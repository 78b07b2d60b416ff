"""A unit's no and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .parts import ClockView, DemandView


@dataclass(frozen=True, slots=True)
class RefusalView:
    """A unit's no that waits for an office of another unit: what it would answer, and until when it is decided."""

    asked_at: datetime
    unit_name: str
    outcome: str
    outcome_label: Any
    words: str
    answers: tuple[DemandView, ...]
    office_name: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingRefusal:
    """One line of the list of what waits for a second office."""

    number: str
    first_words: str
    place_name: str
    refusal: RefusalView
    clock: ClockView
    late: bool
