"""The requests behind a number of the overseer's page, and what it tells of pressure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .lists import CaseLine

LYING = ("lying.open", "lying.late", "lying.soon")
"""What lies at a unit now, counted from the requests themselves."""


@dataclass(frozen=True, slots=True)
class Number:
    """
    One number as it is asked for: the same question for the number and for its list.

    :param key: a measure's key, or one of ``LYING``.
    :param start: first day; ``end`` is the day after the last. What lies now asks for neither.
    :param side: ``part`` or ``whole`` of a share; a plain count is all part.
    :param unit_path: at or below this unit, or with ``alone`` of exactly it; empty for all below the actor's grant.
    """

    key: str
    start: date
    end: date
    side: str = "part"
    unit_path: str = ""
    alone: bool = False

    @property
    def code(self) -> str:
        """Write it briefly, for the fact that its list was taken out."""
        unit = f" {self.unit_path}{'=' if self.alone else ''}" if self.unit_path else ""
        return f"{self.key}.{self.side} {self.start}..{self.end}{unit}"[:120]


@dataclass(frozen=True, slots=True)
class Counted:
    """One request where a number counts it; one counted twice stands there twice. ``on`` is when, ``what`` why."""

    line: CaseLine
    on: date | None = None
    what: Any = ""


@dataclass(frozen=True, slots=True)
class BehindNumber:
    """
    One page of the requests behind a number.

    :param total: the number; ``other``: the other side of a share, None where there is none or it may not be opened.
    :param hidden: how many on this page now lie outside the reader's reach and are not shown.
    :param unit_name: of which unit; empty for all below the reader's grant.
    """

    number: Number
    title: Any
    question: Any
    counts: Any
    total: int
    other: int | None
    lines: tuple[Counted, ...]
    hidden: int
    unit_name: str = ""
    next: str | None = None
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class PressureByUnit:
    """Reports of pressure: each unit's name with how many, and how many units have fewer than ``least`` each."""

    units: tuple[tuple[str, int], ...]
    few: int
    least: int
