"""Units: opened, renamed, closed. A unit's path is made once and never changes."""

import re
from datetime import datetime
from functools import reduce

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_organisation, once
from minqing.directory.models import Organisation, Post
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.holds import holds_on
from minqing.kernel.ids import uuid7
from minqing.kernel.pinyin import sounds_of
from minqing.ledger.service import record, recorded

_KEY = re.compile(r"^[a-z0-9][a-z0-9_]{0,39}$")
NAME_LENGTH = 80


class UnableToChangeUnit(Refused):
    """The unit cannot be opened, renamed or closed as asked."""


@recorded
def open_organisation(
    *,
    key: str,
    name: str,
    actor: Actor,
    at: datetime,
    place_path: str,
    parent_path: str = "",
    kind: str = "office",
    phone: str = "",
) -> Organisation:
    """
    Open a unit below another one, or the county itself.

    :param key: immutable, lower-case, e.g. ``water``; the county's is its six-digit code.
    :param place_path: the territory it belongs to, e.g. ``139901/101/``.
    :param parent_path: the unit above; empty for the county.
    :param kind: ``county``, ``bureau``, ``township``, ``village``, ``office`` …
    :raises NotFound: if the unit above is out of reach.
    :raises UnableToChangeUnit: if the key is malformed or taken, or the name is empty or too long.
    """
    return put_unit(key, name, actor, at, place_path=place_path, parent_path=parent_path, kind=kind, phone=phone)


def put_unit(
    key: str,
    name: str,
    actor: Actor,
    at: datetime,
    *,
    place_path: str,
    parent_path: str = "",
    kind: str = "office",
    phone: str = "",
) -> Organisation:
    """Open a unit, inside a verb."""
    name = _checked_name(name)
    if not _KEY.match(key):
        raise UnableToChangeUnit(_("A unit's key is made of lower-case letters, digits and underscores."), field="key")
    parent = _parent(parent_path, f"{key}/", place_path, actor)
    path = f"{parent.path if parent else ''}{key}/"
    if Organisation.objects.filter(path=path).exists():
        raise UnableToChangeUnit(_("Another unit has this key already."), field="key")
    unit = Organisation(id=uuid7(at), parent=parent, key=key, path=path, name=name, kind=kind)
    unit.place_path, unit.phone, unit.opened_at = place_path, phone.strip(), at
    unit.sounds = sounds_of(name)
    with once():
        unit.save(force_insert=True)
    data = {"parent": parent.ref if parent else "", "kind": kind}
    record(
        "organisation.opened",
        subject=unit.ref,
        actor=actor.ref,
        at=at,
        org_path=path,
        place_path=place_path,
        data=data,
    )
    return unit


def _parent(parent_path: str, own_path: str, place_path: str, actor: Actor) -> Organisation | None:
    if parent_path:
        parent = get_organisation(parent_path, actor=actor, permission=permissions.MANAGE)
        if parent.closed_at is not None:
            raise UnableToChangeUnit(_("The unit above is closed."), field="parent_path")
        return parent
    if not actor.may(permissions.MANAGE, org_path=own_path, place_path=place_path):
        raise NotAllowed
    return None


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise UnableToChangeUnit(_("Please give a name of at most 80 characters."), field="name")
    return name


@recorded
def rename_organisation(*, path: str, name: str, actor: Actor, at: datetime) -> Organisation:
    """
    Give a unit another name. Facts keep its path, so history stays where it was.

    :raises NotFound: if the unit is out of reach.
    """
    name = _checked_name(name)
    unit = get_organisation(path, actor=actor, permission=permissions.MANAGE, lock=True)
    if unit.name == name:
        raise UnableToChangeUnit(_("The unit has this name already."), field="name")
    unit.name, unit.sounds = name, sounds_of(name)
    unit.save(update_fields=["name", "sounds"])
    record(
        "organisation.renamed",
        subject=unit.ref,
        actor=actor.ref,
        at=at,
        org_path=unit.path,
        place_path=unit.place_path,
    )
    return unit


@recorded
def close_organisation(*, path: str, actor: Actor, at: datetime) -> Organisation:
    """
    Close a unit that has no open unit below it, no open post, and nothing that other modules would lead to it.

    :raises NotFound: if the unit is out of reach.
    :raises UnableToChangeUnit: if it is closed already, or something still hangs on it: the words count it all.
    """
    unit = get_organisation(path, actor=actor, permission=permissions.MANAGE, lock=True)
    if unit.closed_at is not None:
        raise UnableToChangeUnit(_("The unit is closed already."))
    if left := [*holds_on("organisation", unit.path), *_open_below(unit)]:
        raise UnableToChangeUnit(_together([gettext("This unit cannot be closed yet."), *left]))
    unit.closed_at = at
    unit.save(update_fields=["closed_at"])
    record(
        "organisation.closed",
        subject=unit.ref,
        actor=actor.ref,
        at=at,
        org_path=unit.path,
        place_path=unit.place_path,
    )
    return unit


def _open_below(unit: Organisation) -> list[str]:
    posts = Post.objects.filter(organisation=unit, closed_at=None)
    is_empty = not unit.children.filter(closed_at=None).exists() and not posts.exists()
    return [] if is_empty else [gettext("Close the units below and the posts first.")]


def _together(sentences: list[str]) -> str:
    """Put sentences one after the other, with a blank between them where the language has one."""
    pair = gettext("%(first)s %(then)s")
    return reduce(lambda first, then: pair % {"first": first, "then": then}, sentences)
