"""Percentiles side by side: a line from the half to nine of ten, on a common scale that begins at zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FIRST, LAST = 2.0, 97.0
"""Where zero and the most lie, in per cent, so that no dot is cut."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One row: where half of them lie, where eight of ten, where nine of ten; in per cent."""

    half: float
    eight: float
    nine: float


def strips(rows: Sequence[Sequence[Any]]) -> list[Strip | None]:
    """
    Lay out rows of three rising numbers.

    :return: one for each row; None for one without all three.
    """
    known = [one for three in rows if _is_whole(three) for one in three]
    most = float(max(known, default=0)) or 1.0
    return [Strip(*(_x(float(one) / most) for one in three)) if _is_whole(three) else None for three in rows]


def _is_whole(three: Sequence[Any]) -> bool:
    return len(three) == 3 and None not in three


def _x(share: float) -> float:
    return round(FIRST + (LAST - FIRST) * share, 2)
