"""
Rings of whole numbers: millionths of a degree, longitude before latitude. Pure.

A ring is closed by itself: its first point is not repeated at its end. A millionth of a degree is at most 11 cm.
"""

from collections.abc import Sequence
from typing import Final

MICRO: Final = 1_000_000

Point = tuple[int, int]
Ring = tuple[Point, ...]


def doubled_area(ring: Sequence[Point]) -> int:
    """
    Return twice the area of a ring: above nought where it runs against the clock.

    >>> doubled_area([(0, 0), (4, 0), (4, 3), (0, 3)])
    24
    """
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


def box(rings: Sequence[Sequence[Point]]) -> tuple[int, int, int, int]:
    """Return the least and the greatest of both coordinates: west, south, east, north."""
    points = [point for ring in rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def holds(rings: Sequence[Sequence[Point]], point: Point) -> bool:
    """
    Tell whether a point lies inside rings of which every second one is a hole.

    >>> holds([[(0, 0), (4, 0), (4, 4), (0, 4)], [(1, 1), (3, 1), (3, 3), (1, 3)]], (2, 2))
    False
    """
    x, y = point
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                inside = not inside
    return inside


def label_point(rings: Sequence[Sequence[Point]]) -> Point:
    """
    Return a point well inside, for a name: of several lines across the middle of the largest part that which gives most
    room, and of it the middle.
    """
    largest = max(rings, key=lambda ring: abs(doubled_area(ring)))
    _, south, _, north = box([largest])
    lines = [south + (north - south) * part // 12 for part in range(3, 10)]
    found = [(_widest(rings, y), y) for y in lines]
    (width, middle), y = max(found, key=lambda one: (one[0][0], -abs(one[1] - (south + north) // 2)))
    return (middle, y) if width else (sum(x for x, _ in largest) // len(largest), (south + north) // 2)


def _widest(rings: Sequence[Sequence[Point]], y: int) -> tuple[int, int]:
    """Return the longest piece of a line across that lies inside: how long, and its middle."""
    cuts = sorted(
        x1 + (x2 - x1) * (y - y1) // (y2 - y1)
        for ring in rings
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (y1 > y) != (y2 > y)
    )
    pieces = zip(cuts[::2], cuts[1::2], strict=False)
    return max(((east - west, (east + west) // 2) for west, east in pieces), default=(0, 0))
