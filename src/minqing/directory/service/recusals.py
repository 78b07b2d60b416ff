"""Stepping back: a post that stepped back from a matter neither sees nor moves it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_post
from minqing.directory.facts import GROUND_CODES
from minqing.directory.models import Recusal
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.service import record, recorded


class UnableToRecuse(Refused):
    """The post cannot be taken off this matter."""


def note_recusal(*, post_id: UUID | str, subject: Ref, ground: str, at: datetime) -> None:
    """
    Keep that a post is off a matter, inside the verb of the door that says so. Repeating it changes nothing.

    :param ground: ``kinship``, ``interest``, ``complained_of``, ``prior_part`` or ``other``.
    :raises UnableToRecuse: if the ground is unknown.
    """
    if ground not in GROUND_CODES:
        raise UnableToRecuse(_("Please choose a ground."), field="ground")
    row = Recusal(id=uuid7(at), post_id=as_uuid(post_id), subject=str(subject), ground=ground, declared_at=at)
    Recusal.objects.bulk_create([row], ignore_conflicts=True)


def _matter(subject: Ref | str) -> Ref:
    try:
        return Ref.parse(str(subject)[:80])
    except ValueError as malformed:
        raise UnableToRecuse(
            _("Please name the matter as kind and id, e.g. case:0192…"), field="subject"
        ) from malformed


@recorded
def recuse(*, post_id: UUID | str, subject: Ref | str, ground: str, actor: Actor, at: datetime) -> None:
    """
    Step back from a matter oneself, or take a post below off it.

    :param subject: the matter, e.g. ``case:0192…``.
    :raises NotFound: if the post is neither the actor's own nor within reach.
    :raises UnableToRecuse: if the ground is unknown or the post is off it already.
    """
    subject = _matter(subject)
    own = actor.ref == Ref("post", str(post_id))
    post = None if own else get_post(post_id, actor=actor, permission=permissions.RECUSE)
    if Recusal.objects.filter(post_id=as_uuid(post_id), subject=str(subject), ended_at=None).exists():
        raise UnableToRecuse(_("The post is off this matter already."))
    note_recusal(post_id=post_id, subject=subject, ground=ground, at=at)
    record(
        "recusal.declared",
        subject=subject,
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path if post else actor.org_path,
        place_path=post.place_path if post else actor.place_path,
        data={"ground": GROUND_CODES[ground], "post": Ref("post", str(post_id))},
    )


@recorded
def end_recusal(*, post_id: UUID | str, subject: Ref | str, actor: Actor, at: datetime) -> None:
    """
    Let a post deal with the matter again. Never the post itself: whoever stepped back does not step in alone.

    :raises NotFound: if there is no such recusal within the actor's reach.
    """
    subject = _matter(subject)
    post = get_post(post_id, actor=actor, permission=permissions.RECUSE)
    ended = Recusal.objects.filter(post=post, subject=str(subject), ended_at=None)
    if actor.ref == post.ref or not ended.update(ended_at=at):
        raise NotFound
    record(
        "recusal.ended",
        subject=subject,
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path,
        place_path=post.place_path,
        data={"post": post.ref},
    )
