"""What the office reads of calls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minqing.cases.records import ClockView


@dataclass(frozen=True, slots=True)
class CalledView:
    """
    One department that was called.

    :param may: what this reader may do now: ``report_in``, ``judge_unit``, ``judge_call``.
    """

    id: str
    unit_name: str
    clock: ClockView
    reported_at: datetime | None
    late: bool
    report: str
    done: Any
    judged_words: str
    justified: Any
    answered_words: str
    may: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallView:
    """One call, with each department that was called."""

    id: str
    caller_name: str
    place_name: str
    matter: Any
    words: str
    number: str
    called_at: datetime
    due_at: datetime
    units: tuple[CalledView, ...]
