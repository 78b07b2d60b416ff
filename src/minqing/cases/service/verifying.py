"""Looking whether an answer is true, by somebody who did not handle it; then closing, and asking the resident."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, receipts
from minqing.cases.access import get_case
from minqing.cases.codes import Check, Outcome, read
from minqing.cases.models import Case, Rating, Reply
from minqing.cases.paths import and_above
from minqing.cases.responsible import require
from minqing.cases.steps import Act, hours
from minqing.cases.tabling import table_if_due
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.rows import read_columns
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import recorded

__all__ = ["UnableToClose", "close", "may_verify", "rework", "verify"]

RATING_RULE = "MQ-RATE"
NEVER_ALONE = frozenset({Outcome.NOT_WITHIN_DUTY, Outcome.UNREASONABLE})
"""What no unit says without an office of another unit; see :mod:`minqing.cases.service.refusing`."""


class UnableToClose(Refused):
    """The request cannot be closed as asked."""


def may_verify(case: Case, actor: Actor) -> bool:
    """
    Tell whether somebody had no hand in a request: neither she, nor her post, nor her unit.

    :source: GB/T 30428; HL-08.
    """
    if case.lead_path and case.lead_path in and_above(actor.org_path):
        return False
    had_a_hand = read_columns(
        "SELECT 1 FROM cases_hand WHERE case_id = %s AND (post = %s OR person <> '' AND person = %s) LIMIT 1",
        [case.pk, str(actor.ref), actor.person],
    )
    return not had_a_hand


def _verifying(number: str, actor: Actor, at: datetime) -> Act:
    case = get_case(number, actor=actor, permission="cases.verify", lock=True)
    if not may_verify(case, actor):
        raise NotAllowed(_("Whoever handled a request, or belongs to the unit that did, does not verify it."))
    return Act(case, actor, aware(at))


@recorded
def verify(*, number: str, actor: Actor, at: datetime, result: str, words: str) -> str:
    """
    Record what was found: is it as the unit answered?

    :param result: ``done``, ``partly`` or ``not_reached`` (the resident could not be reached).
    :param words: what was looked at or said; the resident can read it.
    :return: the case number.
    :raises NotAllowed: if the actor, her post or her unit handled the request.
    """
    said = clean(words, field="words", most=2000)
    try:
        found = read(Check, result)
    except (KeyError, ValueError) as unknown:
        raise Refused(_("Please say what you found."), field="result") from unknown
    act = _verifying(number, actor, at)
    pass_check(act, found, said)
    return act.case.number


def pass_check(act: Act, found: Check, said: str) -> None:
    """Record what was found of an answer: an inner step of verifying, and of whatever goes along."""
    case, move = act.case, act.move("verify")
    waited, rule = hours(case.stage_at, act.at), case.stage_rule
    late = act.next_stage(case.intake_path)
    fact = act.fact(move, late=late, result=found, hours=waited, rule=rule)
    act.tell(fact, words=said, code=found.name.lower(), late=late)
    case.save()


@recorded
def rework(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Send an answer back to the unit because it is not so; the promise goes on as it stood.

    :param words: what is missing.
    :return: the case number.
    :raises NotAllowed: if the actor, her post or her unit handled the request.
    """
    said = clean(words, field="words", most=2000)
    act = _verifying(number, actor, at)
    send_back(act, said)
    return act.case.number


def send_back(act: Act, said: str) -> None:
    """Send an answer back: an inner step of verifying, and of whatever goes along with another request."""
    case, move = act.case, act.move("rework")
    case.rework_round += 1
    late = act.pass_stage()
    case.answered_at = None
    act.mark_overdue()
    act.enter_stage(case.lead_path)
    act.tell(act.fact(move, late=late, round=case.rework_round), words=said, late=late)
    table_if_due(act)
    case.save()


@recorded
def close(
    *,
    number: str,
    actor: Actor,
    at: datetime,
    outcome: str = "",
    words: str = "",
    not_now_until: date | None = None,
) -> str:
    """
    Close a verified request and ask the resident, who alone can say that it is solved.

    :param outcome: ``handled``, ``partly``, ``explained`` or ``not_now``; empty takes the unit's own.
    :param words: a last word to the resident.
    :return: the case number.
    :raises UnableToClose: if the outcome is unknown, or *not now* has no day.
    """
    said = clean(words, field="words", most=2000, needed=False)
    case = get_case(number, actor=actor, permission="cases.close", lock=True)
    act = Act(case, require(case, actor, "cases.close"), aware(at))
    end_answered(act, said, _outcome(case, outcome, not_now_until, act.at))
    return case.number


def end_answered(act: Act, said: str, how: tuple[Outcome, date | None]) -> None:
    """Close a verified request: an inner step of closing, and of whatever goes along with another request."""
    case, move = act.case, act.move("close")
    case.outcome, case.not_now_until = how
    fact = act.leave(
        move,
        outcome=case.outcome,
        contacted=case.contacted,
        due_on=int(day_of(case.due_at).strftime("%Y%m%d")),
        rule=case.due_rule,
    )
    act.tell(fact, words=said, code=Outcome(case.outcome).name.lower(), late=bool(fact.data["late"]))
    ask_to_rate(act)
    case.save()


def _outcome(case: Case, word: str, until: date | None, at: datetime) -> tuple[Outcome, date | None]:
    last = Reply.objects.filter(case=case).order_by("-at", "-id").first()
    try:
        outcome = read(Outcome, word) if word else Outcome(last.outcome if last else 0)
    except (KeyError, ValueError) as unknown:
        raise UnableToClose(_("Please say how the matter stands."), field="outcome") from unknown
    if outcome in NEVER_ALONE and (last is None or last.outcome != outcome):
        raise UnableToClose(_("Only an office of another unit can agree to this, and none has."), field="outcome")
    if outcome != Outcome.NOT_NOW:
        return outcome, None
    until = until or (last.not_now_until if last else None)
    if until is None or until <= day_of(at):
        raise UnableToClose(_("“Not now” needs a day in the future by which it shall be done."), field="not_now_until")
    return outcome, until


def ask_to_rate(act: Act) -> None:
    """Make the one-time link of a closed request; stored hashed, and gone when its time runs out."""
    case = act.case
    round_ = case.reopen_round + 1
    rule = clocks.rule_for(RATING_RULE, place_path=case.place_path, at=act.at)
    Rating.objects.create(
        id=uuid7(act.at),
        case=case,
        round=round_,
        token_hash=receipts.rating_hash(receipts.rating_token(str(case.uuid), round_)),
        asked_at=act.at,
        expires_at=clocks.count(rule, start=act.at).due_at,
    )
    act.fact("rating.asked", outcome=case.outcome)
