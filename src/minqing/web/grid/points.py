"""Corners as people type or paste them: one pair of degrees a line, or a piece of GeoJSON."""

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused
from minqing.territory.shapes.geometry import MICRO, Point

__all__ = ["PointsUnreadable", "points_in", "written"]

MOST = 500
LONGEST = 60_000
PAIR = re.compile(r"^\s*(-?\d{1,3}(?:\.\d{1,12})?)[\s,，;；]+(-?\d{1,3}(?:\.\d{1,12})?)\s*$")


class PointsUnreadable(Refused):
    """What was typed or pasted holds no corners; the message says in which line."""


def points_in(text: str, *, field: str) -> tuple[Point, ...]:
    """
    Read corners.

    :return: longitude and latitude in millionths of a degree; empty for an empty text.
    :raises PointsUnreadable: if a line is no pair of degrees, or the GeoJSON no single area or line.
    """
    if len(text) > LONGEST:
        raise PointsUnreadable(_("That is too long. A boundary has at most 500 corners."), field=field)
    if text.lstrip().startswith("{"):
        return _of_geojson(text, field)
    lines = [line for line in text.splitlines() if line.strip()]
    return tuple(_pair(n, line, field) for n, line in enumerate(lines, 1))


def _pair(number: int, line: str, field: str) -> Point:
    found = PAIR.match(line)
    if found is None:
        words = _("Line %(n)s is no pair of degrees. Write longitude and latitude, e.g. 114.61200, 37.61100.")
        raise PointsUnreadable(words % {"n": number}, field=field)
    return _point([float(found[1]), float(found[2])], field)


def _of_geojson(text: str, field: str) -> tuple[Point, ...]:
    try:
        held: Any = json.loads(text)
        held = held["features"][0] if "features" in held else held
        held = held.get("geometry", held)
        ring = held["coordinates"][0] if held["type"] == "Polygon" else held["coordinates"]
        points = [_point(one, field) for one in ring]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as broken:
        raise PointsUnreadable(_("This is no GeoJSON of one area or one line."), field=field) from broken
    return tuple(points[:-1] if len(points) > 1 and points[0] == points[-1] else points)


def _point(pair: Any, field: str) -> Point:
    lon, lat = float(pair[0]), float(pair[1])
    if not (73 <= lon <= 136 and 3 <= lat <= 54):
        raise PointsUnreadable(_("A corner lies outside China, or longitude and latitude are exchanged."), field=field)
    return round(lon * MICRO), round(lat * MICRO)


def written(points: tuple[Point, ...]) -> str:
    """Write corners as they may be typed."""
    return "\n".join(f"{x / MICRO:.6f}, {y / MICRO:.6f}" for x, y in points)
