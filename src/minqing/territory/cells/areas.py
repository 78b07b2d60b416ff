"""
Areas of what several shapes have in common, or leave open. Pure.

The plane is cut into flat strips at every corner and every crossing. Within one strip no two sides cross, so that its
width at half height is its mean width: the sum is exact but for rounding.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from minqing.territory.shapes.geometry import Point, Ring

__all__ = ["area_where", "sides", "touches_itself"]

Side = tuple[Point, Point]
Rule = Callable[[Sequence[bool]], bool]


def sides(ring: Sequence[Point]) -> Iterator[Side]:
    """Walk around a ring, side by side."""
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)


def area_where(shapes: Sequence[Sequence[Ring]], rule: Rule) -> float:
    """
    Return the area in which a rule holds, in square millionths of a degree.

    :param shapes: each by its rings, of which every second one is a hole.
    :param rule: asked with, for each shape, whether the spot lies inside it.

    >>> square, right = ((0, 0), (4, 0), (4, 4), (0, 4)), ((2, 1), (6, 1), (6, 3), (2, 3))
    >>> area_where([[square], [right]], all)
    4.0
    """
    held = [(n, a, b) for n, rings in enumerate(shapes) for ring in rings for a, b in sides(ring) if a[1] != b[1]]
    levels = sorted({float(y) for _n, a, b in held for y in (a[1], b[1])} | set(_crossings(held)))
    return sum((high - low) * _width(held, len(shapes), (low + high) / 2, rule) for low, high in pairwise(levels))


def _width(held: Sequence[tuple[int, Point, Point]], count: int, y: float, rule: Rule) -> float:
    inside, width, before = [False] * count, 0.0, 0.0
    for x, number in sorted((_x_at(a, b, y), n) for n, a, b in held if min(a[1], b[1]) < y < max(a[1], b[1])):
        if rule(inside):
            width += x - before
        inside[number] = not inside[number]
        before = x
    return width


def _x_at(a: Point, b: Point, y: float) -> float:
    return a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])


def _crossings(held: Sequence[tuple[int, Point, Point]]) -> Iterator[float]:
    for number, (_n, a, b) in enumerate(held):
        for _m, c, d in held[number + 1 :]:
            if (spot := crossing(a, b, c, d)) is not None:
                yield spot[1]


def crossing(a: Point, b: Point, c: Point, d: Point) -> tuple[float, float] | None:
    """
    Return where two sides cross; None where they do not, where they are parallel, or where they only touch.

    >>> crossing((0, 0), (4, 4), (0, 4), (4, 0))
    (2.0, 2.0)
    """
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return None
    turn = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0])
    if turn == 0:
        return None
    along = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / turn
    across = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / turn
    if not (0 < along < 1 and 0 < across < 1):
        return None
    return a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])


def touches_itself(ring: Ring) -> bool:
    """Tell whether two sides of a ring cross, or a corner comes twice."""
    held = list(sides(ring))
    crossed = any(crossing(*one, *two) for n, one in enumerate(held) for two in held[n + 1 :])
    return crossed or len(set(ring)) != len(ring)
