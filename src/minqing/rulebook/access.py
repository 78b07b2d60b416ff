"""Who may change rules and the calendar: whoever holds the permission for the whole county."""

from typing import Final

from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotAllowed

from .permissions import MANAGE

EVERYWHERE: Final = "/"


def county_of(actor: Actor) -> str:
    """
    Return the county that the actor may set rules for, e.g. ``139901/``.

    :return: ``/`` for the operator at the machine, who loads the country's rules before any county is there.
    :raises NotAllowed: if no grant covers a whole county: a township's grant does not set the county's rules.
    """
    grants = actor.reach(MANAGE)
    if grants and actor.ref.kind == "system" and not actor.place_path:
        return EVERYWHERE
    root = actor.place_path.partition("/")[0] + "/"
    if not any(covers(grant.place_path, root) for grant in grants):
        raise NotAllowed
    return root
