"""Who answers for a data element: the verb that says so."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.directory import queries as directory
from minqing.exchange.access import require
from minqing.exchange.models import ElementOwner
from minqing.exchange.permissions import ASSIGN
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.ledger.service import record, recorded

from .elements import element, element_owner

__all__ = ["UnableToAssign", "assign_owner"]


class UnableToAssign(Refused):
    """The unit cannot answer for the element."""

    default: Any = _("This unit answers for it already.")


@recorded
def assign_owner(*, key: str, org_path: str, actor: Actor, at: datetime) -> None:
    """
    Put a unit in charge of an element; whoever was, is no longer.

    :param key: the element's.
    :raises NotFound: if there is no such element or no such unit.
    :raises NotAllowed: if the actor may not say so of the unit that answers now, or of the new one.
    :raises UnableToAssign: if it is that unit already.
    """
    found, before = element(key), element_owner(key)
    place_path = actor.place_path
    for path in (before.org_path, directory.organisation(org_path).path):
        require(actor, ASSIGN, org_path=path, place_path=place_path)
    if before.org_path == org_path and before.since is not None:
        raise UnableToAssign(field="org_path")
    ElementOwner.objects.select_for_update().filter(element=key, until__isnull=True).update(until=at)
    ElementOwner.objects.create(element=key, org_path=org_path, since=at)
    record(
        "sharing.owner_assigned",
        subject=found.ref,
        actor=actor.ref,
        at=at,
        org_path=org_path,
        place_path=place_path,
        data={"before": before.org_path},
    )
