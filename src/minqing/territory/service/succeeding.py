"""Say which division has taken the place of a closed one, so that figures can look through."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.ledger.service import recorded
from minqing.territory import queries
from minqing.territory.access import get_place, require
from minqing.territory.facts import LEVEL_NUMBERS
from minqing.territory.models import Place
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView

from .places import record_place

MERGED = ("township", "village")


class UnableToSucceed(Refused):
    """One division cannot be named for another; the message says why."""


@recorded
def name_successor(*, path: str, successor_path: str, actor: Actor, at: datetime) -> PlaceView:
    """
    Name the division that took the place of a closed township or village: it was merged, or has another code now.

    Facts stay where they happened. Whoever reads figures through successions finds the past of the closed one there.
    It is said once: who kept a figure could subtract, were it changed.

    :param path: the closed one's; ``successor_path`` that of one in force, of the same level.
    :raises NotFound, NotAllowed: if one of the two is absent or out of reach.
    :raises UnableToSucceed: if the first is not closed or has a successor, or the two are of different levels.
    """
    require(actor, MANAGE, path)
    successor = get_place(successor_path, actor=actor, permission=MANAGE)
    closed = Place.objects.filter(path=path, kind__in=MERGED).select_for_update().order_by("-valid_from").first()
    if closed is None:
        raise NotFound
    if closed.valid_to is None:
        raise UnableToSucceed(_("This division is still in force."), field="path")
    if closed.moved_to:
        raise UnableToSucceed(_("Its successor has been named already."), field="path")
    if successor.kind != closed.kind:
        raise UnableToSucceed(
            _("A village is succeeded by a village, and a township by a township."), field="successor_path"
        )
    closed.moved_to = successor.path
    closed.save(update_fields=["moved_to"])
    data = {"level": LEVEL_NUMBERS[successor.kind], "division": successor.code, "before": path}
    record_place("division.succeeded", successor, actor=actor, at=at, data=data)
    return queries.place(path)
