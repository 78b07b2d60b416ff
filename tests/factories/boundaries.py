"""An invented county of thirty townships and six hundred villages with ragged borders, always the same."""

import json
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any, Final

from tests.factories import cases as make

from minqing.kernel.ids import uuid7
from minqing.territory.models import Shape, ShapeEdition
from minqing.territory.shapes.keeping import packed

COUNTY: Final = "139901"
ACROSS, UP, VILLAGES_ACROSS, VILLAGES_UP = 6, 5, 5, 4
WEST, SOUTH, WIDE, HIGH = 118.6, 40.0, 0.75, 0.6
HALVINGS, RAGGED = 5, 0.16

Point = tuple[float, float]
Line = list[Point]
Cell = tuple[int, int]


def divisions() -> str:
    """Write the table of divisions: code, name, parent, level."""
    rows = ["code,name,parent_code,level,urban_rural_code", "130000000000,河北省,,province,"]
    rows += ["139900000000,澄川市,130000000000,city,", f"{COUNTY}000000,青禾县,139900000000,county,"]
    for town in range(ACROSS * UP):
        code = f"{COUNTY}{101 + town}"
        rows.append(f"{code}000,第{town + 1}镇,{COUNTY}000000,town,")
        count = VILLAGES_ACROSS * VILLAGES_UP
        rows += [f"{code}{201 + one},第{town + 1}镇{one + 1}村民委员会,{code}000,village,220" for one in range(count)]
    return "\n".join(rows) + "\n"


def boundaries(level: str, *, halvings: int = HALVINGS) -> bytes:
    """
    Write boundaries as GeoJSON: neighbours share their border point by point.

    :param level: ``township`` with the county, or ``village``.
    :param halvings: each border between two villages has two to this power of steps.
    """
    borders = _Borders(halvings)
    wide, high = ACROSS * VILLAGES_ACROSS, UP * VILLAGES_UP
    if level == "village":
        found = {_village(x, y): borders.around(x, y, 1, 1) for x in range(wide) for y in range(high)}
    else:
        found = {f"{COUNTY}000000": borders.around(0, 0, wide, high)}
        for town in range(ACROSS * UP):
            x, y = town % ACROSS * VILLAGES_ACROSS, town // ACROSS * VILLAGES_UP
            found[f"{COUNTY}{101 + town}000"] = borders.around(x, y, VILLAGES_ACROSS, VILLAGES_UP)
    return json.dumps({"type": "FeatureCollection", "features": [_feature(*one) for one in found.items()]}).encode()


def _village(x: int, y: int) -> str:
    town = y // VILLAGES_UP * ACROSS + x // VILLAGES_ACROSS
    one = y % VILLAGES_UP * VILLAGES_ACROSS + x % VILLAGES_ACROSS
    return f"{COUNTY}{101 + town}{201 + one}"


def _feature(code: str, ring: Line) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in [*ring, ring[0]]]]},
    }


class _Borders:
    """The ragged line between two corners, drawn once for both sides."""

    def __init__(self, halvings: int) -> None:
        self.halvings = halvings
        self.drawn: dict[tuple[Cell, Cell], Line] = {}

    def around(self, x: int, y: int, wide: int, high: int) -> Line:
        """Return a ring around so many cells, without its first point once more."""
        south = [(x + one, y) for one in range(wide + 1)]
        east = [(x + wide, y + one) for one in range(high + 1)]
        north = [(x + one, y + high) for one in range(wide, -1, -1)]
        west = [(x, y + one) for one in range(high, -1, -1)]
        corners = [*south[:-1], *east[:-1], *north[:-1], *west]
        return [point for start, end in pairwise(corners) for point in self._line(start, end)[:-1]]

    def _line(self, start: Cell, end: Cell) -> Line:
        if end < start:
            return self._line(end, start)[::-1]
        if (start, end) not in self.drawn:
            self.drawn[start, end] = self._ragged(start, end)
        return self.drawn[start, end]

    def _ragged(self, start: Cell, end: Cell) -> Line:
        chance = Random(repr((start, end)))
        line = [_corner(start), _corner(end)]
        for _ in range(self.halvings):
            longer: Line = []
            for (x, y), (x1, y1) in pairwise(line):
                aside = chance.uniform(-RAGGED, RAGGED)
                longer += [(x, y), ((x + x1) / 2 - aside * (y1 - y), (y + y1) / 2 + aside * (x1 - x))]
            line = [*longer, line[-1]]
        return line


def _corner(cell: Cell) -> Point:
    x, y = cell
    return WEST + WIDE * x / (ACROSS * VILLAGES_ACROSS), SOUTH + HIGH * y / (UP * VILLAGES_UP)


def lay_square() -> None:
    """Give the village of the tests a boundary: a square of about two kilometres at 115° east, 37° north."""
    edition = ShapeEdition(
        id=uuid7(make.AT), valid_from=date(2020, 1, 1), source="测", licence="自用", digest="0" * 64, loaded_at=make.AT
    )
    edition.save(force_insert=True)
    x, y, far = 115_000_000, 37_000_000, 20_000
    ring = ((x, y), (x + far, y), (x + far, y + far), (x, y + far))
    Shape.objects.create(edition=edition, path=make.VILLAGE, rings=packed((ring,)), x=x, y=y)
