"""
Fewer points, and neighbours that still touch: a border that two areas share is simplified once, for both. Pure.

Rings are cut where borders meet; every piece between two such points is simplified by Douglas and Peucker in one
direction, whichever ring asks. Where a ring would collapse, everything is done again with half the tolerance.

:source: D. Douglas and T. Peucker, 1973; arcs as in M. Bostock's TopoJSON.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from .geometry import Point, Ring, doubled_area

TRIES: Final = 8
Rings = tuple[Ring, ...]


def simplify(areas: Mapping[str, Rings], tolerance: int) -> dict[str, Rings]:
    """
    Simplify many areas together.

    :param tolerance: how far a border may move, in the unit of the points.
    :return: the same areas; no ring is lost, and none has fewer than three points.
    """
    wanted = {key: tuple(_cleaned(ring) for ring in rings) for key, rings in areas.items()}
    for attempt in range(TRIES):
        found = _simplified(wanted, tolerance >> attempt)
        if all(_stands(ring) for rings in found.values() for ring in rings):
            return found
    return wanted


def _stands(ring: Ring) -> bool:
    return len(ring) >= 3 and doubled_area(ring) != 0


def _cleaned(ring: Ring) -> Ring:
    """Leave out points that stand twice in a row."""
    return tuple(point for point, before in zip(ring, (ring[-1], *ring[:-1]), strict=True) if point != before) or ring


def _simplified(areas: Mapping[str, Rings], tolerance: int) -> dict[str, Rings]:
    meet = _junctions(ring for rings in areas.values() for ring in rings)
    done: dict[tuple[Point, ...], tuple[Point, ...]] = {}

    def once(piece: tuple[Point, ...]) -> tuple[Point, ...]:
        back = piece[::-1]
        turned = back < piece
        key = back if turned else piece
        if key not in done:
            done[key] = _fewer(key, tolerance)
        return done[key][::-1] if turned else done[key]

    def whole(ring: Ring) -> Ring:
        return tuple(point for piece in _pieces(ring, meet) for point in once(piece)[:-1])

    return {key: tuple(whole(ring) for ring in rings) for key, rings in areas.items()}


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Return the points at which borders meet or part: those with more than two neighbours."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for number, point in enumerate(ring):
            beside[point] |= {ring[number - 1], ring[(number + 1) % len(ring)]}
    return {point for point, others in beside.items() if len(others) > 2}


def _pieces(ring: Ring, meet: set[Point]) -> Iterator[tuple[Point, ...]]:
    """Cut a ring where borders meet; one that meets none at its first and its farthest point, whoever it belongs to."""
    cuts = [number for number, point in enumerate(ring) if point in meet]
    if len(cuts) < 2:
        first = cuts[0] if cuts else ring.index(min(ring))
        x, y = ring[first]
        far = max(range(len(ring)), key=lambda n: ((ring[n][0] - x) ** 2 + (ring[n][1] - y) ** 2, ring[n]))
        cuts = sorted({first, far})
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + len(ring)], strict=True):
        yield tuple(ring[number % len(ring)] for number in range(start, end + 1))


def _fewer(points: Sequence[Point], tolerance: int) -> tuple[Point, ...]:
    """Keep both ends, and what lies farther from the line between than the tolerance."""
    kept, todo = {0, len(points) - 1}, [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        squares = [(_off(points[n], points[first], points[last]), n) for n in range(first + 1, last)]
        most, number = max(squares)
        if most > tolerance * tolerance:
            kept.add(number)
            todo += [(first, number), (number, last)]
    return tuple(points[number] for number in sorted(kept))


def _off(point: Point, start: Point, end: Point) -> float:
    """Return the square of a point's distance from the line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
    return float((x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2)
