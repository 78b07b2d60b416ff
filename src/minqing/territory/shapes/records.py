"""What is handed out of shapes: frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .geometry import Point, Ring

Rings = tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """
    The boundaries and points in force on one day.

    :param mark: the last edition that was loaded; "" before the first. What is drawn of them may be kept under it.
    :param areas: path → rings.
    :param points: path → where it lies, or where a name has room in its area.
    """

    mark: str = ""
    areas: Mapping[str, Rings] = field(default_factory=dict)
    points: Mapping[str, Point] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditionView:
    """
    One edition, for the page that lists them.

    :param in_force: of how many divisions it is the one that holds today.
    """

    id: str
    valid_from: date
    source: str
    licence: str
    shapes: int
    in_force: int


@dataclass(frozen=True, slots=True)
class Matched:
    """
    One feature of a file, and which division it is taken for.

    :param how: ``code``, ``name`` or ``chosen``.
    :param replaces: the first day of what it takes the place of; None of a new one.
    :param same: it is in force already.
    :param doubt: what to look at before loading it, or "".
    """

    number: int
    said: str
    path: str
    code: str
    full_name: str
    how: str
    is_area: bool
    points: int
    replaces: date | None = None
    same: bool = False
    doubt: Any = ""


@dataclass(frozen=True, slots=True)
class ShapesReport:
    """
    What a file did, or would do.

    :param refusals: features left out, with the reason.
    :param before: points in the file, and ``after`` those that are kept.
    """

    matched: tuple[Matched, ...]
    refusals: tuple[Any, ...]
    before: int
    after: int
    dry_run: bool = False

    @property
    def added(self) -> int:
        """Count the features that are, or would be, loaded."""
        return sum(not one.same for one in self.matched)
