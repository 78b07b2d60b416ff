"""The county's own answer for a lawful reason to decline."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Decline, read
from minqing.cases.models import StandardText
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded

__all__ = ["set_decline_answer"]


@recorded
def set_decline_answer(*, reason: str, text: str, actor: Actor, at: datetime) -> None:
    """
    Put the county's own standard answer in place for one of the six reasons to decline.

    :param reason: ``emergency``, ``legal_channel``, ``same_matter``, ``secret_or_private``, ``outside_duties``,
        ``illegal``.
    :raises NotAllowed: without ``cases.route``.
    :source: HL-14.
    """
    if not actor.holds("cases.route"):
        raise NotAllowed
    try:
        why = read(Decline, reason)
    except (KeyError, ValueError, AttributeError) as unknown:
        raise Refused(_("Please choose one of the six reasons."), field="reason") from unknown
    said = clean(text, field="text", most=4000)
    row = StandardText.objects.filter(decline=why).first() or StandardText(id=uuid7(at), decline=why)
    row.title, row.text = why.name.lower(), said
    row.save()
    grant = actor.reach("cases.route")[0]
    record(
        "standard_reply.set",
        subject=Ref("standard_reply", str(row.id)),
        actor=actor.ref,
        at=aware(at),
        org_path=grant.org_path,
        place_path=grant.place_path,
        data={"matter": 0, "reason": why},
    )
