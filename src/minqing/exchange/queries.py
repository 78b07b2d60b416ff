"""Reads of the exchange, within reach."""

from datetime import datetime

from minqing.kernel.access import Actor, Grant

from . import keys
from .models import ApiKey, Client
from .permissions import MANAGE
from .records import ClientView, GrantView, KeyView

__all__ = ["actor_for_key", "clients"]


def actor_for_key(whole: str, *, at: datetime) -> Actor | None:
    """
    Find who calls with a key.

    :param whole: the key as it was shown once.
    :return: the system as an actor with its grants as they stand; None for a key that is unknown, dead or expired.
    """
    prefix, _dot, secret = whole.partition(".")
    if len(prefix) != keys.PREFIX_LENGTH or len(secret) != keys.SECRET_LENGTH or not whole.isascii():
        return None
    key = (
        ApiKey.objects.filter(prefix=prefix, revoked_at__isnull=True, client__closed_at__isnull=True)
        .select_related("client")
        .first()
    )
    if key is None or not keys.matches(secret, key.digest) or (key.expires_at and key.expires_at <= at):
        return None
    client = key.client
    grants = tuple(Grant(row.permission, row.org_path, row.place_path) for row in client.grants.all())
    return Actor(
        ref=client.ref, grants=grants, label=client.name, org_path=client.org_path, place_path=client.place_path
    )


def clients(actor: Actor) -> list[ClientView]:
    """
    List the systems that the actor may manage, by name; closed ones too.

    :return: empty for whoever manages none.
    """
    rows = Client.objects.prefetch_related("grants", "keys").order_by("name", "pk")
    return [
        _view(client) for client in rows if actor.may(MANAGE, org_path=client.org_path, place_path=client.place_path)
    ]


def _view(client: Client) -> ClientView:
    return ClientView(
        id=str(client.pk),
        name=client.name,
        org_path=client.org_path,
        place_path=client.place_path,
        opened_at=client.opened_at,
        closed_at=client.closed_at,
        grants=tuple(GrantView(row.permission, row.org_path, row.place_path) for row in client.grants.all()),
        keys=tuple(KeyView(row.prefix, row.issued_at, row.expires_at, row.revoked_at) for row in client.keys.all()),
    )
