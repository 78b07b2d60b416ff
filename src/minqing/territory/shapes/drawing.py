"""Shapes as paths of an SVG: whole numbers on a sheet of fixed width, north up. Pure, and kept by the shapes' mark."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import cos, radians
from typing import Final

from .geometry import MICRO, Point, Ring, box
from .records import Rings, Shapes
from .simplifying import simplify

WIDTH: Final = 1_000
HEIGHT: Final = 1_100
MARGIN: Final = 12
KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    What stands on the sheet.

    :param width: of the sheet, and ``height``; 0 where there is nothing to draw.
    :param areas: path → the path data of its boundary; ``outline`` those of the division around them.
    :param points: path → where its name stands; without a boundary where it lies.
    """

    width: int = 0
    height: int = 0
    areas: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)
    outline: str = ""

    def __bool__(self) -> bool:
        return self.width > 0


_drawn: "OrderedDict[tuple[str, str, tuple[str, ...]], Drawing]" = OrderedDict()


def draw(shapes: Shapes, around: str, paths: tuple[str, ...]) -> Drawing:
    """Lay shapes out on a sheet; neighbours that touch on the map touch on the sheet."""
    key = (shapes.mark, around, paths)
    found = _drawn.get(key)
    if found is None or not shapes.mark:
        found = _drawn[key] = _draw(shapes, around, paths)
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return found


def _draw(shapes: Shapes, around: str, paths: tuple[str, ...]) -> Drawing:
    areas = {path: shapes.areas[path] for path in paths if path in shapes.areas}
    points = {path: shapes.points[path] for path in paths if path in shapes.points}
    outer = shapes.areas.get(around, ())
    rings: list[Ring] = [ring for one in (*areas.values(), outer) for ring in one]
    if not areas and not points:
        return Drawing()
    place, width, height = _sheet([*rings, tuple(points.values())])
    laid = {path: tuple(tuple(place(point) for point in ring) for ring in one) for path, one in areas.items()}
    edge = tuple(tuple(place(point) for point in ring) for ring in outer)
    fewer = simplify(laid | ({"": edge} if edge else {}), 1)
    outline = fewer.pop("", ())
    return Drawing(
        width,
        height,
        {path: _data(one) for path, one in fewer.items()},
        {path: place(point) for path, point in points.items()},
        _data(outline),
    )


def _sheet(rings: list[Ring]) -> tuple[Callable[[Point], Point], int, int]:
    """Return what places a point on the sheet, and the sheet's size: as large as fits, in proportion."""
    west, south, east, north = box([ring for ring in rings if ring])
    narrow = cos(radians((south + north) / 2 / MICRO))
    across, up = max((east - west) * narrow, 1.0), max(float(north - south), 1.0)
    scale = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / up)

    def place(point: Point) -> Point:
        x, y = (point[0] - west) * narrow * scale, (north - point[1]) * scale
        return round(x) + MARGIN, round(y) + MARGIN

    return place, round(across * scale) + 2 * MARGIN, round(up * scale) + 2 * MARGIN


def _data(rings: Rings) -> str:
    """Write rings as path data, each point as the step from the one before."""
    return "".join(_ring(ring) for ring in rings)


def _ring(ring: Ring) -> str:
    (x0, y0), steps = ring[0], []
    x, y = x0, y0
    for one in ring[1:]:
        steps.append(f"{one[0] - x} {one[1] - y}")
        x, y = one
    return f"M{x0} {y0}l{' '.join(steps)}z".replace(" -", "-")
