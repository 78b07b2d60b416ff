"""Rights of posts: given below two paths, for a reason, perhaps until a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_post
from minqing.directory.models import Post, PostGrant
from minqing.directory.roles import ROLES
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.permissions import PERMISSIONS
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded

from .three_keys import refuse_two_keys


class UnableToGrant(Refused):
    """The permission cannot be given."""


@recorded
def give_grant(
    *,
    post_id: UUID | str,
    permission: str,
    org_path: str,
    place_path: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    until: datetime | None = None,
) -> PostGrant:
    """
    Give one permission to a post, below one organisation and one place.

    :param until: from when on it no longer counts; open when None.
    :raises NotFound: if the post is out of reach.
    :raises NotAllowed: if the paths are outside what the actor may grant, or the post is the actor's own.
    :raises UnableToGrant: if the permission is unknown or held.
    :raises TwoKeysInOneHand: if the person would hold two of the three keys.
    """
    post = grantable(post_id, org_path, place_path, actor)
    scope = {"org_path": org_path, "place_path": place_path, "reason": reason.strip()[:200], "until": until}
    rows = _give(post, (permission,), "", at, **scope)
    record_grant("grant.given", post, actor, at, permission=permission, org=org_path, place=place_path, until=until)
    return rows[0]


@recorded
def give_role(
    *,
    post_id: UUID | str,
    role: str,
    org_path: str,
    place_path: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    until: datetime | None = None,
) -> list[PostGrant]:
    """
    Give a post everything that a kind of work needs. See :func:`give_grant`.

    :param role: a key of ``roles.ROLES``.
    """
    where = {"org_path": org_path, "place_path": place_path}
    return put_role(post_id, role, actor, at, **where, reason=reason, until=until)


def put_role(
    post_id: UUID | str,
    role: str,
    actor: Actor,
    at: datetime,
    *,
    org_path: str,
    place_path: str,
    reason: str,
    until: datetime | None = None,
) -> list[PostGrant]:
    """Give a post a role, inside a verb."""
    if role not in ROLES:
        raise UnableToGrant(_("There is no such role."), field="role")
    post = grantable(post_id, org_path, place_path, actor)
    scope = {"org_path": org_path, "place_path": place_path, "reason": reason.strip()[:200], "until": until}
    rows = _give(post, ROLES[role].permissions, role, at, **scope)
    record_grant("grant.given", post, actor, at, role=role, org=org_path, place=place_path, until=until)
    return rows


def grantable(post_id: UUID | str, org_path: str, place_path: str, actor: Actor) -> Post:
    """Lock a post to which the actor may give something at these paths, inside a verb."""
    post = get_post(post_id, actor=actor, permission=permissions.GRANT, lock=True)
    if not actor.may(permissions.GRANT, org_path=org_path, place_path=place_path):
        raise NotAllowed
    own = actor.ref == post.ref or (actor.person and actor.person == str(post.person_id))
    if own:
        raise NotAllowed(_("Nobody gives rights to themselves. Ask another security administrator."))
    return post


def _give(post: Post, names: Iterable[str], role: str, at: datetime, **scope: Any) -> list[PostGrant]:
    wanted = list(dict.fromkeys(names))
    unknown = [name for name in wanted if name not in PERMISSIONS]
    if unknown:
        raise UnableToGrant(_("There is no such permission."), field="permission")
    refuse_two_keys(post, person_id=post.person_id, wanted=wanted)
    PostGrant.objects.filter(post=post, until__lte=at, permission__in=wanted).delete()
    same = {name: scope[name] for name in ("org_path", "place_path")}
    if PostGrant.objects.filter(post=post, role=role, permission__in=wanted, **same).exists():
        raise UnableToGrant(_("The post has this already."))
    return PostGrant.objects.bulk_create(
        PostGrant(id=uuid7(at), post=post, permission=name, role=role, given_at=at, **scope) for name in wanted
    )


@recorded
def withdraw_grant(*, grant_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Take one permission back.

    :raises NotFound: if it is absent or outside what the actor may grant.
    """
    grant = PostGrant.objects.select_related("post__organisation").filter(pk=as_uuid(grant_id)).first()
    if grant is None or not actor.may(permissions.GRANT, org_path=grant.org_path, place_path=grant.place_path):
        raise NotFound
    post, names = grant.post, {"permission": grant.permission, "org": grant.org_path, "place": grant.place_path}
    grant.delete()
    record_grant("grant.withdrawn", post, actor, at, None, **names)


@recorded
def withdraw_role(
    *, post_id: UUID | str, role: str, org_path: str, place_path: str, actor: Actor, at: datetime
) -> None:
    """
    Take a whole role back.

    :raises NotFound: if the post does not have it there.
    """
    post = get_post(post_id, actor=actor, permission=permissions.GRANT)
    if not actor.may(permissions.GRANT, org_path=org_path, place_path=place_path):
        raise NotFound
    gone, _each = PostGrant.objects.filter(post=post, role=role, org_path=org_path, place_path=place_path).delete()
    if not (role and gone):
        raise NotFound
    record_grant("grant.withdrawn", post, actor, at, role=role, org=org_path, place=place_path)


def record_grant(kind: str, post: Post, actor: Actor, at: datetime, until: datetime | None = None, **data: str) -> None:
    """Record that something was given or taken back, inside a verb."""
    record(
        kind,
        subject=post.ref,
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path,
        place_path=post.place_path,
        data={**data, **({"until": day_of(until).isoformat()} if until else {})},
    )
