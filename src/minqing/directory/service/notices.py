"""
What posts are told in the site; an emergency also goes out at once.

Reading a notice leaves no fact: it says nothing about the county's work, and a record of who looked when would be
a record of the staff. The view log of requests is kept where the requests are.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.directory.channels import send
from minqing.directory.models import Notice, Post
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref


def post_notice(
    *, post_id: UUID | str, key: str, subject: Ref, text: str, urgent: bool, fact_id: UUID, at: datetime
) -> None:
    """
    Tell a post one sentence because of one fact. Called by deliveries; a repetition tells nothing twice.

    An urgent one is sent by e-mail and text message at once; the others wait for the day's digest.

    :param key: the recipe's name, e.g. ``cases.tell_unit``.
    :param text: at most 300 characters, without personal data.
    :raises ChannelMissing: if an urgent one cannot leave; the delivery stays owed.
    """
    row = Notice(id=uuid7(at), post_id=as_uuid(post_id), recipe=key, fact_id=fact_id, subject=str(subject))
    row.text, row.urgent, row.created_at = str(text)[:300], urgent, at
    Notice.objects.bulk_create([row], ignore_conflicts=True)
    if urgent:
        _send_at_once(Notice.objects.select_related("post").get(post=row.post_id, recipe=key, fact_id=fact_id), at)


def _send_at_once(notice: Notice, at: datetime) -> None:
    if notice.told_at is not None:
        return
    post: Post = notice.post
    key = f"notice:{notice.fact_id}:{notice.recipe}:{post.pk}"
    if post.email:
        send(
            "email",
            to=post.email,
            subject=_("Urgent: %(text)s") % {"text": notice.text[:60]},
            body=notice.text,
            key=key,
        )
    if post.work_phone:
        send("sms", to=post.work_phone, subject="", body=notice.text, key=key)
    Notice.objects.filter(pk=notice.pk).update(told_at=at)


def mark_notice_read(*, notice_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Note that a post has seen a notice. Repeating it changes nothing.

    :raises NotFound: if the notice is not the post's own.
    """
    mine = Notice.objects.filter(pk=as_uuid(notice_id), post_id=_own_post(actor))
    if not mine.exists():
        raise NotFound
    mine.filter(read_at=None).update(read_at=at)


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Note that a post has seen everything up to now; return how many were new."""
    return Notice.objects.filter(post_id=_own_post(actor), read_at=None, created_at__lte=at).update(read_at=at)


def _own_post(actor: Actor) -> UUID:
    if actor.ref.kind != "post":
        raise NotFound
    return as_uuid(actor.ref.id)
