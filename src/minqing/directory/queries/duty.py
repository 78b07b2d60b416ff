"""Whether an alarm would reach somebody, and which alarms are open."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.facts import ALARM_TITLES
from minqing.directory.models import Alarm, DutyLine
from minqing.directory.records import AlarmView, DutyChannel
from minqing.kernel.access import Actor

from .organisations import post_view

PATIENCE = timedelta(minutes=5)
PUBLIC_LINE = "12345"


def duty_channel(at: datetime) -> DutyChannel:
    """
    Say whether somebody answers: a line is set, and no alarm has been open for more than five minutes.

    :param at: now.
    :return: two queries; ``why`` is a sentence for the red bar, empty while all is well.
    """
    line = DutyLine.objects.filter(ended_at=None).select_related("post__organisation", "post__person").first()
    waiting = list(Alarm.objects.filter(acknowledged_at=None).order_by("raised_at").values_list("raised_at", flat=True))
    oldest = waiting[0] if waiting else None
    phone = line.phone if line else settings.DUTY_PHONE
    late = oldest is not None and at - oldest > PATIENCE
    state = "nobody" if not phone else "waiting" if late else "ready"
    return DutyChannel(
        answers=state == "ready",
        state=state,
        phone=phone,
        post=post_view(line.post).label if line else "",
        post_id=line.post_id if line else None,
        open_alarms=len(waiting),
        oldest_alarm_at=oldest,
        why=_WHY[state],
    )


_WHY: dict[str, Any] = {
    "ready": "",
    "nobody": _("No duty line is set. Reports of danger to life reach nobody but this desk."),
    "waiting": _("An alarm of danger to life is open, and nobody on duty has taken it up."),
}


def line_to_call() -> str:
    """Return the telephone that pages and cards name for who would rather call: the county's own, else 12345."""
    return str(settings.DUTY_PHONE or PUBLIC_LINE)


def open_alarms(actor: Actor) -> list[AlarmView]:
    """Return the alarms within the actor's reach that nobody has taken up, oldest first."""
    return _within(actor, Alarm.objects.filter(acknowledged_at=None).order_by("raised_at"))


def alarms(actor: Actor, *, limit: int = 50) -> list[AlarmView]:
    """Return the latest alarms within the actor's reach, newest first."""
    return _within(actor, Alarm.objects.order_by("-raised_at"))[:limit]


def _within(actor: Actor, rows: Any) -> list[AlarmView]:
    found = rows.select_related("acknowledged_by__organisation", "acknowledged_by__person")[:200]
    return [
        _view(row)
        for row in found
        if actor.may(permissions.ALARM, org_path=row.org_path, place_path=row.place_path)
        and not row.is_kept_from(actor.org_path)
    ]


def _view(row: Any) -> AlarmView:
    return AlarmView(
        id=row.id,
        subject=row.subject,
        kind=row.kind,
        kind_title=ALARM_TITLES[row.kind],
        number=row.number,
        place_path=row.place_path,
        raised_at=row.raised_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=post_view(row.acknowledged_by).label if row.acknowledged_by_id else "",
    )
