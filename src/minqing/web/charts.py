"""
Charts as pure functions: counts in, geometry out.

Drawn as SVG on the server, so a chart needs no script, prints as it stands and comes with the page. Each chart's
template writes the same rows as a table beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from minqing.insight.chance import wilson

ROOM = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar from zero, its label and its list; ``value`` None is a suppressed cell."""

    label: str
    value: int | None
    href: str
    length: float
    tone: str


@dataclass(frozen=True, slots=True)
class Interval:
    """One share as a point with its 95 % interval; ``dot`` None when there is nothing to divide by."""

    label: str
    part: int | None
    whole: int | None
    href: str
    dot: float | None
    low: float
    high: float


def bars(rows: Sequence[tuple[str, int | None, str]], *, tone: str = "") -> tuple[Bar, ...]:
    """
    Lay out horizontal bars on a common scale that begins at zero.

    :param rows: label, count (None where the cell is too small to show) and the address of its list.
    """
    most = max((value for _label, value, _href in rows if value), default=0) or 1
    return tuple(Bar(label, value, href, round(ROOM * (value or 0) / most, 1), tone) for label, value, href in rows)


def intervals(rows: Sequence[tuple[str, int | None, int | None, str]]) -> tuple[Interval, ...]:
    """
    Lay out shares as points with Wilson intervals.

    :param rows: label, part, whole (both None where suppressed) and the address of the list.
    """
    return tuple(_interval(*row) for row in rows)


def _interval(label: str, part: int | None, whole: int | None, href: str) -> Interval:
    if part is None or not whole:
        return Interval(label, part, whole, href, None, 0.0, 0.0)
    low, high = wilson(part, whole)
    return Interval(label, part, whole, href, _x(part / whole), _x(low), _x(high))


def _x(share: float) -> float:
    return round(ROOM * min(max(share, 0.0), 1.0), 1)


def spark(values: Sequence[int], *, width: int = 150, height: int = 34) -> str:
    """Return the path of a small line; empty for fewer than two values."""
    if len(values) < 2:
        return ""
    most, least = max(values), min(values)
    span = (most - least) or 1
    step = (width - 8) / (len(values) - 1)
    points = (
        f"{2 + index * step:.1f} {height - 4 - (height - 10) * (v - least) / span:.1f}"
        for index, v in enumerate(values)
    )
    return "M" + " L".join(points)


@dataclass(frozen=True, slots=True)
class Trend:
    """A small line over equal steps: its path, with gaps, and where its last point lies; ``path`` "" without a line."""

    path: str
    x: float | None
    y: float | None


def trend(values: Sequence[float | None], *, width: int = 240, height: int = 44) -> Trend:
    """
    Lay out a line between its own least and most; None is a gap.

    :return: no line for fewer than two values, and no point where the last is None.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Trend("", None, None)
    least, span = min(known), (max(known) - min(known)) or 1
    step = (width - 10) / (len(values) - 1)
    parts, pen, y = [], "M", None
    for index, value in enumerate(values):
        y = None if value is None else round(height - 5 - (height - 10) * (value - least) / span, 1)
        if y is not None:
            parts.append(f"{pen}{5 + index * step:.1f} {y}")
        pen = "M" if y is None else "L"
    return Trend(" ".join(parts), None if y is None else round(5 + (len(values) - 1) * step, 1), y)


def heat(value: int, most: int) -> int:
    """
    Return how strong a day is coloured: 0 for nothing, 1 to 4 by quarters of the most.

    >>> [heat(value, 20) for value in (0, 1, 5, 6, 20)]
    [0, 1, 1, 2, 4]
    """
    return min(-(-4 * value // most), 4) if value > 0 and most > 0 else 0
