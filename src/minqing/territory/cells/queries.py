"""Reads of cells on the map, and of what became of them."""

from collections import Counter
from datetime import date

from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about_each
from minqing.ledger.records import FactView
from minqing.territory import queries
from minqing.territory.models import Place
from minqing.territory.paths import parent_path
from minqing.territory.shapes.keeping import shapes_on
from minqing.territory.shapes.records import Rings

from .areas import area_where
from .records import CellMap

__all__ = ["cell_map", "cells_ever", "doors_by_cell", "drawn_by_village", "history_of"]


def cell_map(village_path: str, *, on: date) -> CellMap:
    """
    Return the cells of a village as they lie on a day.

    :raises NotFound: if nothing was ever there.
    """
    village, held = queries.place(village_path), shapes_on(on)
    cells = queries.places_under(village_path, "grid_cell")
    own, wider = held.areas.get(village_path, ()), held.areas.get(parent_path(village_path), ())
    rings = {cell.path: held.areas[cell.path][0] for cell in cells if held.areas.get(cell.path)}
    open_share = _uncovered(own, [(ring,) for ring in rings.values()]) if own and rings else None
    return CellMap(village, cells, own or wider, bool(own), rings, open_share)


def _uncovered(outer: Rings, inner: list[Rings]) -> float:
    whole = area_where([outer], all)
    free = area_where([outer, *inner], lambda inside: inside[0] and not any(inside[1:]))
    return free / whole if whole else 0.0


def cells_ever(village_path: str) -> list[Place]:
    """Return every grid cell a village has or had, each as it is or was last; for this package and its history."""
    rows = Place.objects.filter(parent_path=village_path, kind="grid_cell").order_by("path", "valid_from")
    return list({row.path: row for row in rows}.values())


def history_of(village_path: str) -> tuple[tuple[str, FactView], ...]:
    """Return what was done to the grid of a village, newest first: the name of the cell, and the fact; two queries."""
    names = {Ref("grid_cell", str(row.pk)): row.name for row in cells_ever(village_path)}
    facts = [(names[ref], fact) for ref, held in facts_about_each(names).items() for fact in held]
    return tuple(sorted(facts, key=lambda pair: (pair[1].happened_at, str(pair[1].id)), reverse=True))


def drawn_by_village(*, on: date) -> dict[str, tuple[int, int]]:
    """Return of each village with a grid how many cells it has, and how many of them have a boundary; one query."""
    held = shapes_on(on).areas
    found: dict[str, tuple[int, int]] = {}
    rows = Place.objects.filter(kind="grid_cell", valid_to=None).values_list("path", "parent_path")
    for path, village in rows:
        count, drawn = found.get(village, (0, 0))
        found[village] = count + 1, drawn + (path in held)
    return found


def doors_by_cell(village_path: str) -> dict[str, int]:
    """Return how many doors each grid cell of a village has; one query."""
    rows = Place.objects.filter(kind="household", village_path=village_path, valid_to=None)
    cells = ["/".join(path.split("/")[:4]) + "/" for path in rows.values_list("path", flat=True)]
    return dict(Counter(cells))
