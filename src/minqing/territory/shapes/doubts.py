"""What to look at before a shape is loaded: it may be right, and often is not. Pure."""

from collections.abc import Mapping
from math import hypot
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.territory.paths import parent_path

from .datums import to_gcj02
from .geometry import MICRO, Point, box, holds, label_point
from .records import Rings, Shapes

NEAR: Final = 0.3
"""How near to the shift of web maps a difference must be to be taken for it, as a part of the shift."""


def doubt_of(path: str, rings: Rings, point: Point | None, held: Shapes, new: Mapping[str, Rings]) -> Any:
    """
    Return what is odd about a shape in one sentence, "" where nothing is.

    :param held: what is in force, and ``new`` what comes with it.
    """
    if rings and path in held.areas and _is_shifted(rings, held.areas[path]):
        return _("It lies as far beside the map in force as web maps do: its coordinates may be GCJ-02.")
    above = parent_path(path)
    around = new.get(above) or held.areas.get(above)
    middle = point or (label_point(rings) if rings else None)
    if around and middle and not holds(around, middle):
        return _("Its middle lies outside the division above it.")
    return ""


def _is_shifted(new: Rings, held: Rings) -> bool:
    """Tell whether two boundaries differ as WGS-84 and GCJ-02 do."""
    (x0, y0), (x1, y1) = _middle(held), _middle(new)
    lon, lat = x0 / MICRO, y0 / MICRO
    shifted = to_gcj02(lon, lat)
    east, north = shifted[0] - lon, shifted[1] - lat
    off = hypot((x1 - x0) / MICRO - east, (y1 - y0) / MICRO - north)
    return off < NEAR * hypot(east, north)


def _middle(rings: Rings) -> tuple[float, float]:
    west, south, east, north = box(rings)
    return (west + east) / 2, (south + north) / 2
