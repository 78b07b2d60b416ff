"""What one run of measurements is to do, and what it has found so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Plan:
    """What to measure, how long, at which sizes, on which databases."""

    folder: Path
    kinds: Sequence[str]
    parts: Sequence[str]
    seconds: float
    sizes: Sequence[int]
    rounds: int
    base: str = "small"
    facts: int = 10_000_000


@dataclass
class Findings:
    """Rows of the tables so far."""

    filing: list[Sequence[Any]]
    reading: list[Sequence[Any]]
    cloning: list[Sequence[Any]]
    killing: list[Sequence[Any]]
    weighing: list[Sequence[Any]]
    figuring: list[Sequence[Any]] = field(default_factory=list)
    loading: list[Sequence[Any]] = field(default_factory=list)
    crowding: list[Sequence[Any]] = field(default_factory=list)
    searching: list[Sequence[Any]] = field(default_factory=list)
    importing: list[Sequence[Any]] = field(default_factory=list)
