"""One village on a sheet: what lies where, and how a spot of the sheet is turned back into degrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Self

from minqing.territory.cells.records import CellMap
from minqing.territory.shapes.geometry import MICRO, Point, Ring, box, label_point

__all__ = ["Sheet"]

WIDTH, HEIGHT, MARGIN = 1_000, 900, 40


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A sheet of fixed width, north up.

    :param west: millionths of a degree at its left edge, ``north`` at its upper edge.
    :param across: millionths of a degree that one unit of the sheet is wide, ``up`` that it is high.
    """

    west: float
    north: float
    across: float
    up: float
    width: int
    height: int

    @classmethod
    def of(cls, held: CellMap) -> Self | None:
        """Lay a village out as large as fits; None where nothing is drawn yet."""
        rings = [*held.outer, *held.rings.values()]
        if not rings:
            return None
        west, south, east, north = box(rings)
        narrow = cos(radians((south + north) / 2 / MICRO))
        scale = max((east - west) * narrow / (WIDTH - 2 * MARGIN), (north - south) / (HEIGHT - 2 * MARGIN), 1e-6)
        across, up = scale / narrow, scale
        size = round((east - west) / across) + 2 * MARGIN, round((north - south) / up) + 2 * MARGIN
        return cls(west - MARGIN * across, north + MARGIN * up, across, up, *size)

    def place(self, point: Point) -> tuple[int, int]:
        """Return where a point stands on the sheet."""
        return round((point[0] - self.west) / self.across), round((self.north - point[1]) / self.up)

    def path(self, rings: Sequence[Ring]) -> str:
        """Write rings as the data of one path."""
        return "".join("M" + "L".join("{} {}".format(*self.place(one)) for one in ring) + "z" for ring in rings)

    def label(self, ring: Ring) -> tuple[int, int]:
        """Return where a name has room."""
        return self.place(label_point((ring,)))
