"""What several units do for one request."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .parts import ClockView


@dataclass(frozen=True, slots=True)
class PartView:
    """
    One part asked of a co-handler, and what it gave, kept as given.

    :param state: ``asked``, ``in_hand``, ``given``, ``returned``, ``left_out`` or ``ended``.
    :param late: given after its day, or its day has passed without it.
    :param end_words: why it was returned, taken back, or why the lead answered without it.
    """

    unit_path: str
    unit_name: str
    words: str
    asked_at: datetime
    due_at: datetime
    clock: ClockView
    state: str
    state_label: Any
    late: bool
    answer: str = ""
    answered_at: datetime | None = None
    end_words: str = ""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part that waits, in a list: the request in a line, who leads, who owes the part."""

    number: str
    first_words: str
    place_name: str
    lead_name: str
    part: PartView


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """
    One request that waits for the arbiter's ruling.

    :param unit_name: who returned it last, for the reason in ``words``.
    :param precedents: what was ruled before for this matter at this place or above it, the newest first.
    """

    number: str
    first_words: str
    matter: Any
    place_name: str
    unit_name: str
    words: str
    bounce: int
    opened_at: datetime
    clock: ClockView
    precedents: tuple["PrecedentView", ...] = ()


@dataclass(frozen=True, slots=True)
class PrecedentView:
    """One ruling that later dispatches may follow: which unit leads, why, and on which request it was given."""

    number: str
    lead_path: str
    lead_name: str
    words: str
    place_path: str
    at: datetime
    id: str = ""


@dataclass(frozen=True, slots=True)
class TabledLine:
    """
    One request on the government office's meeting list; the latter fields once the meeting has decided.

    :param rounds: how often it had come back unresolved.
    :param days: whole days since it was put on the list.
    """

    number: str
    first_words: str
    matter: Any
    place_name: str
    state_label: Any
    rounds: int
    unit_name: str
    tabled_at: datetime
    days: int
    meeting: str = ""
    words: str = ""
    lead_name: str = ""
    due_on: date | None = None
    clock: ClockView | None = None
    decided_at: datetime | None = None
