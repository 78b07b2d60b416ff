"""What an operator may order about other systems: register one, give it a role, make and revoke keys."""

from contextlib import suppress
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.directory.permissions import GRANT
from minqing.kernel.access import Actor, Grant
from minqing.kernel.counters import Counter, offer_counter
from minqing.kernel.errors import Refused
from minqing.kernel.operations import Operation, Option, offer_operation
from minqing.territory import queries as territory

from . import queries, service
from .permissions import MANAGE
from .verbs import VERBS


class NoSuchSystem(Refused):
    """No registered system has this name."""

    default = _("No system of this name is registered. List them: python -m minqing list-systems")


def _at_county(actor: Actor) -> Actor:
    """The operator acts for this installation's county."""
    county = territory.county()
    if county is None:
        raise Refused(_("Load the divisions of your county first."))
    grants = tuple(Grant(one.permission, county.path, county.path) for one in actor.grants)
    return Actor(ref=actor.ref, grants=grants, label=actor.label, org_path=county.path, place_path=county.path)


def _named(name: str, actor: Actor) -> str:
    found = [one.id for one in queries.clients(actor) if one.name == name and one.closed_at is None]
    if not found:
        raise NoSuchSystem
    return found[0]


def issue_key(*, actor: Actor, at: datetime, name: str, roles: list[str], unit: str, place: str) -> list[str]:
    """Register a system where it is new, give it what the roles need, and make a key that is shown once."""
    actor = _at_county(actor)
    unit, place = unit or actor.org_path, place or actor.place_path
    known = {one.name for one in queries.clients(actor) if one.closed_at is None}
    if name not in known:
        service.register_client(name=name, org_path=unit, place_path=place, actor=actor, at=at)
    client = _named(name, actor)
    for role in roles:
        with suppress(service.HeldAlready):
            service.give_role_to_client(
                client_id=client, role=role, org_path=unit, place_path=place, actor=actor, at=at
            )
    key = service.issue_key(client_id=client, actor=actor, at=at)
    return [key.key, str(_("Write it down now: it is not shown again."))]


def list_systems(*, actor: Actor, at: datetime) -> list[str]:
    """List the systems with their keys and permissions."""
    lines = []
    for one in queries.clients(_at_county(actor)):
        state = "" if one.closed_at is None else f"  ({_('closed')})"
        lines.append(f"{one.name}{state}  {one.org_path}  {one.place_path}")
        lines += [f"    {grant.permission}  {grant.org_path}  {grant.place_path}" for grant in one.grants]
        lines += [
            f"    {key.prefix}  {key.last_used_on or '–'}  {'' if key.revoked_at is None else _('revoked')}"
            for key in one.keys
        ]
    return lines


def revoke_key(*, actor: Actor, at: datetime, name: str, key: str) -> list[str]:
    """Kill one key, or with no key given the whole system."""
    actor = _at_county(actor)
    client = _named(name, actor)
    if key:
        service.revoke_key(client_id=client, prefix=key.partition(".")[0], actor=actor, at=at)
    else:
        service.close_client(client_id=client, actor=actor, at=at)
    return [str(_("Done."))]


_NAME = Option("name", _("name of the system"))

for _operation in (
    Operation(
        "issue-key",
        _("Register another system, or find it, and make an API key for it"),
        (MANAGE, GRANT),
        issue_key,
        (
            _NAME,
            Option(
                "roles",
                _("what it may do, e.g. counter intake handler; left out where it only takes shared data"),
                required=False,
                many=True,
            ),
            Option("unit", _("path of the unit it acts for; the county when left out"), required=False),
            Option("place", _("path of the place it acts at; the county when left out"), required=False),
        ),
    ),
    Operation("list-systems", _("List other systems, what they may do, and their keys"), (MANAGE,), list_systems),
    Operation(
        "revoke-key",
        _("Kill one API key, or end a system with all its keys"),
        (MANAGE,),
        revoke_key,
        (_NAME, Option("key", _("first part of the key; without it the system ends"), required=False)),
    ),
):
    offer_operation(_operation)

offer_counter("systems", Counter(rows=queries.clients, verbs=VERBS))
