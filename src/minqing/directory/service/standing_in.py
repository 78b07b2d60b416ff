"""Naming who stands in for a post while somebody is away. No permission moves: both must be able to do the work."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_post
from minqing.directory.models import Post, StandIn
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import record, recorded

LONGEST = timedelta(days=180)


class UnableToStandIn(Refused):
    """This post cannot stand in like this."""


@recorded
def name_stand_in(
    *, post_id: UUID | str, by_post_id: str, from_on: date, until_on: date, actor: Actor, at: datetime
) -> None:
    """
    Name who stands in for a post: the post itself does, or whoever is above it.

    :param by_post_id: a post of the same unit with somebody in it.
    :param from_on: first day; ``until_on`` the last, at most half a year later and not past.
    :raises NotFound: if the post is neither the actor's own nor within reach.
    :raises UnableToStandIn: if the other post or the days do not fit, or somebody stands in on these days already.
    """
    now = aware(at)
    post = _own_or_below(post_id, actor)
    other = Post.objects.filter(pk=as_uuid(by_post_id), closed_at=None, person__isnull=False).first()
    if other is None or other.organisation_id != post.organisation_id or other.pk == post.pk:
        raise UnableToStandIn(_("Choose another post of the same unit with somebody in it."), field="by_post_id")
    if not day_of(now) <= until_on <= from_on + LONGEST or until_on < from_on:
        raise UnableToStandIn(_("The last day is not past, and at most half a year after the first."), field="until_on")
    if StandIn.objects.filter(post=post, ended_at=None, from_on__lte=until_on, until_on__gte=from_on).exists():
        raise UnableToStandIn(_("Somebody stands in on these days already; end that first."))
    row = StandIn(id=uuid7(now), post=post, by_post=other, from_on=from_on, until_on=until_on)
    row.post_ref, row.by_ref = str(post.ref), str(other.ref)
    row.named_at, row.named_by = now, str(actor.ref)
    row.save(force_insert=True)
    _fact("post.stand_in_named", post, other, actor, now, days=(until_on - from_on).days + 1)


@recorded
def end_stand_in(*, stand_in_id: str, actor: Actor, at: datetime) -> None:
    """
    End a standing in before its last day: by the post itself, or by whoever is above it.

    :raises NotFound: if there is none within reach.
    """
    row = StandIn.objects.filter(pk=as_uuid(stand_in_id), ended_at=None).select_related("by_post").first()
    if row is None:
        raise NotFound
    post = _own_or_below(row.post_id, actor)
    row.ended_at = aware(at)
    row.save(update_fields=["ended_at"])
    _fact("post.stand_in_ended", post, row.by_post, actor, row.ended_at)


def _own_or_below(post_id: UUID | str, actor: Actor) -> Post:
    if actor.ref == Ref("post", str(post_id)):
        found = Post.objects.select_related("organisation").filter(pk=as_uuid(post_id), closed_at=None).first()
        if found is None:
            raise NotFound
        return found
    return get_post(post_id, actor=actor, permission=permissions.RECUSE)


def _fact(kind: str, post: Post, other: Post, actor: Actor, at: datetime, **data: int) -> None:
    record(
        kind,
        subject=post.ref,
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path,
        place_path=post.place_path,
        data={"post": other.ref, **data},
    )
