"""
Draw, split and merge grid cells. Each is one step: the boundary, the list of places and what hangs there go together.

:source: ADR 0095; rules GR-01 to GR-03: one grid only, nested in its village.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.ids import uuid7
from minqing.kernel.times import day_of
from minqing.ledger.canonical import canonical_json
from minqing.ledger.service import recorded
from minqing.territory import queries
from minqing.territory.access import get_place
from minqing.territory.models import Place, Shape, ShapeEdition
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView
from minqing.territory.service.moving import move_below
from minqing.territory.service.places import cell_data, fine_words, new_cell, record_place, serials
from minqing.territory.shapes.geometry import Ring, label_point
from minqing.territory.shapes.keeping import packed
from minqing.territory.shapes.queries import DRAWN

from .checks import UnableToDraw, fit
from .queries import cell_map
from .records import CellMap, Cut, Drawn
from .rings import NotCut, counterclockwise, cut, joined

__all__ = ["UnableToDraw", "draw_cell", "merge_cells", "split_cell"]

FARTHEST: Final = timedelta(days=366)


@recorded
def draw_cell(*, village_path: str, drawn: Drawn, actor: Actor, at: datetime) -> PlaceView:
    """
    Draw how far a grid cell reaches; without a path a new cell comes into force with it.

    Corners near the village's border or a neighbour's are laid onto it, and the border's own corners are taken over.

    :raises NotFound, NotAllowed: if the village or cell is absent or out of reach.
    :raises UnableToDraw: if it leaves the village, lies over a neighbour, crosses itself, or the day is out of bounds.
    :raises UnableToRegister: if the name of a new cell is missing.
    """
    village = get_place(village_path, actor=actor, permission=MANAGE, lock=True)
    if not day_of(at) <= drawn.valid_from <= day_of(at) + FARTHEST:
        raise UnableToDraw(_("A boundary holds from today on, or from a day within a year."), field="valid_from")
    ring = fit(drawn.corners, cell_map(village.path, on=drawn.valid_from), leave_out=drawn.path)
    if drawn.path:
        cell = get_place(drawn.path, actor=actor, permission=MANAGE)
        if cell.kind != "grid_cell" or cell.parent_path != village.path:
            raise UnableToDraw(_("This is no grid cell of the village."), field="path")
    else:
        cell = _open(village, drawn.name, drawn.scope_words, actor=actor, at=at)
    _bound({cell: ring}, drawn.valid_from, actor=actor, at=at)
    return queries.place(cell.path)


@recorded
def split_cell(*, path: str, how: Cut, actor: Actor, at: datetime) -> tuple[PlaceView, PlaceView]:
    """
    Split a grid cell in two, from today on. Both parts get numbers of their own; the old one is not used again.

    :raises NotFound, NotAllowed: if the cell is absent or out of reach.
    :raises UnableToDraw: if the line does not cut the cell in two, or is missing although the cell has a boundary.
    """
    old = _cell(path, actor)
    village = get_place(old.parent_path, actor=actor, permission=MANAGE, lock=True)
    ring = cell_map(village.path, on=day_of(at)).rings.get(path)
    parts = _parts(ring, how)
    new = [_open(village, name, old.scope_words, actor=actor, at=at) for name in how.names]
    for child in _children(path):
        move_below(child, new[child in how.right].path, actor=actor, at=at)
    _close(old, "", at=at)
    into = {"into": " ".join(cell.path for cell in new)}
    record_place("grid_cell.split", old, actor=actor, at=at, data=into)
    _bound(dict(zip(new, parts, strict=False)), day_of(at), actor=actor, at=at)
    return queries.place(new[0].path), queries.place(new[1].path)


@recorded
def merge_cells(*, path: str, other_path: str, name: str, actor: Actor, at: datetime) -> PlaceView:
    """
    Merge two neighbouring grid cells of one village, from today on, into one with a number of its own.

    :raises NotFound, NotAllowed: if one of the two is absent or out of reach.
    :raises UnableToDraw: if they are one, lie in two villages, are no neighbours, or only one of them has a boundary.
    """
    old = [_cell(path, actor), _cell(other_path, actor)]
    if path == other_path or old[0].parent_path != old[1].parent_path:
        raise UnableToDraw(_("Choose two cells of one village."), field="other_path")
    village = get_place(old[0].parent_path, actor=actor, permission=MANAGE, lock=True)
    ring = _common(cell_map(village.path, on=day_of(at)), path, other_path)
    scope = "；".join(filter(None, (cell.scope_words for cell in old)))[:200]
    new = _open(village, name, scope, actor=actor, at=at)
    for child in (*_children(path), *_children(other_path)):
        move_below(child, new.path, actor=actor, at=at)
    for cell in old:
        _close(cell, new.path, at=at)
    record_place("grid_cell.merged", new, actor=actor, at=at, data={"before": f"{path} {other_path}"})
    _bound({new: ring} if ring else {}, day_of(at), actor=actor, at=at)
    return queries.place(new.path)


def _cell(path: str, actor: Actor) -> Place:
    cell = get_place(path, actor=actor, permission=MANAGE, lock=True)
    if cell.kind != "grid_cell":
        raise UnableToDraw(_("This is no grid cell."), field="path")
    return cell


def _parts(ring: Ring | None, how: Cut) -> Sequence[Ring]:
    if ring is None:
        return ()
    try:
        return cut(ring, how.line)
    except NotCut as wrong:
        words = _(
            "The line has to come in at one place and go out at another. Begin and end it outside the cell, "
            "and let it cross the border twice."
        )
        raise UnableToDraw(words, field="line") from wrong


def _common(held: CellMap, path: str, other: str) -> Ring | None:
    one, two = held.rings.get(path), held.rings.get(other)
    if one is None and two is None:
        return None
    if one is None or two is None:
        raise UnableToDraw(_("Only one of the two has a boundary. Draw the other one's first."), field="other_path")
    try:
        return joined(one, two)
    except NotCut as wrong:
        raise UnableToDraw(_("The two have no border in common, or enclose a hole."), field="other_path") from wrong


def _children(path: str) -> list[str]:
    return list(Place.objects.filter(parent_path=path, valid_to=None).order_by("path").values_list("path", flat=True))


def _open(village: Place, name: str, scope_words: str, *, actor: Actor, at: datetime) -> Place:
    cell = new_cell(village, max(serials(village.path), default=0) + 1, name, at=at)
    cell.scope_words = fine_words(scope_words)
    cell.save(force_insert=True)
    record_place("grid_cell.drawn", cell, actor=actor, at=at, data=cell_data(cell))
    return cell


def _close(cell: Place, moved_to: str, *, at: datetime) -> None:
    cell.valid_to, cell.moved_to = day_of(at), moved_to
    cell.save(update_fields=["valid_to", "moved_to"])


def _bound(rings: Mapping[Place, Ring], on: date, *, actor: Actor, at: datetime) -> None:
    """Keep boundaries as an edition of their own; what was drawn before stays for the days before."""
    if not rings:
        return
    rows = {cell: _shape(cell, counterclockwise(ring)) for cell, ring in rings.items()}
    digest = _digest(rows.values())
    edition = ShapeEdition(id=uuid7(at), valid_from=on, source=DRAWN, licence="", digest=digest, loaded_at=at)
    edition.save(force_insert=True)
    for row in rows.values():
        row.edition = edition
    Shape.objects.bulk_create(rows.values())
    for cell, ring in rings.items():
        data: dict[str, Any] = {"corners": len(ring), "valid_from": on.isoformat(), "digest": digest}
        record_place("grid_cell.bounded", cell, actor=actor, at=at, data=data)


def _shape(cell: Place, ring: Ring) -> Shape:
    x, y = label_point((ring,))
    return Shape(path=cell.path, rings=packed((ring,)), x=x, y=y)


def _digest(rows: Iterable[Shape]) -> str:
    lines = [[row.path, row.rings, row.x, row.y] for row in rows]
    return hashlib.sha256(canonical_json(lines).encode()).hexdigest()
