"""Who in the office is told of a no that a second office must agree to; recipes as in :mod:`minqing.cases.notices`."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case_of
from minqing.cases.codes import Reminder
from minqing.cases.telling import holders, others, speaking_for, tell
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

APPROVE = "cases.approve_refusal"


@delivers("case.refusal_asked", name="cases.tell_second_office")
def tell_second_office(fact: FactView, at: datetime) -> None:
    """Tell the office of another unit that a no waits for its agreement."""
    case = get_case_of(fact.subject)
    asked = case.refusals.filter(state="asked").first()
    if asked is not None:
        posts = others(holders(APPROVE, asked.office_path, case), fact)
        text = _("A unit says no to request %(number)s. It is no answer before you agree.")
        tell(fact, at, key="cases.tell_second_office", posts=posts, text=text)


@delivers("case.refusal_reminded", name="cases.tell_refusal_overdue")
def tell_refusal_overdue(fact: FactView, at: datetime) -> None:
    """Tell the second office that its decision is late; later the overseer as well."""
    case = get_case_of(fact.subject)
    posts = holders(APPROVE, fact.org_path, case)
    if fact.data["level"] == Reminder.ESCALATED:
        posts = [*posts, *holders("cases.supervise", fact.org_path, case)]
    text = _("A unit's no to request %(number)s still waits for your decision, past its day.")
    tell(fact, at, key="cases.tell_refusal_overdue", posts=posts, text=text)


@delivers("case.refusal_approved", "case.refusal_turned_down", name="cases.tell_refuser")
def tell_refuser(fact: FactView, at: datetime) -> None:
    """Tell the unit what became of its no."""
    texts = {
        "case.refusal_approved": _("Your no to request %(number)s was agreed to and has gone to the resident."),
        "case.refusal_turned_down": _("Your no to request %(number)s was not agreed to. Please answer otherwise."),
    }
    posts = others(speaking_for(get_case_of(fact.subject)), fact)
    tell(fact, at, key="cases.tell_refuser", posts=posts, text=texts[fact.kind])
