"""Draw grid cells, register lanes, buildings and households. Households are doors: nobody's name is kept with them."""

import re
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded
from minqing.territory import queries
from minqing.territory.access import get_place
from minqing.territory.models import Place
from minqing.territory.names import sounds
from minqing.territory.paths import random_id, village_of
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView

CELLS: Final = 999
CLOSED_KINDS: Final = {"grid_cell": 1, "building": 2, "household": 3}
UNDER: Final = {"building": ("village", "grid_cell"), "household": ("village", "grid_cell", "building")}
PERSONAL: Final = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|\d{15}")


class UnableToRegister(Refused):
    """The place cannot be put on the list as asked; the message says why."""


@recorded
def draw_grid_cell(
    *,
    village_path: str,
    name: str,
    actor: Actor,
    at: datetime,
    scope_words: str = "",
    serial: int | None = None,
    dedicated: bool = False,
) -> PlaceView:
    """
    Draw a grid cell of a village. There is one grid only, so cells do not overlap and no unit has its own.

    :param name: e.g. ``第3网格``.
    :param scope_words: what lies in it, in words people know.
    :param serial: 1 to 999; the next free one when left out.
    :param dedicated: a cell of its own for a market, a school, works.
    :raises NotFound, NotAllowed: if the village is absent or out of reach.
    :raises UnableToRegister: if the name is missing, or the serial taken or used before.
    :source: rules GR-01 to GR-03.
    """
    village = get_place(village_path, actor=actor, permission=MANAGE, lock=True)
    used = serials(village.path)
    number = max(used, default=0) + 1 if serial is None else serial
    cell = new_cell(village, number, name, at=at)
    if number in used:
        words = _("This village has or had a grid cell %(n)s; numbers are not used again.")
        raise UnableToRegister(words % {"n": number}, field="serial")
    cell.scope_words, cell.dedicated = fine_words(scope_words), dedicated
    cell.save(force_insert=True)
    record_place("grid_cell.drawn", cell, actor=actor, at=at, data=cell_data(cell))
    return queries.place(cell.path)


@recorded
def register_building(*, parent_path: str, name: str, actor: Actor, at: datetime) -> PlaceView:
    """
    Put a lane or a building on the list, below a village or a grid cell.

    :param name: e.g. ``柳河西巷`` or ``2号楼``.
    :raises NotFound, NotAllowed: if the place above is absent or out of reach.
    :raises UnableToRegister: if the name is missing or the place above is of the wrong kind.
    """
    return _register("building", parent_path, name, actor=actor, at=at)


@recorded
def register_household(*, parent_path: str, actor: Actor, at: datetime, name: str = "") -> PlaceView:
    """
    Put a household on the list, below a village, grid cell, lane or building: a door, not who lives behind it.

    :param name: how staff find the door, e.g. ``12号``; never printed on a card and never a person.
    :raises NotFound, NotAllowed: if the place above is absent or out of reach.
    :raises UnableToRegister: if the name holds a phone or an identity number.
    """
    return _register("household", parent_path, name, actor=actor, at=at)


@recorded
def rename_place(*, path: str, name: str, actor: Actor, at: datetime, scope_words: str | None = None) -> PlaceView:
    """
    Give a grid cell, lane, building or household another name; divisions are renamed by their table.

    :raises NotFound, NotAllowed: if the place is absent or out of reach.
    :raises UnableToRegister: if the name is missing or the place is a division.
    """
    row = get_place(path, actor=actor, permission=MANAGE)
    if row.kind not in CLOSED_KINDS:
        raise UnableToRegister(_("Divisions get their names from the division table."))
    row.name = _fine_name(name, required=row.kind != "household")
    row.scope_words = row.scope_words if scope_words is None else fine_words(scope_words)
    row.sounds = sounds(row.kind, row.name)
    row.save(update_fields=["name", "scope_words", "sounds"])
    record_place("place.renamed", row, actor=actor, at=at, data={"kind": CLOSED_KINDS[row.kind]})
    return queries.place(path)


