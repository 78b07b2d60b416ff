"""
Who may do what, where: the rule "below both paths", written once with two faces.

``within()`` says it in SQL, ``may()`` for a row in hand; a property test demands that they agree.
No grant, no rows. There is no branch for a superuser.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from .ref import Ref


def covers(prefix: str, path: str) -> bool:
    """Tell whether a path lies at or below another. An empty or unclosed prefix covers nothing."""
    return prefix.endswith("/") and path.startswith(prefix)


def path_range(column: str, prefix: str) -> Q:
    """
    Say "at or below this path" as a range that an index can serve.

    ``/`` is followed by ``0`` in the byte order, so everything below ``a/`` lies in ``[a/, a0)``.
    An unclosed prefix matches nothing, nor does one with a NUL, which PostgreSQL refuses to read.
    """
    if not prefix.endswith("/") or "\0" in prefix:
        return Q(pk__in=[])
    return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix[:-1] + "0"})


@dataclass(frozen=True, slots=True)
class Grant:
    """One permission, below one organisation and below one place."""

    permission: str
    org_path: str
    place_path: str

    def covers(self, permission: str, org_path: str, place_path: str) -> bool:
        """Tell whether this grant allows the permission at this pair of paths."""
        return self.permission == permission and covers(self.org_path, org_path) and covers(self.place_path, place_path)


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Somebody in a post, the system, a client program, or a resident with a receipt.

    ``ref`` is what facts remember: never a person. ``recused`` holds the text of the references this post has
    stepped back from. ``label`` is for screens.
    """

    ref: Ref
    grants: tuple[Grant, ...] = ()
    label: str = ""
    org_path: str = ""
    place_path: str = ""
    person: str = ""
    recused: frozenset[str] = field(default_factory=frozenset)

    def reach(self, permission: str) -> tuple[Grant, ...]:
        """Return the grants for one permission, in no order; empty when there is none."""
        return tuple(grant for grant in self.grants if grant.permission == permission)

    def holds(self, permission: str) -> bool:
        """Tell whether the permission is granted anywhere at all. For menus, never for a decision on a row."""
        return any(grant.permission == permission for grant in self.grants)

    def may(self, permission: str, *, org_path: str, place_path: str) -> bool:
        """Tell whether the permission is granted at this pair of paths."""
        return any(grant.covers(permission, org_path, place_path) for grant in self.grants)

    def may_any(self, permission: str, pairs: Iterable[tuple[str, str]]) -> bool:
        """Tell whether the permission is granted at one of several (organisation, place) pairs."""
        return any(self.may(permission, org_path=org, place_path=place) for org, place in pairs)


def system_actor(name: str, permissions: Iterable[str] = (), *, root: str = "") -> Actor:
    """
    Make the actor for work that no person does, e.g. the clock.

    :param name: what acts, for the fact: ``system:clock``.
    :param permissions: what it needs, below ``root``; nothing is granted by being the system.
    :param root: the county's path, e.g. ``139901/``.
    """
    grants = tuple(Grant(permission, root, root) for permission in permissions)
    return Actor(ref=Ref("system", name), grants=grants, label=name, org_path=root, place_path=root)


class ScopedQuerySet(models.QuerySet[Any]):
    """
    Rows that lie below an organisation and below a place.

    A model whose reach is more than one pair of paths overrides :meth:`scope`.
    """

    org_field: ClassVar[str] = "org_path"
    place_field: ClassVar[str] = "place_path"

    def scope(self, grant: Grant) -> Q:
        """Say one grant's reach as a condition."""
        return path_range(self.org_field, grant.org_path) & path_range(self.place_field, grant.place_path)

    def within(self, actor: Actor, permission: str) -> Self:
        """
        Keep the rows on which the actor holds the permission.

        :return: nothing at all when no grant names the permission: it fails closed.
        """
        condition = Q(pk__in=[])
        for grant in actor.reach(permission):
            condition |= self.scope(grant)
        return self.filter(condition)
