"""A unit's no: asked for by the unit, agreed to or not by an office of another unit, with a clock of its own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case
from minqing.cases.answering.giving import Answer, UnableToReply, give_answer
from minqing.cases.codes import Duty, Outcome
from minqing.cases.models import Demand, Refusal
from minqing.cases.names import unit_name
from minqing.cases.pressing import level_due, past_their_day
from minqing.cases.routing import clear_office
from minqing.cases.service.verifying import NEVER_ALONE, may_verify
from minqing.cases.steps import CLOCK, Act, end_party, give_party, hours
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["SECOND_OFFICE", "UnableToDecide", "ask_refusal", "decide_refusal"]

SECOND_OFFICE = NEVER_ALONE
REFUSAL_RULE = "MQ-REFUSE"
OFFICES = (Duty.OVERSEE, Duty.VERIFY, Duty.PRESSURE)
PERMISSION = "cases.approve_refusal"


class UnableToDecide(Refused):
    """The decision cannot be taken as asked."""


def ask_refusal(act: Act, answer: Answer) -> None:
    """
    Lay a no before the office that must agree: an inner step of answering. The promise runs on.

    :raises UnableToReply: if one waits already.
    """
    case, move = act.case, act.move("ask_refusal")
    if case.refusals.filter(state="asked").exists():
        raise UnableToReply(_("Your no waits for a second office already. Answer otherwise, or wait for its decision."))
    office = clear_office(case, *OFFICES, beside_lead=True)
    rule = clocks.rule_for(REFUSAL_RULE, place_path=case.place_path, at=act.at)
    Refusal.objects.create(
        id=uuid7(act.at),
        case=case,
        asked_at=act.at,
        asked_by=answer.by,
        asked_person=act.actor.person,
        unit_name=case.lead_name,
        outcome=answer.outcome,
        answers={str(demand.id): text for demand, text in answer.answers.items()},
        words=answer.words,
        as_is=answer.as_is if answer.doubts else "",
        without_parts=answer.without_parts,
        office_path=office,
        due_at=clocks.count(rule, start=act.at).due_at,
    )
    give_party(case, office, "approve", unit_name(office))
    fact = act.fact(move, outcome=answer.outcome, rule=rule.version)
    act.tell(fact, words=answer.first_words, code=answer.outcome.name.lower(), audience="office")


@recorded
def decide_refusal(*, number: str, actor: Actor, at: datetime, decision: str, words: str) -> str:
    """
    Agree to a unit's no, or not, as somebody of another unit. Agreed to, it becomes the answer, and she is told.

    :param decision: ``approve`` or ``refuse``.
    :param words: why; on approval the resident reads it.
    :return: the case number.
    :raises NotAllowed: if the actor, her post or her unit had a hand in the request.
    :raises UnableToDecide: if nothing waits.
    """
    said = clean(words, field="words", most=2000)
    if decision not in {"approve", "refuse"}:
        raise UnableToDecide(_("Please approve or refuse."), field="decision")
    case = get_case(number, actor=actor, permission=PERMISSION, lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("decide_refusal")
    asked = case.refusals.filter(state="asked").first()
    if asked is None:
        raise UnableToDecide(_("No refusal of the unit waits here."))
    if not may_verify(case, actor) or asked.asked_by == str(actor.ref):
        raise NotAllowed(_("An office of another unit must decide, and nobody who had a hand in this request."))
    approved, late = decision == "approve", act.at > asked.due_at
    asked.state = "approved" if approved else "refused"
    asked.decided_at, asked.decided_by, asked.reason = act.at, str(actor.ref), said
    asked.save()
    data: dict[str, Any] = {"late": late, "outcome": asked.outcome, "hours": hours(asked.asked_at, act.at)}
    fact = act.fact(move if approved else "case.refusal_turned_down", **data)
    act.tell(fact, words=said, late=late, audience="all" if approved else "office")
    if approved:
        give_answer(act, _answer(asked, unit_name(actor.org_path)))
    else:
        end_party(case, "approve")
    return case.number


def _answer(asked: Refusal, office: str) -> Answer:
    demands = {str(demand.id): demand for demand in Demand.objects.filter(case=asked.case_id).order_by("number")}
    answers = {demands[key]: text for key, text in asked.answers.items() if key in demands}
    return Answer(
        Outcome(asked.outcome),
        answers,
        asked.words,
        by=asked.asked_by,
        as_is=asked.as_is,
        agreed_by=office[:80],
        without_parts=asked.without_parts,
    )


# --- the clock --------------------------------------------------------------------------------------------------


def waiting(at: datetime) -> Any:
    """Return the keys of refusals that nobody decided in their time."""
    rows = Refusal.objects.filter(past_their_day(at), Q(state="asked"))
    return rows.order_by("due_at").values_list("pk", flat=True)


@recorded
def remind_refusal(*, key: UUID, at: datetime) -> None:
    """Ask the second office for its decision; later tell its head and the overseer."""
    row = Refusal.objects.select_for_update().select_related("case").get(pk=key)
    level = level_due(row, at)
    if row.state == "asked" and level is not None:
        row.reminded = level
        row.save(update_fields=["reminded"])
        Act(row.case, CLOCK, at).fact("case.refusal_reminded", org_path=row.office_path, level=level)
