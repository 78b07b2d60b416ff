"""What one run of measurements is to do, and what it has found so far."""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass
class Findings:
    """Rows of the tables so far."""

    filing: list[Sequence[Any]]
    reading: list[Sequence[Any]]
    cloning: list[Sequence[Any]]
    killing: list[Sequence[Any]]
    weighing: list[Sequence[Any]]
