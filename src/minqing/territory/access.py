"""Getting hold of places and cards. Absent and out of reach look the same."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import is_valid_code, normalise_code
from minqing.kernel.rows import read_first

from .models import Card, Place
from .states import REVOKED

CODE_LENGTH = 9


class CodeMistyped(NotFound):
    """The check character does not fit: a slip of the pen, not an unknown card."""

    default = _("There is a slip in this code. Compare it with the card, letter by letter.")


class CardNotFound(NotFound):
    """No card has this code."""

    default = _("No card has this code. Compare it with the card once more.")


def read_code(text: str) -> str:
    """
    Read a card's code the way people write it.

    :raises CodeMistyped: if it is too short, too long, or its check character does not fit.
    """
    code = normalise_code(text[:60])
    if not is_valid_code(code, length=CODE_LENGTH):
        raise CodeMistyped
    return code


def reaches(actor: Actor, permission: str, path: str) -> bool:
    """
    Tell whether a grant's place covers a path; the same rule as ``within()`` for a path in hand.

    The operator at the machine, who has no place, reaches everywhere with the permissions the command names.
    """
    if "\0" in path:  # PostgreSQL refuses to read it; nothing lies there
        return False
    grants = actor.reach(permission)
    if grants and actor.ref.kind == "system" and not actor.place_path:
        return True
    return any(covers(grant.place_path, path) for grant in grants)


def require(actor: Actor, permission: str, path: str) -> None:
    """
    Refuse what lies outside the actor's reach.

    :raises NotAllowed: if the permission is not held anywhere.
    :raises NotFound: if it is held, but not here.
    """
    if reaches(actor, permission, path):
        return
    raise NotFound if actor.holds(permission) else NotAllowed


def get_place(path: str, *, actor: Actor, permission: str, lock: bool = False) -> Place:
    """
    Get a place that is in force.

    :param lock: let nobody else change what hangs there until the verb is done.
    :raises NotFound: if it is absent, closed or out of reach.
    :raises NotAllowed: if the permission is not held anywhere.
    """
    require(actor, permission, path)
    place = read_first(Place, "path = %s AND valid_to IS NULL", [path.replace("\0", "")], lock=lock)
    if place is None:
        raise NotFound
    return place


def get_card(code: str, *, actor: Actor, permission: str, lock: bool = False) -> Card:
    """
    Get a card by its code, revoked or not.

    :raises CodeMistyped: if the check character does not fit.
    :raises NotFound: if there is no such card within reach.
    """
    rows: Any = Card.objects.select_for_update() if lock else Card.objects
    card: Card | None = rows.filter(code=read_code(code)).first()
    if card is None or not reaches(actor, permission, card.place_path):
        raise CardNotFound
    return card


def card_in_force(place_path: str) -> Card | None:
    """Return the one card of a village or household that is not revoked."""
    found: Card | None = Card.objects.filter(place_path=place_path).exclude(state=REVOKED).first()
    return found
