"""How shapes lie in the table, and which of them holds on a day."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from minqing.kernel.keeping import Kept
from minqing.territory.models import Shape

from .geometry import Point
from .records import Rings, Shapes

LAST = "SELECT id FROM territory_shapeedition ORDER BY id DESC LIMIT 1"


def packed(rings: Rings) -> str:
    """
    Write rings as steps from point to point.

    >>> packed((((5, 5), (9, 5), (9, 8)),))
    '[[5,5,4,0,0,3]]'
    """
    return json.dumps([_steps(ring) for ring in rings], separators=(",", ":")) if rings else ""


def _steps(ring: Iterable[Point]) -> list[int]:
    numbers: list[int] = []
    x0 = y0 = 0
    for x, y in ring:
        numbers += [x - x0, y - y0]
        x0, y0 = x, y
    return numbers


def unpacked(text: str) -> Rings:
    """
    Read them again.

    >>> unpacked("[[5,5,4,0,0,3]]")
    (((5, 5), (9, 5), (9, 8)),)
    """
    return tuple(_points(numbers) for numbers in json.loads(text)) if text else ()


def _points(numbers: list[int]) -> tuple[Point, ...]:
    x = y = 0
    found = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return tuple(found)


def rows_in_force(on: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return of each path the latest boundary that holds on a day, and the latest point: path → row."""
    rows = Shape.objects.filter(edition__valid_from__lte=on).select_related("edition")
    areas: dict[str, Any] = {}
    points: dict[str, Any] = {}
    for row in rows.order_by("edition__valid_from", "edition_id"):
        (areas if row.rings else points)[row.path] = row
    return areas, points


def shapes_on(on: date) -> Shapes:
    """Return what holds on a day, read once for as long as nothing is loaded."""
    kept = _KEPT.get()
    found: Shapes | None = kept.get(on)
    if found is None:
        found = kept[on] = _read(on)
    return found


def _read(on: date) -> Shapes:
    areas, points = rows_in_force(on)
    if not areas and not points:
        return Shapes()
    last = max(str(row.edition_id) for row in (*areas.values(), *points.values()))
    places = {path: (row.x, row.y) for path, row in (areas | points).items()}
    return Shapes(f"{last}@{on}", {path: unpacked(row.rings) for path, row in areas.items()}, places)


def _new() -> dict[date, Shapes]:
    return {}


_KEPT = Kept(_new, mark=LAST)
