"""More time: asked for by the unit, decided by somebody else, capped by rule. So is a clock that is to stand still."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case
from minqing.cases.codes import Promise
from minqing.cases.models import Case, Extension
from minqing.cases.responsible import require
from minqing.cases.service.handling import in_hand
from minqing.cases.service.pausing import settle_suspension
from minqing.cases.service.renewing import settle_new_day
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.lifecycle import Move
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["UnableToExtend", "ask_extension", "decide_extension"]

EXTENSION_CAP = "MQ-EXT"
EXTENSION_COUNT = "MQ-EXT-N"


class UnableToExtend(Refused):
    """More time cannot be asked for or granted as wished."""


@recorded
def ask_extension(*, number: str, actor: Actor, at: datetime, days: int, reason: str) -> str:
    """
    Ask for more time, before the promised day; somebody else decides.

    :param days: working days, within the rule's cap for one extension; another rule says how many there may be.
    :return: the case number.
    :raises UnableToExtend: if the cap or the number of extensions is used up, or the day has passed.
    """
    said = clean(reason, field="reason", most=2000)
    act = in_hand(number, actor, at, "cases.handle")
    case = act.case
    move = act.move("ask_extension")
    _refuse_extension(case, int(days), act.at)
    act.ask(days=int(days), reason=said)
    act.tell(act.fact(move, days=int(days)), words=said, audience="office")
    return case.number


def _refuse_extension(case: Case, days: int, at: datetime) -> None:
    cap = int(clocks.rule_for(EXTENSION_CAP, place_path=case.place_path, at=at).value)
    most = int(clocks.rule_for(EXTENSION_COUNT, place_path=case.place_path, at=at).value)
    if case.is_late(at):
        raise UnableToExtend(_("The promised day has passed. Answer now, or give a new day."))
    if case.extensions.filter(state="asked").exists():
        raise UnableToExtend(_("Something the unit asked for is already waiting for a decision."))
    granted = case.extensions.filter(
        state="approved", asked_at__gte=case.due_start, new_on__isnull=True, pause__isnull=True
    )
    if granted.count() >= most:
        raise UnableToExtend(_("No further extension is possible under the rule."))
    if not 1 <= days <= cap:
        raise UnableToExtend(
            _("At most %(days)s working days more are possible under the rule.") % {"days": cap}, field="days"
        )


@recorded
def decide_extension(*, number: str, actor: Actor, at: datetime, decision: str, words: str) -> str:
    """
    Approve or refuse what a unit asks for, as somebody other than who asked.

    That is more time, a clock that stands still from now on, or a new day for a late request.

    :param decision: ``approve`` or ``refuse``.
    :param words: on approval the reason that the resident reads.
    :return: the case number.
    :raises NotAllowed: if the actor asked herself.
    :raises UnableToExtend: if nothing waits for a decision.
    """
    said = clean(words, field="words", most=2000)
    if decision not in {"approve", "refuse"}:
        raise UnableToExtend(_("Please approve or refuse."), field="decision")
    case = get_case(number, actor=actor, permission="cases.approve_extension", lock=True)
    act = Act(case, require(case, actor, "cases.approve_extension"), aware(at))
    move = act.move("decide_extension")
    asked = case.extensions.filter(state="asked").first()
    if asked is None:
        raise UnableToExtend(_("Nothing the unit asked for is waiting."))
    if str(actor.ref) == asked.asked_by or (actor.person and actor.person == asked.asked_person):
        raise NotAllowed(_("Somebody else must decide on a request of your own."))
    asked.state = "approved" if decision == "approve" else "refused"
    asked.decided_at, asked.decided_by, asked.words = act.at, str(actor.ref), said
    asked.save()
    if decision == "refuse":
        kind = "case.extension_refused" if asked.pause is None else "case.suspension_refused"
        act.tell(act.fact(kind), words=said, audience="office")
        return case.number
    if asked.new_on is not None:
        settle_new_day(act, asked, said)
    elif asked.pause is not None:
        settle_suspension(act, asked, said)
    else:
        _settle_more_time(act, move, asked, said)
    case.save()
    return case.number


def _settle_more_time(act: Act, move: Move, asked: Extension, words: str) -> None:
    """Give the days asked for; decided after the promised moment they are a new day, and the request stays late."""
    case = act.case
    if case.is_late(act.at):
        asked.new_on = clocks.promise_of(case, more=asked.days).due_on
        asked.save(update_fields=["new_on"])
        settle_new_day(act, asked, words)
        return
    fact = act.fact(move, late=False, days=asked.days, approver=act.actor.ref, rule=case.due_rule)
    act.tell(fact, words=words)
    case.due_extra += asked.days
    act.recount(Promise.EXTENDED, words)
