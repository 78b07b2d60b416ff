"""What everybody may read of requests: frozen, cut to the village, without a word of the resident's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ReleasedCase:
    """
    One released request.

    :param number: the public number; without the receipt's code it opens nothing.
    :param place_path: its village, or its township where few ask; ``place_name`` is that place's full name.
    :param is_open: whether the office still works on it. ``late``: the promised day passed without an answer.
    :param asked_on: the day it came in; ``steps`` holds the days on which it went on, by name of the step.
    :param updated_at: when what everybody reads of it last changed.
    :param answer: the public answer; empty while there is none.
    """

    case_id: str
    number: str
    words: str
    answer: str
    matter_number: int
    matter: str
    place_path: str
    place_name: str
    unit_name: str
    is_open: bool
    late: bool
    state_label: Any
    asked_at: datetime
    promised_on: date
    closed_at: datetime | None
    updated_at: datetime
    steps: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseFilters:
    """
    Which released requests are asked for; what is left out does not filter.

    :param start: asked at or after this moment; ``end``: before it.
    :param without: ids of cases to leave out.
    :param is_open: True for open ones, False for closed ones, None for both.
    """

    place_path: str = ""
    matters: tuple[int, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    is_open: bool | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekOfPlace:
    """
    The released requests of one place in one week.

    :param place_path: the place shown; another than ``asked_for`` where few requests come from that.
    :param counts: how many were asked, done and late, in this order.
    """

    asked_for: str
    place_path: str
    fewest: int
    start: date
    end: date
    counts: tuple[int, int, int]
