"""A new day for a request whose promise was broken: named by the unit, agreed to by another, told to the resident."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.codes import Promise, Stage
from minqing.cases.models import Case, Extension, PromiseChange
from minqing.cases.service.handling import in_hand
from minqing.cases.steps import Act
from minqing.cases.words import clean, day_in_words
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.ledger.service import recorded
from minqing.rulebook import queries as rulebook

__all__ = ["UnableToRenew", "give_new_day", "settle_new_day"]

NEW_DAY_RULE = "MQ-NEWDAY"


class UnableToRenew(Refused):
    """No new day can be given as wished."""


@recorded
def give_new_day(*, number: str, actor: Actor, at: datetime, new_on: date, reason: str) -> str:
    """
    Name a new day for a late request; somebody else decides. The request stays late by its first promise.

    :param new_on: a working day ahead, at most as far as rule MQ-NEWDAY allows.
    :param reason: why it is late, and why that day.
    :return: the case number.
    :raises UnableToRenew: if the request is not late, a proposal waits already, or the day does not fit.
    :source: HL-04: what cannot be done yet gets a plan, a date and a reason.
    """
    said = clean(reason, field="reason", most=2000)
    act = in_hand(number, actor, at, "cases.handle")
    case = act.case
    move = act.move("give_new_day")
    act.end_askings(pause__isnull=False)  # no late request is suspended: nobody could agree any more
    _refuse_new_day(case, new_on, act.at)
    days = (new_on - day_of(case.due_at)).days
    act.ask(days=days, reason=said, new_on=new_on)
    act.tell(act.fact(move, days=days), words=said, code=new_on.isoformat(), audience="office")
    return case.number


def _refuse_new_day(case: Case, new_on: date, at: datetime) -> None:
    if not case.is_late(at):
        raise UnableToRenew(_("The promised day has not passed yet. Ask for more time instead."))
    if case.extensions.filter(state="asked").exists():
        raise UnableToRenew(_("A new day is already waiting for a decision."))
    latest = clocks.count(clocks.rule_for(NEW_DAY_RULE, place_path=case.place_path, at=at), start=at).due_on
    if not day_of(at) < new_on <= latest or not rulebook.calendar().is_working(new_on).working:
        raise UnableToRenew(
            _("The new day must be a working day after today and not after %(latest)s.")
            % {"latest": day_in_words(latest)},
            field="new_on",
        )


def settle_new_day(act: Act, asked: Extension, words: str) -> None:
    """
    Give a late request the day that was proposed: an inner step of deciding.

    :raises UnableToRenew: if that day has passed meanwhile.
    """
    case, new_on = act.case, asked.new_on or day_of(act.at)
    end = clocks.end_of(new_on)
    if end < act.at:
        raise UnableToRenew(_("This day has passed meanwhile. Refuse it, so that the unit names another."))
    before, case.new_due_at = case.awaited_at, end
    if case.stage == Stage.HANDLE:
        case.stage_due_at, case.stage_provisional, case.reminded = end, False, 0
    PromiseChange.objects.create(case=case, at=act.at, before=before, due_at=end, reason=Promise.NEW_DAY, words=words)
    rule = clocks.rule_for(NEW_DAY_RULE, place_path=case.place_path, at=act.at)
    act.fact(
        "case.new_day_given",
        days=asked.days,
        approver=act.actor.ref,
        due_on=int(new_on.strftime("%Y%m%d")),
        rule=rule.version,
    )
    change = act.fact("case.promise_changed", reason=Promise.NEW_DAY, days=(new_on - day_of(before)).days)
    act.tell(change, words=words, code=str(int(Promise.NEW_DAY)))
    clocks.burn_anew(case)
