"""
Disputes over who handles a request: the inner steps of returning, taking back and ruling.

The arbiter has a clock of its own, in working hours; a ruling that comes late is counted at the arbiter's office.

:source: HL-06, XF-23, P15.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from minqing.kernel.ids import uuid7
from minqing.ledger.service import recorded

from . import clocks, rulings
from .codes import Duty
from .models import Dispute, Precedent
from .routing import clear_office
from .steps import CLOCK, Act, hours

RULING_RULE = "MQ-RULING"


def open_dispute(act: Act, *, unit_name: str = "", words: str = "") -> None:
    """
    Lay a request before the arbiter, if it does not lie there already, and start the arbiter's clock.

    :param unit_name: the unit that returned it last, or from which it was taken.
    """
    case = act.case
    if Dispute.objects.filter(case=case, ruled_at__isnull=True, ended_at__isnull=True).exists():
        return
    rule = clocks.rule_for(RULING_RULE, place_path=case.place_path, at=act.at)
    office = clear_office(case, Duty.OVERSEE, Duty.PRESSURE)
    due_at = clocks.count(rule, start=act.at).due_at
    Dispute.objects.create(
        id=uuid7(act.at),
        case=case,
        opened_at=act.at,
        office_path=office,
        unit_name=unit_name,
        words=words,
        due_at=due_at,
        rule=rule.version,
    )
    act.fact("case.dispute_opened", org_path=office, bounce=case.bounce, rule=rule.version)


def rule_on(act: Act, words: str) -> None:
    """Close the open dispute with the arbiter's ruling, and keep the ruling as a precedent for later dispatches."""
    case = act.case
    dispute = Dispute.objects.filter(case=case, ruled_at__isnull=True, ended_at__isnull=True).first()
    if dispute is not None:  # one opened before disputes were kept has no clock of its own
        rulings.mark_ruling_overdue(act, dispute)
        late = act.at > dispute.due_at
        dispute.ruled_at = act.at
        dispute.save(update_fields=["ruled_at"])
        waited = hours(dispute.opened_at, act.at)
        act.fact("case.ruled", org_path=dispute.office_path, late=late, hours=waited, lead=case.lead_path)
    Precedent.objects.create(
        id=uuid7(act.at),
        case=case,
        matter=case.matter,
        place_path=case.place_path,
        lead_path=case.lead_path,
        lead_name=case.lead_name,
        words=words,
        at=act.at,
        by=str(act.actor.ref),
    )


def over(at: datetime) -> Any:
    """Return the keys of open disputes whose day for a ruling has passed."""
    rows = Dispute.objects.filter(ruled_at__isnull=True, ended_at__isnull=True, overdue=False, due_at__lt=at)
    return rows.order_by("due_at", "id").values_list("pk", flat=True)


@recorded
def mark_ruling_overdue(*, key: UUID, at: datetime) -> None:
    """Record that the arbiter let the time for a ruling pass."""
    dispute = Dispute.objects.select_for_update().select_related("case").get(pk=key)
    if dispute.ruled_at is None and dispute.ended_at is None:
        rulings.mark_ruling_overdue(Act(dispute.case, CLOCK, at), dispute)
