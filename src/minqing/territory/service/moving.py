"""Move a door, a lane or a building when the grid is redrawn. Cards on the doors go on working."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor, path_range
from minqing.kernel.ids import uuid7
from minqing.kernel.times import day_of
from minqing.ledger.service import recorded
from minqing.territory import queries
from minqing.territory.access import get_place
from minqing.territory.models import Card, Place
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView

from .places import CLOSED_KINDS, UNDER, UnableToRegister, record_place


@recorded
def move_place(*, path: str, parent_path: str, actor: Actor, at: datetime) -> PlaceView:
    """
    Let a household, lane or building lie below another place of the same village, with all that lies in it.

    The last part of the path is its own and stays. The old path ends and says where the place went, so that what
    was filed there keeps its name. Cards follow; they need not be printed again.

    :param parent_path: village, grid cell, lane or building to lie in from now on.
    :raises NotFound, NotAllowed: if one of the two is absent or out of reach.
    :raises UnableToRegister: if the place cannot lie there, lies there already, or would leave its village.
    """
    place = get_place(path, actor=actor, permission=MANAGE, lock=True)
    parent = get_place(parent_path, actor=actor, permission=MANAGE)
    if place.kind not in UNDER:
        raise UnableToRegister(_("Only lanes, buildings and households can be moved."), field="path")
    if parent.kind not in UNDER[place.kind] or parent.path in {place.parent_path, place.path}:
        raise UnableToRegister(_("This place cannot lie there."), field="parent_path")
    if parent.village_path != place.village_path:
        raise UnableToRegister(_("A door stays in its village."), field="parent_path")
    target = parent.path + path.strip("/").rpartition("/")[2] + "/"
    _move_all(path, target, actor=actor, at=at)
    return queries.place(target)


def move_below(path: str, parent: str, *, actor: Actor, at: datetime) -> None:
    """Let a place with all that lies in it lie below another one; a step of a verb that has looked at both."""
    _move_all(path, parent + path.strip("/").rpartition("/")[2] + "/", actor=actor, at=at)


def _move_all(path: str, target: str, *, actor: Actor, at: datetime) -> None:
    rows = list(Place.objects.filter(path_range("path", path), valid_to=None).order_by("path"))
    for row in rows:
        old = row.path
        new = target + old.removeprefix(path)
        _leave_a_sign(row, new, day=day_of(at), at=at)
        row.path, row.parent_path = new, new[: new.rstrip("/").rindex("/") + 1]
        row.save(update_fields=["path", "parent_path", "valid_from"])
        Card.objects.filter(place_path=old).update(place_path=new)
        data = {"kind": CLOSED_KINDS[row.kind], "before": old}
        record_place("place.moved", row, actor=actor, at=at, data=data)


def _leave_a_sign(row: Place, new: str, *, day: date, at: datetime) -> None:
    """Keep a closed row at the old path; the place itself, with its id, goes on at the new one from today."""
    sign = Place.objects.get(pk=row.pk)
    sign.pk, sign.valid_to, sign.moved_to = uuid7(at), day, new
    sign.save(force_insert=True)
    row.valid_from = day
