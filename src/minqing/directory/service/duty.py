"""The duty line: who answers day and night, and alarms that stay open until somebody takes them up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_alarm, get_post, once
from minqing.directory.facts import ALARM_CODES
from minqing.directory.models import Alarm, DutyLine
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import Conflict, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.service import record, recorded


class UnableToSetDuty(Refused):
    """The duty line cannot be set as asked."""


@recorded
def set_duty_line(*, post_id: UUID | str, phone: str, actor: Actor, at: datetime) -> None:
    """
    Let another post and telephone answer day and night; the former line ends in the same step.

    :param phone: reached by text message and call; the post's work telephone when empty.
    :raises NotFound: if the post is out of reach.
    :raises UnableToSetDuty: if there is no telephone, or the post is closed.
    """
    post = get_post(post_id, actor=actor, permission=permissions.DUTY)
    phone = phone.strip() or post.work_phone
    if not phone or len(phone) > 30 or post.closed_at is not None:
        raise UnableToSetDuty(_("The duty line needs an open post and a telephone."), field="phone")
    root = post.organisation.path.partition("/")[0] + "/"
    DutyLine.objects.filter(root=root, ended_at=None).update(ended_at=at)
    with once():
        DutyLine.objects.create(id=uuid7(at), post=post, phone=phone, root=root, started_at=at)
    record(
        "duty_line.set",
        subject=Ref("organisation", root),
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path,
        place_path=post.place_path,
        data={"post": post.ref},
    )


def raise_alarm(
    *,
    subject: Ref,
    kind: str,
    org_path: str,
    place_path: str,
    actor: Ref,
    at: datetime,
    number: str = "",
    kept_from: Iterable[str] = (),
) -> None:
    """
    Raise an alarm inside the verb that met the danger; its fact owes the calls. While one is open, no second.

    :param kind: what ``vault.danger`` found: ``gas``, ``fire`` …; anything else counts as ``other``.
    :param number: the public number of the thing, for the message.
    :param kept_from: paths of units that the words are about; nobody at or below them is told or sees it.
    """
    kind = kind if kind in ALARM_CODES else "other"
    if Alarm.objects.filter(subject=str(subject), kind=kind, acknowledged_at=None).exists():
        return
    alarm = Alarm(id=uuid7(at), subject=str(subject), kind=kind, number=number, raised_at=at)
    alarm.org_path, alarm.place_path, alarm.kept_from = org_path, place_path, " ".join(sorted(set(kept_from)))
    alarm.save(force_insert=True)
    record(
        "alarm.raised",
        subject=subject,
        actor=actor,
        at=at,
        org_path=org_path,
        place_path=place_path,
        data={"danger": ALARM_CODES[kind]},
    )


def keep_alarms_from(*, unit: str, subject: Ref, org_path: str) -> None:
    """
    Keep what was alarmed about a subject from a unit from now on, inside the verb that bars it.

    :param org_path: where an alarm goes that lay with the unit itself.
    """
    for alarm in Alarm.objects.filter(subject=str(subject)):
        alarm.kept_from = " ".join(sorted({*alarm.kept_from.split(), unit}))
        alarm.org_path = org_path if covers(unit, alarm.org_path) else alarm.org_path
        alarm.save(update_fields=["kept_from", "org_path"])


@recorded
def acknowledge_alarm(*, alarm_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Take an alarm up: somebody on duty has it now, and the red bar goes.

    :raises NotFound: if the alarm is absent or out of reach.
    :raises Conflict: if somebody took it up before.
    """
    alarm = get_alarm(alarm_id, actor=actor, permission=permissions.ALARM)
    if alarm.acknowledged_at is not None:
        raise Conflict(_("Somebody has taken this alarm up already."))
    alarm.acknowledged_at, alarm.acknowledged_by_id = at, as_uuid(actor.ref.id)
    alarm.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record(
        "alarm.acknowledged",
        subject=Ref.parse(alarm.subject),
        actor=actor.ref,
        at=at,
        org_path=alarm.org_path,
        place_path=alarm.place_path,
        data={
            "danger": ALARM_CODES[alarm.kind],
            "minutes": max(0, (at - alarm.raised_at) // timedelta(minutes=1)),
        },
    )
