"""Scales: where a number lies, in per cent of a chart's room, and which round numbers stand beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

LEFT, RIGHT, TOP, BOTTOM = 10.5, 98.0, 6.0, 86.0
"""Where the drawing begins and ends, in per cent; numbers stand to the left of it and labels beneath."""
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Tick:
    """A round number and where its line lies."""

    words: str
    y: float


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` to ``high``."""

    low: float
    high: float

    def y(self, value: float) -> float:
        """Return how far down a number lies, in per cent."""
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low), 2)

    def x(self, value: float) -> float:
        """Return how far to the right a number lies, in per cent."""
        return round(LEFT + (RIGHT - LEFT) * (value - self.low) / (self.high - self.low), 2)


def round_scale(
    values: Iterable[float], *, most: float | None = None, least: float | None = 0.0
) -> tuple[Scale, float]:
    """
    Return a scale over all values that begins and ends with round numbers, and the step between them.

    :param most: what no value exceeds, as 1 of a share; likewise ``least``.
    """
    held = list(values) or [0.0, 1.0]
    low, high = min(held), max(held)
    if high - low < 1e-9:
        low, high = low - abs(low) * 0.1 - 0.01, high + abs(high) * 0.1 + 0.01
    step = _step((high - low) / 4)
    low, high = floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step
    low = low if least is None else max(low, least)
    return Scale(low, high if most is None else min(high, most)), step


def _step(rough: float) -> float:
    power = 10 ** floor(log10(rough))
    return next(one for one in STEPS if one * power >= rough * 0.999) * power


def percent_ticks(scale: Scale, step: float) -> tuple[Tick, ...]:
    """Return the round shares of a scale, as per cent."""
    count = int((scale.high - scale.low) / step + 1e-6)
    places = 0 if step >= 0.00999 else 1
    shares = (scale.low + number * step for number in range(count + 1))
    return tuple(Tick(f"{100 * share:.{places}f}%", scale.y(share)) for share in shares)


def count_ticks(scale: Scale, step: float) -> tuple[Tick, ...]:
    """Return the round counts of a scale."""
    count = int((scale.high - scale.low) / step + 1e-6)
    values = (scale.low + number * step for number in range(count + 1))
    return tuple(Tick(f"{value:,.10g}", scale.y(value)) for value in values)


def thinned(labels: Sequence[str], most: int = 6) -> list[str]:
    """Leave so many labels at most, evenly, the last one for certain."""
    every = -(-len(labels) // most) or 1
    return [label if (len(labels) - 1 - number) % every == 0 else "" for number, label in enumerate(labels)]
