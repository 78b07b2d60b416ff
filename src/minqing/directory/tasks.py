"""Periodic work of the directory: the day's digest, and alarms that nobody has taken up."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from minqing.kernel.ids import uuid7
from minqing.kernel.times import SHANGHAI, day_of
from minqing.ledger.jobs import periodic
from minqing.rulebook.clocks import is_office_hours
from minqing.rulebook.queries import calendar

from .channels import send
from .models import Alarm, Digest, LoginThrottle, Notice
from .notices import call_duty
from .queries.duty import PATIENCE

BATCH = 200
SHOWN = 20
NOT_BEFORE_HOUR = 9


@periodic(name="directory.send_digests", every=timedelta(minutes=10))
def send_digests(at: datetime) -> None:
    """
    Send each person one e-mail a day with what is new, in working hours.

    What was seen in the site meanwhile is left out. Somebody without an address is told in the site only.
    """
    if not is_office_hours(at, calendar()) or at.astimezone(SHANGHAI).hour < NOT_BEFORE_HOUR:
        return
    day = day_of(at)
    waiting = Notice.objects.filter(told_at=None, post__person__isnull=False)
    waiting = waiting.exclude(post__person__digests__day=day).select_related("post").order_by("created_at")
    by_person: dict[Any, list[Notice]] = defaultdict(list)
    for notice in waiting[: BATCH * SHOWN]:
        by_person[notice.post.person_id].append(notice)
    for person_id, notices in list(by_person.items())[:BATCH]:
        _send_digest(person_id, notices, at)


def _send_digest(person_id: Any, notices: list[Notice], at: datetime) -> None:
    new = [notice for notice in notices if notice.read_at is None]
    address = next((notice.post.email for notice in new if notice.post.email), "")
    if address:
        key = f"digest:{person_id}:{day_of(at)}"
        send("email", to=address, subject=_("New today: %(count)d") % {"count": len(new)}, body=_body(new), key=key)
    with transaction.atomic():
        if address:
            Digest.objects.bulk_create(
                [Digest(id=uuid7(at), person_id=person_id, day=day_of(at), sent_at=at)], ignore_conflicts=True
            )
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(told_at=at)


def _body(notices: list[Notice]) -> str:
    lines = [f"· {notice.text}" for notice in notices[:SHOWN]]
    if len(notices) > SHOWN:
        lines.append(_("… and %(count)d more.") % {"count": len(notices) - SHOWN})
    lines += ["", settings.PUBLIC_URL + "/office/", _("This is the only message of this kind today.")]
    return "\n".join(lines)


@periodic(name="directory.repeat_alarms", every=timedelta(minutes=1))
def repeat_alarms(at: datetime) -> None:
    """Call the duty line again every five minutes for an alarm that nobody has taken up, for two hours."""
    for alarm in Alarm.objects.filter(acknowledged_at=None, raised_at__lte=at - PATIENCE):
        turn = (at - alarm.raised_at) // PATIENCE
        if turn <= 24:
            call_duty(alarm, key=f"alarm:{alarm.pk}:{turn}")


@periodic(name="directory.forget_failures", every=timedelta(hours=1))
def forget_failures(at: datetime) -> None:
    """Forget failed sign-ins a day after the last one."""
    LoginThrottle.objects.filter(last_failed_at__lt=at - timedelta(days=1)).delete()
