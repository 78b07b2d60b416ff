"""Reports about the conduct of staff, as their two readers see them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Whistled:
    """What whoever reports is given: the code to look it up, and by when it is taken up."""

    report_id: str
    receipt: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WhistleLine:
    """One report, for the office outside the chain alone. ``id`` is what a reveal is asked for with."""

    id: str
    reported_at: datetime
    words: str
    unit_name: str
    due_at: datetime
    taken_up_at: datetime | None
    answer: str
    answered_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class WhistlePage:
    """What the holder of the code may know."""

    reported_at: datetime
    due_at: datetime
    taken_up_at: datetime | None
    answer: str
    answered_at: datetime | None
    late: bool
