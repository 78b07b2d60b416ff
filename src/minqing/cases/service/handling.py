"""What the unit does: notes, contacts, questions, more time, suspending, answering."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, search
from minqing.cases.access import get_case, get_case_by_receipt, public_actor
from minqing.cases.codes import Means, Outcome, Pause, Promise, read
from minqing.cases.models import Case, Demand, DemandAnswer, Extension, Question, Reply
from minqing.cases.models import Pause as PauseRow
from minqing.cases.responsible import require
from minqing.cases.routing import verifying_office
from minqing.cases.steps import Act, give_party, hours, remember_hand
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.rows import insert_rows, read_rows
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import recorded
from minqing.vault import service as vault
from minqing.vault.masking import mask
from minqing.vault.queries import is_about_child

__all__ = [
    "UnableToExtend",
    "UnableToReply",
    "answer_question",
    "ask_extension",
    "ask_resident",
    "contact",
    "decide_extension",
    "note",
    "reply",
    "resume",
    "suspend",
]

EXTENSION_CAP = "MQ-EXT"
EXTENSION_COUNT = "MQ-EXT-N"


class UnableToExtend(Refused):
    """More time cannot be asked for or granted as wished."""


class UnableToReply(Refused):
    """The answer is not complete; the message says what is missing."""


@recorded
def note(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Write an internal note; the resident does not see it.

    :return: the case number.
    """
    said = clean(words, field="words", most=4000)
    case = get_case(number, actor=actor, permission="cases.note", lock=True)
    act = Act(case, actor, aware(at))
    act.tell(act.fact(act.move("note")), words=said, audience="office")
    return case.number


@recorded
def contact(*, number: str, actor: Actor, at: datetime, means: str, words: str, reached: bool = True) -> str:
    """
    Log that the unit spoke with the resident, or tried to.

    :param means: ``phone``, ``visit``, ``message`` or ``counter``.
    :param words: what was said; the resident can read it.
    :return: the case number.
    :source: HL-07.
    """
    said = clean(words, field="words", most=2000)
    try:
        how = read(Means, means)
    except (KeyError, ValueError) as unknown:
        raise Refused(_("Please say how the resident was contacted."), field="means") from unknown
    case = get_case(number, actor=actor, permission="cases.note", lock=True)
    act = Act(case, actor, aware(at))
    fact = act.fact(act.move("contact"), means=how, reached=bool(reached))
    act.tell(fact, words=said, code=how.name.lower())
    if case.state != "replied":  # whoever calls back to verify is no hand of the unit
        case.contacted = case.contacted or bool(reached)
        remember_hand(case, actor)
        case.save(update_fields=["contacted"])
    return case.number


@recorded
def ask_resident(*, number: str, actor: Actor, at: datetime, question: str) -> str:
    """
    Ask the resident something; the clock stands still until she answers or the unit goes on.

    :return: the case number.
    """
    asked = clean(question, field="question", most=1000)
    act = _in_hand(number, actor, at, "cases.handle")
    move = act.move("ask_resident")
    Question.objects.create(id=uuid7(act.at), case=act.case, asked_at=act.at, asked_by=str(actor.ref), question=asked)
    _pause(act, Pause.QUESTION)
    act.tell(act.fact(move), words=asked)
    act.case.save()
    return act.case.number


@recorded
def answer_question(*, receipt: str, words: str, at: datetime, question_id: str = "") -> None:
    """
    Answer the open question on the resident's receipt; the clock goes on.

    :param question_id: the question that the page showed; another one may have taken its place meanwhile.
    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if no question is open.
    :raises Conflict: if the open question is another one.
    """
    said = clean(words, field="words", most=2000)
    case = get_case_by_receipt(receipt, lock=True)
    act = Act(case, public_actor(), aware(at))
    move = act.move("answer_question")
    masked = mask(said, child=is_about_child(case.uuid)).text
    question = case.questions.get(answered_at__isnull=True)
    if question_id and str(question.id) != str(question_id):
        raise Conflict(_("There is a newer question. Please read it first; your words have been kept."))
    question.answer, question.answered_at = masked, act.at
    question.save(update_fields=["answer", "answered_at"])
    vault.store_added(str(case.uuid), words=said, at=act.at)
    waited = hours(case.paused_at or act.at, act.at)
    _go_on(act)
    act.tell(act.fact(move, answered=True, hours=waited), words=masked)
    case.save()


