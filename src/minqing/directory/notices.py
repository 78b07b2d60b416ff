"""Who is woken after an alarm."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView
from minqing.territory.queries import full_names

from .channels import send
from .facts import ALARM_CODES, ALARM_TITLES
from .models import Alarm, DutyLine
from .permissions import ALARM
from .queries import holders
from .service import post_notice


@delivers("alarm.raised", name="directory.wake_duty", urgent=True)
def wake_duty(fact: FactView, at: datetime) -> None:
    """Send the alarm to the duty telephone and to every post that takes up alarms here."""
    kind = next(key for key, number in ALARM_CODES.items() if number == fact.data["danger"])
    raised = Alarm.objects.filter(subject=str(fact.subject), kind=kind, raised_at=fact.happened_at)
    alarm = raised.filter(acknowledged_at=None).first()
    if alarm is None:
        return
    text = alarm_text(alarm)
    for post in holders(ALARM, fact.org_path, fact.place_path, at=at):
        if alarm.is_kept_from(post.org_path):
            continue
        post_notice(
            post_id=post.id,
            key="directory.wake_duty",
            subject=fact.subject,
            text=text,
            urgent=True,
            fact_id=fact.id,
            at=at,
        )
    call_duty(alarm, key=f"alarm:{alarm.pk}")


def call_duty(alarm: Alarm, *, key: str) -> None:
    """
    Send an alarm as a text message to whoever has the duty line; nothing where nobody has: the red bar says so.

    A line kept in a unit that the alarm is about is passed over for the telephone of the settings.
    """
    line, text = DutyLine.objects.filter(ended_at=None).select_related("post__organisation").first(), alarm_text(alarm)
    if line and alarm.is_kept_from(line.post.organisation.path):
        line = None
    phone = line.phone if line else settings.DUTY_PHONE
    if phone:
        send("sms", to=phone, subject="", body=text, key=key)


def alarm_text(alarm: Alarm) -> str:
    """Say in one sentence what is the matter and where, without a word of the resident's."""
    return _("Danger to life: %(kind)s, %(place)s, request %(number)s. Please take it up at once.") % {
        "kind": ALARM_TITLES[alarm.kind],
        "place": full_names([alarm.place_path]).get(alarm.place_path, alarm.place_path),
        "number": alarm.number or "–",
    }
