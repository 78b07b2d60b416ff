"""
Public API for the systems that speak with this one.

Whoever registers a system and makes its keys cannot give it rights; that is the security administrator's act, as it
is for posts (三员分立). No system ever holds one of the three keys itself.
"""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from minqing.directory.permissions import GRANT, THREE_KEYS
from minqing.directory.roles import ROLES
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.permissions import PERMISSIONS
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded

from . import keys
from .access import get_client, require
from .models import ApiKey, Client, ClientGrant
from .permissions import ASSIGN, MANAGE, SHARE
from .records import IssuedKey

__all__ = [
    "close_client",
    "give_client",
    "give_role_to_client",
    "issue_key",
    "note_use",
    "register_client",
    "revoke_key",
    "withdraw_from_client",
]

NAME_LIMIT = 80
DAY = 86_400
NEVER = frozenset().union(
    *THREE_KEYS.values(), {MANAGE, SHARE, ASSIGN, "ledger.backfill", "vault.approve_reveal", "cases.release"}
)


class UnableToRegister(Refused):
    """The system cannot be registered as asked."""


class UnableToGive(Refused):
    """The permission cannot be given to the system."""


class HeldAlready(UnableToGive):
    """The system holds all of it already."""


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
    require(actor, MANAGE, org_path=org_path, place_path=place_path)
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
    :raises NotAllowed: if the actor may not give permissions at these paths.
    :raises UnableToGive: if the permission is unknown, is not for systems, or is held already.
    """
    client = get_client(client_id, actor=actor, permission=GRANT, lock=True)
    require(actor, GRANT, org_path=org_path, place_path=place_path)
    if permission not in PERMISSIONS or permission in NEVER:
        raise UnableToGive(_("This permission cannot be given to a system."), field="permission")
    if not _give(client, permission, actor, at, org_path=org_path, place_path=place_path):
        raise UnableToGive(_("The system holds this permission already."))


def _give(client: Client, permission: str, actor: Actor, at: datetime, **paths: str) -> bool:
    """Give one permission; False where the system holds it already."""
    _made, new = ClientGrant.objects.get_or_create(None, client=client, permission=permission, **paths)
    if new:
        _record("client.granted", client, actor, at, data={"permission": permission}, **paths)
    return new


@recorded
def give_role_to_client(
    *, client_id: str, role: str, org_path: str, place_path: str, actor: Actor, at: datetime
) -> list[str]:
    """
    Give a system what a role needs below two paths, without what no system ever holds.

    :return: the permissions that it did not hold before.
    :raises NotFound: if the system is absent or out of reach.
    :raises NotAllowed: if the actor may not give permissions at these paths.
    :raises UnableToGive: if the role is unknown, or the system holds all of it already.
    """
    client = get_client(client_id, actor=actor, permission=GRANT, lock=True)
    require(actor, GRANT, org_path=org_path, place_path=place_path)
    if role not in ROLES:
        raise UnableToGive(_("There is no such role: %(role)s.") % {"role": role}, field="role")
    wanted = [name for name in ROLES[role].permissions if name not in NEVER]
    given = [name for name in wanted if _give(client, name, actor, at, org_path=org_path, place_path=place_path)]
    if not given:
        raise HeldAlready(_("The system holds all of this already, or no system may have it."), field="role")
    return given


@recorded
def withdraw_from_client(
    *, client_id: str, permission: str, org_path: str, place_path: str, actor: Actor, at: datetime
) -> None:
    """
    Take one permission from a system.

    :raises NotFound: if the system is out of reach or does not hold it.
    """
    client = get_client(client_id, actor=actor, permission=GRANT, lock=True)
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


def note_use(whole: str, *, at: datetime) -> None:
    """Remember the day on which a key was last used, once a day: so that a key nobody uses is seen and killed."""
    prefix, day = whole.partition(".")[0], day_of(at)
    if cache.add(f"key-used:{prefix}:{day}", True, DAY):
        ApiKey.objects.filter(prefix=prefix).exclude(last_used_on=day).update(last_used_on=day)


def _record(kind: str, client: Client, actor: Actor, at: datetime, **more: Any) -> None:
    paths = {"org_path": client.org_path, "place_path": client.place_path}
    record(kind, subject=client.ref, actor=actor.ref, at=at, **{**paths, **more})
