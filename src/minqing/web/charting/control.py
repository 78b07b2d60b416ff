"""A control chart and a funnel as geometry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from minqing.insight.panels.funnel import Funnel, Placed
from minqing.insight.panels.shifts import Chart, Point

from .scales import LEFT, RIGHT, Scale, Tick, percent_ticks, round_scale, thinned

CURVE = 40


@dataclass(frozen=True, slots=True)
class Dot:
    """One point; ``sign`` is ``above``, ``below`` or ``run`` where it is more than chance, else empty."""

    x: float
    y: float
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Plot:
    """
    What is drawn.

    :param centre: how far down the centre lies; None without any.
    :param labels: where along the bottom, and what.
    """

    ticks: tuple[Tick, ...]
    centre: float | None
    dots: tuple[Dot, ...]
    joins: tuple[Stroke, ...]
    limits: tuple[Stroke, ...]
    labels: tuple[tuple[float, str], ...]


def over_time(chart: Chart, labels: Sequence[str]) -> Plot:
    """Lay out a share over equal steps of time, with limits as wide as each step asks."""
    points = chart.points
    values = [v for point in points for v in (point.share, point.low, point.high) if v is not None]
    scale, step = round_scale(values, most=None if any(v > 1 for v in values) else 1.0)
    wide = (RIGHT - LEFT) / max(len(points), 1)
    xs = [round(LEFT + wide * (number + 0.5), 2) for number in range(len(points))]
    drawn = [(x, scale.y(point.share), point) for x, point in zip(xs, points, strict=True) if point.share is not None]
    return Plot(
        ticks=percent_ticks(scale, step),
        centre=None if chart.centre is None else scale.y(chart.centre),
        dots=tuple(Dot(x, y, _sign(point), "") for x, y, point in drawn),
        joins=tuple(Stroke(a[0], a[1], b[0], b[1]) for a, b in pairwise(drawn)),
        limits=tuple(line for x, point in zip(xs, points, strict=True) for line in _limits(x, wide, point, scale)),
        labels=tuple((x, label) for x, label in zip(xs, thinned(labels), strict=True) if label),
    )


def _sign(point: Point) -> str:
    if point.beyond:
        return "above" if point.beyond > 0 else "below"
    return "run" if point.run else ""


def _limits(x: float, wide: float, point: Point, scale: Scale) -> list[Stroke]:
    ends = [end for end in (point.low, point.high) if end is not None]
    left, right = round(x - wide / 2, 2), round(x + wide / 2, 2)
    return [Stroke(left, scale.y(end), right, scale.y(end)) for end in ends]


def by_unit(found: Funnel, names: Mapping[str, str], shown: Sequence[str]) -> Plot:
    """
    Lay out a share over how many each unit had, on a scale of roots, so that small units have room.

    :param shown: which units are drawn; the others count, and are not told.
    """
    placed = [(name, found.placed[name]) for name in shown if name in found.placed]
    most = max((one.tally.whole for _, one in placed), default=1)
    least = min((one.tally.whole for _, one in placed), default=1)
    wholes = [least + (most - least) * (number / CURVE) ** 2 for number in range(CURVE + 1)] if found.says else []
    ends = [found.limits(max(round(whole), 1)) for whole in wholes]
    values = [one.share for _, one in placed] + [v for pair in ends for v in pair]
    scale, step = round_scale(values, most=None if any(v > 1 for v in values) else 1.0)
    across = Scale(sqrt(least) * 0.9, sqrt(most) * 1.05)
    return Plot(
        ticks=percent_ticks(scale, step),
        centre=None if found.centre is None else scale.y(found.centre),
        dots=tuple(_dot(one, across, scale, names[name]) for name, one in placed),
        joins=(),
        limits=tuple(_curves(wholes, ends, across, scale)),
        labels=tuple((across.x(sqrt(whole)), f"{whole:,}") for whole in _wholes(least, most)),
    )


def _dot(one: Placed, across: Scale, scale: Scale, name: str) -> Dot:
    sign = {1: "above", -1: "below"}.get(one.beyond, "")
    return Dot(across.x(sqrt(one.tally.whole)), scale.y(one.share), sign, name if sign else "")


def _curves(wholes: Sequence[float], ends: Sequence[tuple[float, float]], across: Scale, scale: Scale) -> list[Stroke]:
    found = []
    for side in (0, 1):
        line = [(across.x(sqrt(whole)), scale.y(end[side])) for whole, end in zip(wholes, ends, strict=True)]
        found += [Stroke(a[0], a[1], b[0], b[1]) for a, b in pairwise(line)]
    return found


def _wholes(least: int, most: int) -> list[int]:
    """Return a few round numbers between the least and the most."""
    rounds = [number * 10**power for power in range(7) for number in (1, 2, 5)]
    held = [number for number in rounds if least <= number <= most]
    return held[-5:] or [most]
