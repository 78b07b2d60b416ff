"""What the office reads of the ladder."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minqing.cases.records import ClockView


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: why, by when, and the unit's answer."""

    step_label: Any
    card: int
    card_label: Any
    words: str
    taken_at: datetime
    due_at: datetime
    answer: str
    answered_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """
    One thing under supervision.

    :param suggested: the step that seems due now, in words; empty for none. Nobody takes it but a person.
    :param may: what this reader may do: ``answer_step``, ``raise_supervision``, ``end_supervision``.
    """

    id: str
    about_label: Any
    number: str
    first_words: str
    unit_name: str
    matter: Any
    step: int
    step_label: Any
    card: int
    card_label: Any
    clock: ClockView
    opened_at: datetime
    steps: tuple[StepView, ...]
    suggested: Any = ""
    ended_at: datetime | None = None
    end_words: str = ""
    may: tuple[str, ...] = ()
