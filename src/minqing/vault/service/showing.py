"""Opening a photo. Of a request about a child only after somebody else has allowed it, and every time on record."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory.permissions import ALARM
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import as_uuid
from minqing.ledger.service import record_once, recorded
from minqing.vault import photo_files
from minqing.vault.access import case_ref
from minqing.vault.keys import unseal
from minqing.vault.models import Custody, Photo, Reveal
from minqing.vault.opening import Erased, case_key, photo_place

__all__ = ["ApprovalNeeded", "open_photo", "opens_at_once"]


class ApprovalNeeded(NotAllowed):
    """The request is about a child: another post has to allow it first."""

    code = "approval-needed"
    default = _(
        "This request is about a child. Before you see its photos, another post must allow it: ask under “who wrote”."
    )


def open_photo(*, photo_id: UUID | str, case_id: UUID | str, actor: Actor, at: datetime, urgent: bool = False) -> bytes:
    """
    Open one photo of one case. The caller's door has checked that the actor may open the case.

    :param urgent: a life is in danger in it now: then the post that takes up alarms does not wait for approval.
    :return: a JPEG.
    :raises NotFound: if there is no such photo, or of another case.
    :raises ApprovalNeeded: if the case is about a child and nobody else has allowed it to this post.
    :raises Erased: if it was destroyed.
    :source: ADR 0052.
    """
    case = as_uuid(case_id)
    row = Photo.objects.filter(pk=as_uuid(photo_id), case_id=case).first()
    custody = Custody.objects.filter(pk=case).first()
    if row is None or custody is None:
        raise NotFound
    if custody.child:
        _open_childs(row, custody, actor, at, urgent=urgent)
    return _jpeg(row)


def opens_at_once(actor: Actor, *, org_path: str, place_path: str) -> bool:
    """Tell whether a post may see photos of a child in danger without waiting: the one that takes up alarms there."""
    return actor.may(ALARM, org_path=org_path, place_path=place_path)


def _open_childs(row: Photo, custody: Custody, actor: Actor, at: datetime, *, urgent: bool) -> None:
    allowed = Reveal.objects.filter(
        case_id=custody.case_id, asked_by=str(actor.ref), state="approved", expires_at__gt=at
    ).first()
    waits = not (urgent and opens_at_once(actor, org_path=custody.org_path, place_path=custody.place_path))
    if allowed is None and waits:
        raise ApprovalNeeded
    _record_opening(row, custody, actor, at, reveal=str(allowed.pk) if allowed else "")


@recorded
def _record_opening(row: Photo, custody: Custody, actor: Actor, at: datetime, *, reveal: str) -> None:
    """Once for a photo, a post and an hour, as with opening the case."""
    hour = at.replace(minute=0, second=0, microsecond=0).isoformat()
    record_once(
        "vault.photo",
        f"{row.pk}:{actor.ref}:{hour}",
        "vault.photo_opened",
        subject=case_ref(custody.case_id),
        actor=actor.ref,
        at=at,
        org_path=custody.org_path,
        place_path=custody.place_path,
        data={"emergency": not reveal, "reveal": reveal},
    )


def _jpeg(row: Photo) -> bytes:
    try:
        sealed = photo_files.read(row.pk)
    except FileNotFoundError:
        raise Erased from None
    return unseal(case_key(row.key_id, row.case_id), sealed, photo_place(row.case_id, row.pk))
