"""Who may do what, where, and who answers for a place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from minqing.directory import permissions
from minqing.directory.access import get_post, path_prefixes
from minqing.directory.facts import GROUND_CODES, GROUND_TITLES, ROLE_CODES, ROLE_TITLES
from minqing.directory.models import Account, Appointment, Post, PostGrant, Recusal
from minqing.directory.records import AccountView, Answerer, GrantView, PostView, RecusalView
from minqing.kernel.access import Actor, Grant, path_range
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import as_uuid
from minqing.kernel.ref import Ref

from .organisations import post_view, posts_held

CARD_LIMIT = 12


def _in_force(at: datetime | None) -> Q:
    """Say which grants count; one with an end counts only for somebody who says what time it is."""
    always = Q(until__isnull=True)
    return always if at is None else always | Q(until__gt=at)


def actor_for_post(post_id: UUID | str, *, at: datetime | None = None) -> Actor:
    """
    Build the actor of a post from its grants and recusals, in three queries.

    :param at: now; without it, grants that end some day are left out.
    :raises NotFound: if the post is absent or closed.
    """
    row = Post.objects.select_related("organisation", "person").filter(pk=as_uuid(post_id), closed_at=None).first()
    if row is None:
        raise NotFound
    return _actor(row, at)


def acting(account_id: UUID | str, post_id: UUID | str, *, at: datetime) -> tuple[list[PostView], Actor | None]:
    """
    Return an account's open posts and the actor of the one it acts in, in three queries.

    :return: the posts in the order of units and titles; no actor when that post is not, or no longer, one of them.
    """
    rows = list(posts_held(account_id))
    chosen = next((row for row in rows if str(row.pk) == str(post_id)), None)
    return [post_view(row) for row in rows], _actor(chosen, at) if chosen else None


def _actor(row: Any, at: datetime | None) -> Actor:
    grants = PostGrant.objects.filter(_in_force(at), post=row).values_list("permission", "org_path", "place_path")
    off = Recusal.objects.filter(post=row, ended_at=None).values_list("subject", flat=True)
    return Actor(
        ref=row.ref,
        grants=tuple(Grant(*grant) for grant in dict.fromkeys(grants)),
        label=post_view(row).label,
        org_path=row.organisation.path,
        place_path=row.place_path,
        person=str(row.person_id or ""),
        recused=frozenset(off),
    )


def holders(permission: str, org_path: str, place_path: str, *, at: datetime | None = None) -> list[PostView]:
    """
    Say who may do this here: the open posts with a grant at or above both paths.

    :return: nearest units first, so that the first one is the one to tell.
    """
    grants = PostGrant.objects.filter(
        _in_force(at),
        permission=permission,
        org_path__in=path_prefixes(org_path),
        place_path__in=path_prefixes(place_path),
        post__closed_at=None,
    ).select_related("post__organisation", "post__person")
    nearest = sorted(grants, key=lambda one: (-len(one.org_path), -len(one.place_path), str(one.post_id)))
    return list({grant.post_id: post_view(grant.post) for grant in nearest}.values())


def held_grants(permissions: Iterable[str], *, at: datetime | None = None) -> tuple[Grant, ...]:
    """Return, for several permissions, every grant that an open post with somebody in it holds; one query."""
    rows = PostGrant.objects.filter(
        _in_force(at), permission__in=list(permissions), post__closed_at=None, post__person__isnull=False
    )
    found = rows.values_list("permission", "org_path", "place_path").order_by().distinct()
    return tuple(Grant(*grant) for grant in found)


def grants_of(post_id: UUID | str) -> list[GrantView]:
    """Return the grants of a post by permission and paths."""
    rows = PostGrant.objects.filter(post_id=as_uuid(post_id)).order_by("role", "permission", "org_path", "place_path")
    return [
        GrantView(row.id, row.permission, row.org_path, row.place_path, row.role, row.reason, row.until) for row in rows
    ]


def recused_from(subject: Ref) -> set[UUID]:
    """Return the posts that are off a matter."""
    return set(Recusal.objects.filter(subject=str(subject), ended_at=None).values_list("post_id", flat=True))


def recusals_of(post_id: UUID | str, *, actor: Actor) -> list[RecusalView]:
    """
    Return what a post is off now, the latest first: to the post itself, and to whoever may take it off.

    :raises NotFound: if the post is neither the actor's own nor within reach.
    """
    if actor.ref != Ref("post", str(post_id)):
        get_post(post_id, actor=actor, permission=permissions.RECUSE)
    rows = Recusal.objects.filter(post_id=as_uuid(post_id), ended_at=None).order_by("-declared_at")
    return [
        RecusalView(
            row.id, Ref.parse(row.subject), row.ground, GROUND_TITLES[GROUND_CODES[row.ground]], row.declared_at
        )
        for row in rows
    ]


def who_answers(place_path: str) -> list[Answerer]:
    """
    Say who answers for a place: everybody appointed to it or to a place above it, nearest first; one query.

    For a village as a whole its grid workers come too.

    :return: at most twelve; empty where nobody is appointed. Vacant posts are left out.
    """
    above = Q(place_path__in=path_prefixes(place_path))
    below = Q(role="grid_worker") & path_range("place_path", place_path)
    found = Appointment.objects.filter(
        above | below if place_path.count("/") == 3 else above,
        ended_at=None,
        post__closed_at=None,
        post__person__isnull=False,
    ).select_related("post__person", "post__organisation")
    order = list(ROLE_CODES)
    rows = sorted(
        found, key=lambda row: (order.index(row.role), -len(row.place_path), row.place_path, str(row.post_id))
    )
    return [_answerer(row) for row in rows[:CARD_LIMIT]]


def _answerer(row: Any) -> Answerer:
    return Answerer(
        role=row.role,
        role_title=ROLE_TITLES[ROLE_CODES[row.role]],
        person_name=row.post.person.name,
        title=row.post.title,
        organisation_name=row.post.organisation.name,
        phone=row.post.work_phone or row.post.organisation.phone,
        place_path=row.place_path,
        post_id=row.post_id,
    )


def accounts(actor: Actor, text: str = "") -> list[AccountView]:
    """
    List the accounts whose login or person's name holds a text, by login name.

    :raises NotAllowed: if the actor neither opens accounts nor audits.
    """
    if not (actor.holds(permissions.ACCOUNT) or actor.holds(permissions.AUDIT)):
        raise NotAllowed
    named = Q(login__icontains=text) | Q(person__name__contains=text)
    rows = Account.objects.select_related("person").filter(named).order_by("login")
    return [
        AccountView(row.id, row.login, row.person_id, row.person.name, row.is_active, row.must_change_password)
        for row in rows
    ]
