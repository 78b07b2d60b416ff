"""Need over supply as a picture of four corners: dots, and the two means that part them."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scales import LEFT, TOP, Scale


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: where it lies, its name, and whether it is short of supply."""

    x: float
    y: float
    label: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Quadrants:
    """Dots, and how far to the right and down the means lie; in per cent."""

    marks: tuple[Mark, ...]
    x: float
    y: float

    @property
    def gap_width(self) -> float:
        """Return how wide the corner of much need and little supply is."""
        return round(self.x - LEFT, 2)

    @property
    def gap_height(self) -> float:
        """Return how high that corner is."""
        return round(self.y - TOP, 2)


def quadrants(rows: Sequence[tuple[str, float, float, bool]], need: float, supply: float) -> Quadrants:
    """
    Lay out places: further right the more supply, further up the more need; both scales begin at zero.

    :param rows: name, need, supply, and whether it is short of supply.
    :param need: the mean of all; likewise ``supply``.
    """
    across = Scale(0.0, max([supply, *(row[2] for row in rows)]) * 1.1 or 1.0)
    up = Scale(0.0, max([need, *(row[1] for row in rows)]) * 1.1 or 1.0)
    marks = tuple(Mark(across.x(there), up.y(wanted), name, gap) for name, wanted, there, gap in rows)
    return Quadrants(marks, across.x(supply), up.y(need))
