"""
Rings of cells: drawn beside what is there, cut by a line, joined with a neighbour. Pure.

What is drawn by hand never meets a border exactly. So a corner near a border is laid onto it, and between two corners
on the same border its own corners are taken over: neighbours then share their border point by point.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Final

from minqing.territory.shapes.geometry import Point, Ring, doubled_area

from .areas import crossing, sides

NEAR: Final = 3
"""Millionths of a degree within which a point lies on a side: rounding to whole numbers moves it so far."""
STRAYS: Final = 2
"""How many times the reach of a hand a border may stray from the straight line between two corners that mean it."""


class NotCut(ValueError):
    """A line does not cut a ring into two, or two rings have no border in common."""


def counterclockwise(ring: Sequence[Point]) -> Ring:
    """Let a ring run against the clock."""
    return tuple(ring) if doubled_area(ring) > 0 else tuple(reversed(ring))


def laid_on(drawn: Sequence[Point], borders: Sequence[Ring], *, within: int) -> Ring:
    """
    Lay what was drawn onto the borders near it.

    :param within: how far a corner may lie from a border and still be meant to lie on it, in millionths of a degree.
    """
    spots = [_nearest(point, borders, within) for point in drawn]
    laid: list[Point] = []
    for (point, border), (following, next_border) in zip(spots, [*spots[1:], *spots[:1]], strict=True):
        laid.append(point)
        if border is not None and border == next_border:
            laid += _along(borders[border], point, following, within * STRAYS)
    return tuple(one for one, before in zip(laid, [laid[-1], *laid], strict=False) if one != before)


def _nearest(point: Point, borders: Sequence[Ring], within: int) -> tuple[Point, int | None]:
    corners = [(_far(point, corner), corner, n) for n, ring in enumerate(borders) for corner in ring]
    feet = [(_far(point, foot), foot, n) for n, ring in enumerate(borders) for foot in _feet(point, ring)]
    on = min(feet, default=None)
    if on is not None and on[0] <= NEAR:
        return point, on[2]
    best = min(corners, default=None)
    if best is not None and best[0] <= within / 2:
        return best[1], best[2]
    best = min([*feet, *corners], default=None)
    return (best[1], best[2]) if best is not None and best[0] <= within else (point, None)


def _feet(point: Point, ring: Ring) -> list[Point]:
    return [_foot(point, a, b) for a, b in sides(ring)]


def _foot(point: Point, a: Point, b: Point) -> Point:
    """Return the spot of a side that lies nearest to a point."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    part = 0.0 if not length else min(max(((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length, 0.0), 1.0)
    return round(a[0] + part * dx), round(a[1] + part * dy)


def _far(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _along(ring: Ring, start: Point, end: Point, most: int) -> list[Point]:
    """Return the corners of a border between two spots on it, the shorter way; none where it strays too far."""
    whole = _with(ring, (start, end))
    if start not in whole or end not in whole or start == end:
        return []
    turned = whole[whole.index(start) :] + whole[: whole.index(start)]
    there = turned.index(end)
    ways = (turned[1:there], tuple(reversed(turned[there + 1 :])))
    way = min(ways, key=lambda one: _length((start, *one, end)))
    return list(way) if all(_far(one, _foot(one, start, end)) <= most for one in way) else []


def _length(way: Sequence[Point]) -> float:
    return sum(_far(a, b) for a, b in pairwise(way))


def _with(ring: Ring, points: Sequence[Point]) -> Ring:
    """Put points that lie on the sides of a ring between its corners."""
    found: list[Point] = []
    for a, b in sides(ring):
        feet = {one: _foot(one, a, b) for one in points if one not in ring}
        on = [one for one, foot in feet.items() if foot not in {a, b} and _far(one, foot) <= NEAR]
        found += [a, *sorted(on, key=lambda one: _far(a, one))]
    return tuple(dict.fromkeys(found))


def cut(ring: Ring, line: Sequence[Point]) -> tuple[Ring, Ring]:
    """
    Cut a ring in two by a line that begins and ends outside it.

    :return: the part on the left of the line, and the part on its right.
    :raises NotCut: if the line does not cross the ring exactly twice.

    >>> cut(((0, 0), (4, 0), (4, 4), (0, 4)), [(2, -1), (2, 5)])
    (((0, 4), (0, 0), (2, 0), (2, 4)), ((4, 0), (4, 4), (2, 4), (2, 0)))
    """
    found = [
        (n, _far(a, spot), m, spot)
        for n, (a, b) in enumerate(pairwise(line))
        for m, (c, d) in enumerate(sides(ring))
        if (spot := _spot(a, b, c, d)) is not None
    ]
    if len(found) != 2:
        raise NotCut
    (first, _, enter, begin), (last, _, leave, end) = sorted(found)
    inner = list(line[first + 1 : last + 1])
    one = _walk(ring, leave, enter)
    two = _walk(ring, enter, leave)
    left, right = (*one, begin, *inner, end), (*two, end, *reversed(inner), begin)
    parts = tuple(tuple(dict.fromkeys(part)) for part in (left, right))
    if min(map(len, parts)) < 3:
        raise NotCut
    return (parts[0], parts[1]) if doubled_area(ring) > 0 else (parts[1], parts[0])


def _spot(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    spot = crossing(a, b, c, d)
    return (round(spot[0]), round(spot[1])) if spot else None


def _walk(ring: Ring, after: int, until: int) -> list[Point]:
    """Return the corners after one side up to the beginning of another."""
    count = len(ring)
    steps = (until - after) % count or count
    return [ring[(after + step) % count] for step in range(1, steps + 1)]


def joined(one: Ring, two: Ring) -> Ring:
    """
    Join two neighbours: what they have in common falls away.

    :raises NotCut: if they have no border in common, or would enclose a hole.
    """
    first = _with(counterclockwise(one), two)
    second = _with(counterclockwise(two), first)
    here, there = set(sides(first)), set(sides(second))
    common = {side for side in here if (side[1], side[0]) in there}
    if not common:
        raise NotCut
    rest = (here - common) | {side for side in there if (side[1], side[0]) not in here}
    following = dict(rest)
    if len(following) != len(rest):
        raise NotCut
    start = min(following)
    ring = [start]
    while (step := following.get(ring[-1])) is not None and step != start and len(ring) <= len(rest):
        ring.append(step)
    if len(ring) != len(rest):
        raise NotCut
    return _plain(tuple(ring))


def _plain(ring: Ring) -> Ring:
    """Leave out corners at which nothing turns."""
    count = len(ring)
    return tuple(
        b
        for a, b, c in ((ring[n - 1], ring[n], ring[(n + 1) % count]) for n in range(count))
        if (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])
    )