@recorded
def close_place(*, path: str, actor: Actor, at: datetime) -> PlaceView:
    """
    Take a grid cell, lane, building or household off the list. What hangs below it must be closed first.

    :raises NotFound, NotAllowed: if the place is absent or out of reach.
    :raises UnableToRegister: if it is a division, holds other places, or a card still hangs there.
    """
    row = get_place(path, actor=actor, permission=MANAGE)
    if row.kind not in CLOSED_KINDS:
        raise UnableToRegister(_("Divisions are closed by the division table."))
    if Place.objects.filter(parent_path=path, valid_to=None).exists():
        raise UnableToRegister(_("There are still places below it. Close or move those first."))
    if queries.has_card(path):
        raise UnableToRegister(_("Its card is still in force. Revoke the card first."))
    row.valid_to = day_of(at)
    row.save(update_fields=["valid_to"])
    record_place("place.closed", row, actor=actor, at=at, data={"kind": CLOSED_KINDS[row.kind]})
    return queries.place(path)


def new_cell(village: Place, serial: int, name: str, *, at: datetime) -> Place:
    """Make the row of a grid cell; a step of a verb. That the serial is free is the caller's to know."""
    if village.kind != "village":
        raise UnableToRegister(_("A grid cell lies in a village or community."), field="village_path")
    if not 1 <= serial <= CELLS:
        raise UnableToRegister(_("A grid cell's number is from 1 to 999."), field="serial")
    return Place(
        id=uuid7(at),
        path=f"{village.path}g{serial:03d}/",
        parent_path=village.path,
        village_path=village.path,
        kind="grid_cell",
        name=_fine_name(name),
        sounds=sounds("grid_cell", name),
        code=f"{village.code}{serial:03d}",
        valid_from=day_of(at),
    )


def new_place(kind: str, parent: Place, name: str, *, at: datetime) -> Place:
    """Make the row of a lane, building or household with a new random id; a step of a verb."""
    if parent.kind not in UNDER[kind]:
        raise UnableToRegister(_("This place cannot lie there."), field="parent_path")
    return Place(
        id=uuid7(at),
        path=f"{parent.path}{random_id(kind[0])}/",
        parent_path=parent.path,
        village_path=village_of(parent.path),
        kind=kind,
        name=_fine_name(name, required=kind != "household"),
        sounds=sounds(kind, name),
        valid_from=day_of(at),
    )


def cell_data(cell: Place) -> dict[str, Any]:
    """Return the declared data of a drawn cell."""
    return {"dedicated": cell.dedicated, "cell": cell.code}


def record_place(kind: str, row: Place, *, actor: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    """Write a fact about a place; a step of a verb."""
    record(
        kind,
        subject=row.ref,
        actor=actor.ref,
        at=at,
        org_path=actor.org_path or row.path,
        place_path=row.path,
        data=data or {},
    )


def _register(kind: str, parent_path: str, name: str, *, actor: Actor, at: datetime) -> PlaceView:
    parent = get_place(parent_path, actor=actor, permission=MANAGE)
    row = new_place(kind, parent, name, at=at)
    while Place.objects.filter(path=row.path).exists():
        row = new_place(kind, parent, name, at=at)
    row.save(force_insert=True)
    record_place(f"{kind}.registered", row, actor=actor, at=at)
    return queries.place(row.path)


def serials(village_path: str) -> set[int]:
    """Return the numbers of the grid cells that a village has or had; a step of a verb."""
    paths = Place.objects.filter(parent_path=village_path, kind="grid_cell").values_list("path", flat=True)
    return {int(path.strip("/")[-3:]) for path in paths}


def _fine_name(name: str, *, required: bool = True) -> str:
    plain = " ".join(name.split())
    if required and not plain:
        raise UnableToRegister(_("The name is missing."), field="name")
    if len(plain) > 60 or not plain.isprintable():
        raise UnableToRegister(
            _("The name is longer than 60 characters, or holds signs that cannot be printed."), field="name"
        )
    if PERSONAL.search(plain.replace(" ", "").replace("-", "")):
        raise UnableToRegister(_("A place is no person: leave phone and identity numbers out."), field="name")
    return plain


def fine_words(words: str) -> str:
    """Trim what a grid cell holds, in words; a step of a verb."""
    plain = " ".join(words.split())
    if len(plain) > 200 or PERSONAL.search(plain.replace(" ", "")):
        raise UnableToRegister(
            _("Say in up to 200 characters what lies in it, without phone numbers."), field="scope_words"
        )
    return plain
