"""What the government's meeting decided on a request that stayed unresolved."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case
from minqing.cases.models import Tabled
from minqing.cases.routing import unit_allowed
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import recorded

__all__ = ["UnableToDecide", "record_decision"]


class UnableToDecide(Refused):
    """This decision cannot be recorded."""


@recorded
def record_decision(
    *, number: str, actor: Actor, at: datetime, meeting: str, words: str, lead_path: str, due_on: date
) -> str:
    """
    Record what the meeting decided on a request of its list: what, by whom, until when. The resident reads it.

    The decision is not dispatched by itself: whoever dispatches gives the request to the unit named.

    :param meeting: which meeting, e.g. its number or day.
    :param lead_path: the unit that carries the decision out; never one that the request is about.
    :param due_on: by which day.
    :return: the case number.
    :raises UnableToDecide: if the request is not on the list, or the day is past.
    :source: HL-16.
    """
    said, named = clean(words, field="words", most=2000), clean(meeting, field="meeting", most=80)
    case = get_case(number, actor=actor, permission="cases.supervise", lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("record_decision")
    row = Tabled.objects.filter(case=case, decided_at__isnull=True).first()
    if row is None:
        raise UnableToDecide(_("This request is not on the meeting list."))
    if due_on <= day_of(act.at):
        raise UnableToDecide(_("The day lies ahead."), field="due_on")
    name = unit_allowed(case, lead_path)
    row.meeting, row.words, row.lead_path, row.lead_name, row.due_on = named, said, lead_path, name, due_on
    row.decided_at, row.decided_by = act.at, str(actor.ref)
    row.save()
    days = (act.at - row.tabled_at).days
    fact = act.fact(move, days=days, lead=lead_path, due_on=int(due_on.strftime("%Y%m%d")))
    act.tell(
        fact,
        words=_("%(meeting)s: %(unit)s, by %(day)s. %(words)s")
        % {"meeting": named, "unit": name, "day": due_on.isoformat(), "words": said},
    )
    return case.number
