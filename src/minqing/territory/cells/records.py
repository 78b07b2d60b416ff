"""What is handed out of cells on the map: frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from minqing.territory.records import PlaceView
from minqing.territory.shapes.geometry import Point, Ring
from minqing.territory.shapes.records import Rings

__all__ = ["CellMap", "Cut", "Drawn"]


@dataclass(frozen=True, slots=True)
class CellMap:
    """
    The cells of one village on a day.

    :param outer: boundary within which cells lie: the village's, or else the township's; empty where none is loaded.
    :param exact: whether ``outer`` is the village's own, so that what no cell covers can be told.
    :param rings: path → boundary of those that have one.
    :param uncovered: share of the village that lies in no cell, 0 to 1; None where it cannot be told.
    """

    village: PlaceView
    cells: tuple[PlaceView, ...]
    outer: Rings = ()
    exact: bool = False
    rings: Mapping[str, Ring] = field(default_factory=dict)
    uncovered: float | None = None

    @property
    def undrawn(self) -> tuple[PlaceView, ...]:
        """Cells without a boundary."""
        return tuple(cell for cell in self.cells if cell.path not in self.rings)


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    What somebody draws: corners as longitude and latitude in millionths of a degree, and from which day on they hold.

    :param path: the cell whose boundary it is; empty for a new one, which then has ``name`` and ``scope_words``.
    """

    corners: tuple[Point, ...]
    valid_from: date
    path: str = ""
    name: str = ""
    scope_words: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """
    How a cell is split.

    :param line: from outside to outside; empty for a cell without a boundary.
    :param names: of the part on the left of the line, and of that on its right.
    :param right: lanes and doors of the cell that lie in the second part; the others lie in the first.
    """

    line: tuple[Point, ...]
    names: tuple[str, str]
    right: frozenset[str] = frozenset()
