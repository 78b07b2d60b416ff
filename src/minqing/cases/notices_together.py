"""Who is told of what several units do for one request: parts, rulings, the meeting list."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .access import get_case_of
from .telling import holders, others, speaking_for, tell


@delivers("case.part_asked", "case.part_ended", "case.part_became_overdue", name="cases.tell_helper")
def tell_helper(fact: FactView, at: datetime) -> None:
    """Tell a co-handler of its part: that it is asked for, late, or no longer needed; late, the lead as well."""
    case = get_case_of(fact.subject)
    texts = {
        "case.part_asked": _("Your unit is asked to help with request %(number)s, %(place)s."),
        "case.part_ended": _("Your unit's part of request %(number)s is no longer needed."),
        "case.part_became_overdue": _("A part of request %(number)s is past its day."),
    }
    posts = others(holders("cases.acknowledge", fact.org_path, case), fact)
    if fact.kind == "case.part_became_overdue":
        posts = [*posts, *speaking_for(case)]
    tell(fact, at, key="cases.tell_helper", posts=posts, text=texts[fact.kind])


@delivers("case.ruling_became_overdue", name="cases.tell_arbiter")
def tell_arbiter(fact: FactView, at: datetime) -> None:
    """Tell the arbiter's office that a ruling is late."""
    case = get_case_of(fact.subject)
    posts = holders("cases.supervise", fact.org_path, case)
    text = _("The ruling on request %(number)s is past its time; no unit has it in hand.")
    tell(fact, at, key="cases.tell_arbiter", posts=posts, text=text)


@delivers("case.tabled", "case.meeting_decided", name="cases.tell_tabled")
def tell_tabled(fact: FactView, at: datetime) -> None:
    """Tell oversight that a request is on the meeting list; once it is decided, whoever holds or dispatches it."""
    case = get_case_of(fact.subject)
    if fact.kind == "case.tabled":
        posts = holders("cases.supervise", case.intake_path, case)
        text = _("Request %(number)s came back unresolved again and is on the meeting list now.")
    else:
        posts = [*speaking_for(case), *holders("cases.dispatch", case.intake_path, case)]
        text = _("The government's meeting has decided on request %(number)s; please carry it out.")
    tell(fact, at, key="cases.tell_tabled", posts=others(posts, fact), text=text)


@delivers("case.part_answered", "case.part_returned", name="cases.tell_lead")
def tell_lead(fact: FactView, at: datetime) -> None:
    """Tell the lead that a co-handler gave its part, or says that it is not its own."""
    case = get_case_of(fact.subject)
    texts = {
        "case.part_answered": _("A unit gave its part of request %(number)s."),
        "case.part_returned": _("A unit says that its part of request %(number)s is not its own."),
    }
    posts = others(speaking_for(case), fact)
    tell(fact, at, key="cases.tell_lead", posts=posts, text=texts[fact.kind])
