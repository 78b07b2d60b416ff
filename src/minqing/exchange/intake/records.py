"""What pages see of the ways in and of what arrived: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

__all__ = ["ArrivalLine", "ArrivalView", "WayHealth"]


@dataclass(frozen=True, slots=True)
class WayHealth:
    """
    How one way in stands.

    :param worked_at: when it last worked: was asked with success, or something last arrived.
    :param oldest_at: since when the oldest waits that is on its way; None while nothing waits.
    :param failing: how many of those failed at least once, and how many were given up.
    :param needing: how many wait for a person.
    :param today: how many arrived today, and ``refused_today`` of them were set aside.
    """

    key: str
    title: Any
    is_set_up: bool
    paused_at: datetime | None
    worked_at: datetime | None
    tried_at: datetime | None
    failures: int
    last_error: str
    waiting: int
    oldest_at: datetime | None
    failing: int
    needing: int
    today: int
    refused_today: int

    @property
    def state(self) -> str:
        """Say in one word how it stands: ``off``, ``paused``, ``failing`` or ``well``."""
        if self.paused_at is not None:
            return "paused"
        if not self.is_set_up:
            return "off"
        return "failing" if self.failures or self.failing else "well"


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    """One thing that arrived, without any of its words."""

    id: str
    way: str
    way_title: Any
    arrived_at: datetime
    state: int
    state_title: Any
    why: int
    why_title: Any
    error: str
    tries: int
    number: str
    held: bool


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """
    One thing that waits for a person: its words as an office may read them, and the place guessed from them.

    :param text: masked; empty where there are no words to read.
    :param may_answer: whether the sender will get the receipt.
    :param voice_kind: of a voice message the kind of file it is; ``heard`` what a program made of it, unchecked.
    """

    line: ArrivalLine
    text: str
    danger: Any
    photos: int
    left_behind: int
    place_path: str
    may_answer: bool
    voice_kind: str = ""
    heard: str = ""
