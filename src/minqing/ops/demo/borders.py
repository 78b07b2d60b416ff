"""
Invented boundaries of the demo county, the same at every run: GeoJSON as a county would send it.

The land is a lattice of small fields; each belongs to the nearest of invented middles, as in Voronoi's cells, and the
borders between them are smoothed. Neighbours share every corner. The county lies in the Bohai sea, where none is.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import atan2, cos, hypot, sin
from typing import Any, Final

from minqing.territory.records import PlaceView
from minqing.territory.shapes.geometry import MICRO, Point, doubled_area, holds

ACROSS, UP = 84, 70
WEST, SOUTH, STEP = 118.62, 38.42, 0.0072
ROUNDS = 6
TOWNS: Final[Mapping[str, tuple[float, float, float]]] = {
    "001": (0.47, 0.50, 5.5),
    "002": (0.58, 0.47, 5.5),
    "101": (0.40, 0.66, 0.0),
    "102": (0.66, 0.68, 0.0),
    "103": (0.26, 0.44, 0.0),
    "104": (0.78, 0.42, 0.0),
    "201": (0.44, 0.24, 0.0),
    "202": (0.66, 0.20, 0.0),
}
"""Township → where its middle lies, as parts of the lattice, and how much smaller than the others it is."""
SOURCE, LICENCE = "虚构的青禾县边界，由演示程序按固定种子生成", "CC0 1.0"

Field = tuple[int, int]
Corner = tuple[float, float]


def invented_shapes(villages: Sequence[PlaceView], *, seed: int = 139901) -> bytes:
    """
    Draw the county, its townships and its villages.

    :param villages: those of the demo county.
    :return: a FeatureCollection: areas of all, and nothing about anybody.
    """
    rng = random.Random(seed)  # noqa: S311 - a map is no secret
    below: dict[str, list[PlaceView]] = defaultdict(list)
    for village in villages:
        below[village.path.split("/")[1]].append(village)
    fields = _by_township(rng)
    of_village = {
        one.code: held for town, some in below.items() for one, held in _by_village(fields[town], some, rng).items()
    }
    county = villages[0].path.split("/")[0]
    areas: dict[str, set[Field]] = {f"{county}000000": {one for some in fields.values() for one in some}}
    areas |= {f"{county}{town}000": fields[town] for town in below}
    areas |= of_village
    where = _smoothed([*of_village.values()], rng)
    features = [_feature(code, some, where) for code, some in areas.items()]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _is_land(field: Field) -> bool:
    """Tell whether a field lies inside the county: a round with bays."""
    x, y = (field[0] + 0.5) / ACROSS - 0.5, (field[1] + 0.5) / UP - 0.46
    turn = atan2(y, x)
    return hypot(x, y) < 0.39 + 0.045 * cos(3 * turn + 0.6) + 0.03 * sin(5 * turn) + 0.012 * cos(11 * turn)


def _by_township(rng: random.Random) -> dict[str, set[Field]]:
    found: dict[str, set[Field]] = {town: set() for town in TOWNS}
    for field in ((x, y) for x in range(ACROSS) for y in range(UP)):
        if not _is_land(field):
            continue
        near = {
            town: hypot(field[0] - x * ACROSS, field[1] - y * UP) + less + rng.random()
            for town, (x, y, less) in TOWNS.items()
        }
        found[min(near, key=lambda town: near[town])].add(field)
    return found


def _by_village(fields: Iterable[Field], villages: Sequence[PlaceView], rng: random.Random) -> dict[Any, set[Field]]:
    """Choose middles far from each other, and give each field to the nearest."""
    held = sorted(fields)
    middles = [rng.choice(held)]
    while len(middles) < len(villages):
        some = [one for one in rng.sample(held, min(40, len(held))) if one not in middles]
        middles.append(max(some, key=lambda one: min(hypot(one[0] - x, one[1] - y) for x, y in middles)))
    found: dict[Any, set[Field]] = {village.code: set() for village in villages}
    codes = [village.code for village in villages]
    for field in held:
        near = min(range(len(middles)), key=lambda n: hypot(field[0] - middles[n][0], field[1] - middles[n][1]))
        found[codes[near]].add(field)
    return {village: found[village.code] for village in villages}


def _edges(fields: set[Field]) -> set[tuple[Field, Field]]:
    """Return the sides of fields beyond which another begins, against the clock."""
    found = set()
    for x, y in fields:
        corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
        beyond = ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y))
        for n in range(4):
            if beyond[n] not in fields:
                found.add((corners[n], corners[(n + 1) % 4]))
    return found


def _smoothed(areas: Sequence[set[Field]], rng: random.Random) -> dict[Field, Corner]:
    """Move each corner on a border towards those beside it, some rounds; where two areas meet it stays one corner."""
    beside: dict[Field, set[Field]] = defaultdict(set)
    for start, end in (edge for some in areas for edge in _edges(some)):
        beside[start].add(end)
        beside[end].add(start)
    where = {one: (one[0] + rng.uniform(-0.35, 0.35), one[1] + rng.uniform(-0.35, 0.35)) for one in sorted(beside)}
    for _ in range(ROUNDS):
        where = {one: _towards(where[one], [where[other] for other in sorted(beside[one])]) for one in where}
    return where


def _towards(own: Corner, others: Sequence[Corner]) -> Corner:
    x, y = (sum(one[axis] for one in others) / len(others) for axis in (0, 1))
    return (own[0] + x) / 2, (own[1] + y) / 2


def _feature(code: str, fields: set[Field], where: Mapping[Field, Corner]) -> dict[str, Any]:
    rings = [[_degrees(where[corner]) for corner in ring] for ring in _rings(fields)]
    outer = [ring for ring in rings if doubled_area(ring) > 0]
    parts = [[ring, *(one for one in rings if doubled_area(one) < 0 and holds([ring], one[0]))] for ring in outer]
    coordinates = [[_written(ring) for ring in part] for part in parts]
    return {
        "type": "Feature",
        "properties": {"code": code, "datum": "WGS-84"},
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def _rings(fields: set[Field]) -> list[list[Field]]:
    """Join sides to rings; where two rings touch in a corner, each keeps to its own land."""
    after: dict[Field, list[Field]] = defaultdict(list)
    for start, end in sorted(_edges(fields)):
        after[start].append(end)
    rings = []
    while after:
        first = min(after)
        ring, came, here = [first], None, first
        while True:
            ends = after[here]
            onward = ends.pop(_leftmost(came, here, ends))
            if not ends:
                del after[here]
            if onward == first:
                break
            came, here = here, onward
            ring.append(here)
        rings.append(ring)
    return rings


def _leftmost(came: Field | None, here: Field, ends: Sequence[Field]) -> int:
    if came is None or len(ends) == 1:
        return 0
    before = atan2(here[1] - came[1], here[0] - came[0])
    turns = [atan2(end[1] - here[1], end[0] - here[0]) - before for end in ends]
    return max(range(len(ends)), key=lambda n: sin(turns[n]))


def _degrees(corner: Corner) -> Point:
    return round((WEST + corner[0] * STEP) * MICRO), round((SOUTH + corner[1] * STEP) * MICRO)


def _written(ring: Sequence[Point]) -> list[list[float]]:
    return [[x / MICRO, y / MICRO] for x, y in (*ring, ring[0])]