@recorded
def suspend(*, number: str, actor: Actor, at: datetime, reason: str, words: str) -> str:
    """
    Let the clock stand still because the unit cannot go on; the resident reads why.

    :param reason: ``weather``, ``parts``, ``procedure`` or ``resident_away``.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    try:
        why = read(Pause, reason)
    except (KeyError, ValueError) as unknown:
        raise Refused(_("Please choose why it cannot go on."), field="reason") from unknown
    if why == Pause.QUESTION:
        raise Refused(_("To wait for an answer, ask the resident."), field="reason")
    act = _in_hand(number, actor, at, "cases.handle")
    move = act.move("suspend")
    if act.case.is_late(act.at):
        raise Refused(_("The promised day has passed; a late request cannot be suspended. Ask the overseer."))
    _pause(act, why)
    act.tell(act.fact(move, reason=why), words=said, code=why.name.lower())
    act.case.save()
    return act.case.number


@recorded
def resume(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Go on with a suspended request, or without the resident's answer; the promise moves by what the clock stood still.

    :return: the case number.
    """
    act = _in_hand(number, actor, at, "cases.handle")
    case = act.case
    waited = hours(case.paused_at or act.at, act.at)
    asking = case.state == "asking"
    move = act.move("resume")
    case.questions.filter(answered_at__isnull=True).update(answered_at=act.at)
    _go_on(act)
    fact = act.fact(move, answered=False, hours=waited) if asking else act.fact(move, hours=waited)
    act.tell(fact)
    case.save()
    return case.number


def _in_hand(number: str, actor: Actor, at: datetime, permission: str) -> Act:
    case = get_case(number, actor=actor, permission=permission, lock=True)
    act = Act(case, require(case, actor, permission), aware(at))
    remember_hand(case, actor)
    return act


def _pause(act: Act, reason: Pause) -> None:
    act.case.paused_at = act.at
    PauseRow.objects.create(case=act.case, start=act.at, reason=reason)


def _go_on(act: Act) -> None:
    act.end_pause()
    act.recount(Promise.PAUSED)


@recorded
def ask_extension(*, number: str, actor: Actor, at: datetime, days: int, reason: str) -> str:
    """
    Ask for more time, before the promised day; somebody else decides.

    :param days: working days, within the rule's cap over all extensions.
    :return: the case number.
    :raises UnableToExtend: if the cap or the number of extensions is used up, or the day has passed.
    """
    said = clean(reason, field="reason", most=2000)
    act = _in_hand(number, actor, at, "cases.handle")
    case = act.case
    move = act.move("ask_extension")
    _refuse_extension(case, int(days), act.at)
    Extension.objects.create(
        id=uuid7(act.at),
        case=case,
        asked_at=act.at,
        asked_by=str(actor.ref),
        asked_person=actor.person,
        days=days,
        reason=said,
    )
    act.tell(act.fact(move, days=int(days)), words=said, audience="office")
    return case.number


def _refuse_extension(case: Case, days: int, at: datetime) -> None:
    cap = int(clocks.rule_for(EXTENSION_CAP, place_path=case.place_path, at=at).value)
    most = int(clocks.rule_for(EXTENSION_COUNT, place_path=case.place_path, at=at).value)
    if case.is_late(at):
        raise UnableToExtend(_("The promised day has passed. Answer now, or ask the overseer."))
    if case.extensions.filter(state="asked").exists():
        raise UnableToExtend(_("A request for more time is already waiting for a decision."))
    if case.extensions.filter(state="approved").count() >= most:
        raise UnableToExtend(_("No further extension is possible under the rule."))
    if not 1 <= days <= cap - case.due_extra:
        raise UnableToExtend(
            _("At most %(days)s working days more are possible under the rule.")
            % {"days": max(cap - case.due_extra, 0)},
            field="days",
        )


