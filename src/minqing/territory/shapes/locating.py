"""Which division a point lies in, and where a division is told to lie. Pure but for the boundaries it is given."""

from collections.abc import Mapping
from datetime import date

from .geometry import MICRO, Point, box, holds
from .keeping import shapes_on
from .records import Shapes

VILLAGE = 3
"""How many levels the path of a village has; grid cells, drawn below it, are no divisions."""
Box = tuple[int, int, int, int]
_boxes: dict[str, Mapping[str, Box]] = {}


def division_at(lon: float, lat: float, *, on: date) -> str:
    """
    Return the path of the smallest division whose boundary holds a point; "" where none does.

    :param lon: degrees of WGS-84, as is ``lat``.
    """
    shapes, point = shapes_on(on), (round(lon * MICRO), round(lat * MICRO))
    near = [path for path, around in _boxes_of(shapes).items() if _inside(point, around)]
    found = [path for path in near if holds(shapes.areas[path], point)]
    return max(found, key=lambda path: path.count("/"), default="")


def point_of(path: str, *, on: date) -> tuple[float, float] | None:
    """Return longitude and latitude (WGS-84) of a point in the middle of a division; None where nobody drew it."""
    point = shapes_on(on).points.get(path)
    return (point[0] / MICRO, point[1] / MICRO) if point else None


def _inside(point: Point, around: Box) -> bool:
    west, south, east, north = around
    return west <= point[0] <= east and south <= point[1] <= north


def _boxes_of(shapes: Shapes) -> Mapping[str, Box]:
    """Return the box around each boundary, measured once for as long as the same boundaries hold."""
    found = _boxes.get(shapes.mark)
    if found is None or not shapes.mark:
        found = {path: box(rings) for path, rings in shapes.areas.items() if rings and path.count("/") <= VILLAGE}
        _boxes.clear()
        _boxes[shapes.mark] = found
    return found
