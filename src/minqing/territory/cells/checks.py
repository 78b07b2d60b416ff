"""What a drawn cell has to be: whole, inside its village, over no neighbour."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.territory.shapes.geometry import Point, Ring, box, doubled_area

from .areas import area_where, touches_itself
from .records import CellMap
from .rings import counterclockwise, laid_on

SLACK: Final = 0.01
"""Share of a cell that may lie outside its village or over a neighbour: less than a hand can see on the map."""
REACH: Final = 0.02
"""How near a border, as a share of the village's width, a corner has to lie to be laid onto it."""
MOST: Final = 500


class UnableToDraw(Refused):
    """The cell cannot be drawn, split or merged as asked; the message says what to change."""


def fit(corners: Sequence[Point], held: CellMap, *, leave_out: str = "") -> Ring:
    """
    Lay a drawn boundary onto the borders near it, and refuse what is no cell of the village.

    :param leave_out: the cell that is drawn anew.
    :raises UnableToDraw: with the neighbour's name where it lies over one.
    """
    if not held.outer:
        words = _(
            "The village has no boundary yet. Load it under Places, boundaries and points, then draw cells in it."
        )
        raise UnableToDraw(words, field="corners")
    if not 3 <= len(set(corners)) <= MOST:
        raise UnableToDraw(_("A cell has at least three corners, and at most 500."), field="corners")
    others = {path: ring for path, ring in held.rings.items() if path != leave_out}
    west, south, east, north = box(held.outer)
    borders = [*others.values(), *held.outer]
    ring = laid_on(counterclockwise(corners), borders, within=round(max(east - west, north - south) * REACH))
    if touches_itself(ring):
        raise UnableToDraw(
            _("The boundary crosses itself. Set the corners one after the other around."), field="corners"
        )
    if len(ring) < 3 or doubled_area(ring) == 0:
        raise UnableToDraw(_("The corners enclose no land."), field="corners")
    _refuse_outside(ring, held)
    _refuse_over(ring, others, {cell.path: cell.name for cell in held.cells})
    return counterclockwise(ring)


def _refuse_outside(ring: Ring, held: CellMap) -> None:
    own = abs(doubled_area(ring)) / 2
    outside = area_where([(ring,), held.outer], lambda inside: inside[0] and not inside[1])
    if outside > own * SLACK:
        words = _("%(share)s%% of the cell lies outside %(village)s. A cell lies in its village.")
        name: Any = held.village.name
        raise UnableToDraw(words % {"share": max(round(100 * outside / own), 1), "village": name}, field="corners")


def _refuse_over(ring: Ring, others: dict[str, Ring], names: dict[str, str]) -> None:
    own = abs(doubled_area(ring)) / 2
    for path, other in others.items():
        over = area_where([(ring,), (other,)], all)
        if over > min(own, abs(doubled_area(other)) / 2) * SLACK:
            words = _("It lies over %(cell)s. There is one grid only: cells do not overlap.")
            raise UnableToDraw(words % {"cell": names.get(path, path)}, field="corners")