@recorded
def decide_extension(*, number: str, actor: Actor, at: datetime, decision: str, words: str) -> str:
    """
    Approve or refuse more time, as somebody other than who asked.

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
        raise UnableToExtend(_("No request for more time is waiting."))
    if str(actor.ref) == asked.asked_by or (actor.person and actor.person == asked.asked_person):
        raise NotAllowed(_("Somebody else must decide on a request of your own."))
    asked.state = "approved" if decision == "approve" else "refused"
    asked.decided_at, asked.decided_by, asked.words = act.at, str(actor.ref), said
    asked.save()
    if decision == "refuse":
        act.tell(act.fact("case.extension_refused"), words=said, audience="office")
        return case.number
    late = case.is_late(act.at)
    fact = act.fact(move, late=late, days=asked.days, approver=actor.ref, rule=case.due_rule)
    act.tell(fact, words=said)
    case.due_extra += asked.days
    act.recount(Promise.EXTENDED, said)
    case.save()
    return case.number


@recorded
def reply(
    *,
    number: str,
    actor: Actor,
    at: datetime,
    outcome: str,
    answers: Mapping[str, str],
    words: str = "",
    not_now_until: date | None = None,
) -> str:
    """
    Answer the resident: every listed demand, one by one. No unit says "solved".

    :param outcome: ``handled``, ``explained``, ``not_now`` (with a day) or ``not_within_duty``.
    :param answers: demand id → answer; all of them.
    :param words: what else is to be said.
    :param not_now_until: for ``not_now`` the day by which it shall be done.
    :return: the case number.
    :raises UnableToReply: if a demand has no answer, or the day is missing or past.
    """
    claimed = _outcome(outcome, not_now_until, at)
    said = clean(words, field="words", most=4000, needed=False)
    act = _in_hand(number, actor, at, "cases.handle")
    case = act.case
    move = act.move("reply")
    given = _answers(case, answers)
    act.mark_overdue()
    written = Reply.objects.create(
        id=uuid7(act.at),
        case=case,
        at=act.at,
        by=str(actor.ref),
        unit_name=case.lead_name,
        words=said or next(iter(given.values())),
        outcome=claimed,
        not_now_until=not_now_until if claimed == Outcome.NOT_NOW else None,
    )
    insert_rows(*(DemandAnswer(reply=written, demand=demand, text=text) for demand, text in given.items()))
    case.answered_at = act.at
    verifier = verifying_office(case)
    give_party(case, verifier, "verify")
    act.next_stage(verifier)
    fact = act.fact(
        move,
        late=case.overdue,
        outcome=claimed,
        demands=len(given),
        hours=hours(case.registered_at, act.at),
        rule=case.due_rule,
    )
    act.tell(fact, words=written.words, code=claimed.name.lower(), late=case.overdue)
    case.save()
    search.reindex(case)
    return case.number


def _outcome(word: str, until: date | None, at: datetime) -> Outcome:
    try:
        claimed = read(Outcome, word)
    except (KeyError, ValueError) as unknown:
        raise UnableToReply(_("Please say how the matter stands."), field="outcome") from unknown
    if claimed == Outcome.NOT_NOW and (until is None or until <= day_of(at)):
        raise UnableToReply(_("“Not now” needs a day in the future by which it shall be done."), field="not_now_until")
    return claimed


def _answers(case: Case, answers: Mapping[str, str]) -> dict[Demand, str]:
    demands = {str(demand.id): demand for demand in read_rows(Demand, "case_id = %s ORDER BY number", [case.pk])}
    if set(map(str, answers)) - set(demands):
        raise UnableToReply(_("One of these demands is not part of this request."), field="answers")
    given = {str(key): clean(text, field="answers", most=4000, needed=False) for key, text in answers.items()}
    missing = [demand.number for key, demand in demands.items() if not given.get(key)]
    if missing:
        raise UnableToReply(
            _("Every demand needs an answer. Still missing: %(numbers)s.") % {"numbers": ", ".join(map(str, missing))},
            field="answers",
        )
    return {demand: given[key] for key, demand in demands.items()}
