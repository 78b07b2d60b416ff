"""Who may change rules and the calendar: whoever holds the permission for the whole county."""

from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotAllowed

from .permissions import MANAGE


def county_of(actor: Actor) -> str:
    """
    Return the county that the actor may set rules for, e.g. ``139901/``.

    :raises NotAllowed: if no grant covers a whole county: a township's grant does not set the county's rules.
    """
    for grant in actor.reach(MANAGE):
        root = actor.place_path.partition("/")[0] + "/"
        if covers(grant.place_path, root):
            return root
    raise NotAllowed
