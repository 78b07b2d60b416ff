"""
Public API for the systems that speak with this one.

Whoever manages systems can give a system only what their own post holds at the same paths: a manager without
``cases.read`` cannot make a key that reads.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.service import record, recorded

from . import keys
from .access import get_client, require_manager
from .models import ApiKey, Client, ClientGrant
from .records import IssuedKey

__all__ = ["close_client", "give_client", "issue_key", "register_client", "revoke_key", "withdraw_from_client"]

NAME_LIMIT = 80


class UnableToRegister(Refused):
    """The system cannot be registered as asked."""


class UnableToGive(Refused):
    """The permission cannot be given to the system."""


@recorded
def register_client(*, name: str, org_path: str, place_path: str, actor: Actor, at: datetime) -> str:
    """
    Register another system, as yet without permission and key.

    :param name: as the people who run it call it.
    :param org_path: the unit that answers for it.
    :return: its id.
    :raises NotAllowed: if the actor may not manage systems there.
    :raises UnableToRegister: if the name is empty, too long or taken.
    """
    require_manager(actor, org_path=org_path, place_path=place_path)
    name = name.strip()
    if not name or len(name) > NAME_LIMIT:
        raise UnableToRegister(_("Give the system a name of at most 80 characters."), field="name")
    if Client.objects.filter(name=name, closed_at__isnull=True).exists():
        raise UnableToRegister(_("A system of this name is already registered."), field="name")
    client = Client.objects.create(name=name, org_path=org_path, place_path=place_path, opened_at=at)
    _record("client.registered", client, actor, at)
    return str(client.pk)


@recorded
def give_client(*, client_id: str, permission: str, org_path: str, place_path: str, actor: Actor, at: datetime) -> None:
    """
    Give a system one permission below two paths.

    :raises NotFound: if the system is absent or out of reach.
    :raises NotAllowed: if the actor does not hold the permission there; nobody gives what they do not have.
    :raises UnableToGive: if the system holds it already.
    """
    client = get_client(client_id, actor=actor, lock=True)
    if not actor.may(permission, org_path=org_path, place_path=place_path):
        raise NotAllowed(_("You can give a system only what your own post may do there."))
    _made, new = ClientGrant.objects.get_or_create(
        client=client, permission=permission, org_path=org_path, place_path=place_path
    )
    if not new:
        raise UnableToGive(_("The system holds this permission already."))
    paths = {"org_path": org_path, "place_path": place_path}
    _record("client.granted", client, actor, at, data={"permission": permission}, **paths)


@recorded
def withdraw_from_client(
    *, client_id: str, permission: str, org_path: str, place_path: str, actor: Actor, at: datetime
) -> None:
    """
    Take one permission from a system.

    :raises NotFound: if the system is out of reach or does not hold it.
    """
    client = get_client(client_id, actor=actor, lock=True)
    gone, _kinds = client.grants.filter(permission=permission, org_path=org_path, place_path=place_path).delete()
    if not gone:
        raise NotFound
    paths = {"org_path": org_path, "place_path": place_path}
    _record("client.grant_withdrawn", client, actor, at, data={"permission": permission}, **paths)


@recorded
def issue_key(*, client_id: str, actor: Actor, at: datetime, expires_at: datetime | None = None) -> IssuedKey:
    """
    Make a key for a system; it is shown once.

    :param expires_at: when it dies by itself; None for never.
    :raises NotFound: if the system is absent or out of reach.
    :raises UnableToRegister: if it would expire before now.
    """
    client = get_client(client_id, actor=actor, lock=True)
    if expires_at is not None and expires_at <= at:
        raise UnableToRegister(_("The key would expire before it begins."), field="expires_at")
    prefix, whole, kept = keys.new_key()
    ApiKey.objects.create(client=client, prefix=prefix, digest=kept, issued_at=at, expires_at=expires_at)
    _record("client.key_issued", client, actor, at, data={"key": prefix})
    return IssuedKey(str(client.pk), prefix, whole, expires_at)


@recorded
def revoke_key(*, client_id: str, prefix: str, actor: Actor, at: datetime) -> None:
    """
    Kill one key at once.

    :raises NotFound: if the system is out of reach, or has no such key in force.
    """
    client = get_client(client_id, actor=actor, lock=True)
    if not client.keys.filter(prefix=prefix, revoked_at__isnull=True).update(revoked_at=at):
        raise NotFound
    _record("client.key_revoked", client, actor, at, data={"key": prefix})


@recorded
def close_client(*, client_id: str, actor: Actor, at: datetime) -> None:
    """
    End a system: all its keys are dead from this moment.

    :raises NotFound: if the system is absent or out of reach.
    """
    client = get_client(client_id, actor=actor, lock=True)
    client.closed_at = at
    client.save(update_fields=["closed_at"])
    client.keys.filter(revoked_at__isnull=True).update(revoked_at=at)
    _record("client.closed", client, actor, at)


def _record(kind: str, client: Client, actor: Actor, at: datetime, **more: Any) -> None:
    paths = {"org_path": client.org_path, "place_path": client.place_path}
    record(kind, subject=client.ref, actor=actor.ref, at=at, **{**paths, **more})
