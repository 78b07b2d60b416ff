"""How to get hold of a system: within reach or not at all."""

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import as_uuid

from .models import Client
from .permissions import MANAGE


def get_client(client_id: str, *, actor: Actor, permission: str = MANAGE, lock: bool = False) -> Client:
    """
    Find a system on which the actor holds a permission.

    :raises NotFound: if it is absent, closed or outside the actor's reach.
    """
    rows = Client.objects.select_for_update() if lock else Client.objects.all()
    client = rows.filter(pk=as_uuid(client_id), closed_at__isnull=True).first()
    if client is None or not actor.may(permission, org_path=client.org_path, place_path=client.place_path):
        raise NotFound
    return client


def require(actor: Actor, permission: str, *, org_path: str, place_path: str) -> None:
    """
    Refuse whoever does not hold a permission at these paths.

    :raises NotAllowed: without it there.
    """
    if not actor.may(permission, org_path=org_path, place_path=place_path):
        raise NotAllowed
