"""
Which tiles a reader has on her board, and in which order.

It is kept by post, as everything a person does here is. It leaves no fact: the ledger says what happened in the county,
not what somebody likes to look at.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused

from .models import Arrangement
from .permissions import READ

MOST: Final = 40
NO_SUCH_TILE: Final = _("The board cannot show this measure. Choose from the list.")

__all__ = ["MOST", "NO_SUCH_TILE", "arrange", "arrangement", "back_to_the_house"]


def arrangement(actor: Actor) -> tuple[str, ...]:
    """Return the keys that the reader chose, in her order; none where she has the house's arrangement."""
    row = Arrangement.objects.filter(owner=str(actor.ref)).first()
    return tuple(row.keys.split(",")) if row else ()


def arrange(keys: Sequence[str], *, allowed: Iterable[str], actor: Actor, at: datetime) -> None:
    """
    Keep the reader's tiles and their order.

    :param allowed: the keys that her board may show.
    :raises NotAllowed: if she has no board.
    :raises Refused: if there is no tile, too many, one that may not be shown, or one twice.
    """
    if not actor.holds(READ):
        raise NotAllowed
    if not keys:
        raise Refused(_("A board needs one tile at least."))
    if len(keys) > MOST or len(set(keys)) != len(keys):
        raise Refused(_("A board has at most %(n)s tiles, each of them once.") % {"n": MOST})
    if set(keys) - set(allowed):
        raise Refused(NO_SUCH_TILE)
    Arrangement.objects.update_or_create(owner=str(actor.ref), defaults={"keys": ",".join(keys), "arranged_at": at})


def back_to_the_house(actor: Actor) -> None:
    """Forget what the reader chose: she has the house's arrangement again."""
    Arrangement.objects.filter(owner=str(actor.ref)).delete()
