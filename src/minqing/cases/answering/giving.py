"""The inner steps of answering: what an answer is, whether it is doubted, and how it becomes the request's answer."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.codes import Outcome
from minqing.cases.models import Demand, DemandAnswer, Reply
from minqing.cases.routing import verifying_office
from minqing.cases.steps import Act, end_party, give_party, hours, waiting_parts
from minqing.kernel.errors import Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.rows import insert_rows

from .gate import Doubted, digest_of, doubts_of, said_of

__all__ = ["Answer", "AnswerDoubted", "UnableToReply", "give_answer", "refuse_doubted"]


class UnableToReply(Refused):
    """The answer is not complete; the message says what is missing."""


class AnswerDoubted(UnableToReply):
    """
    A second reader would ask about something; changed, or sent as it is with a reason, the answer goes out.

    ``doubts`` are shown beside what was typed.
    """

    code = "answer-doubted"

    def __init__(self, doubts: tuple[Doubted, ...]) -> None:
        super().__init__(
            _("Before this goes out, please look at it once more:\n%(doubts)s\nChange it, or say why it goes as it is.")
            % {"doubts": said_of(doubts)},
            field="as_is",
        )
        self.doubts = doubts


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a unit says: the outcome, an answer for each demand, and whatever else.

    :param as_is: why it is sent though it was doubted.
    :param without_parts: why it goes without the parts of others that have not come; only then is it needed.
    :param by: the reference of the post that wrote it; ``agreed_by`` the office that agreed to a no.
    """

    outcome: Outcome
    answers: dict[Demand, str]
    words: str
    by: str
    until: date | None = None
    as_is: str = ""
    agreed_by: str = ""
    doubts: tuple[Doubted, ...] = field(default=())
    without_parts: str = ""

    @property
    def first_words(self) -> str:
        """Return what stands at its head."""
        return self.words or next(iter(self.answers.values()))


def refuse_doubted(act: Act, answer: Answer) -> tuple[Doubted, ...]:
    """
    Look at an answer before anything is written.

    :return: what is doubted, where a reason says why it goes out all the same.
    :raises AnswerDoubted: where none says so.
    """
    answers = {(demand.number, demand.text): text for demand, text in answer.answers.items()}
    doubts = doubts_of(act.case, outcome=answer.outcome, answers=answers, words=answer.words)
    if doubts and not answer.as_is:
        raise AnswerDoubted(doubts)
    return doubts


def note_as_is(act: Act, doubts: tuple[Doubted, ...], reason: str) -> None:
    """Record that an answer goes out though it was doubted, and why; whoever verifies reads it."""
    if doubts:
        fact = act.fact("case.sent_as_is", doubt=doubts[0].kind, doubts=len(doubts))
        act.tell(fact, words=reason, code=doubts[0].kind.name.lower(), audience="office")


def give_answer(act: Act, answer: Answer) -> None:
    """Make it the request's answer: it waits to be verified, and the resident is told. Saves the request."""
    case, move = act.case, act.move("reply")
    act.end_askings()
    act.end_parts(waiting_parts(case), words=answer.without_parts, left_out=True)
    act.mark_overdue()
    words, outcome = answer.first_words, answer.outcome
    written = Reply.objects.create(
        id=uuid7(act.at),
        case=case,
        at=act.at,
        by=answer.by,
        unit_name=case.lead_name,
        words=words,
        outcome=outcome,
        not_now_until=answer.until if outcome == Outcome.NOT_NOW else None,
        digest=digest_of(answer.answers.values(), answer.words),
        as_is=answer.as_is if answer.doubts else "",
        agreed_by=answer.agreed_by,
    )
    insert_rows(*(DemandAnswer(reply=written, demand=demand, text=text) for demand, text in answer.answers.items()))
    case.answered_at = act.at
    verifier = verifying_office(case)
    give_party(case, verifier, "verify")
    act.next_stage(verifier)
    act.tell(_replied(act, move, answer), words=words, code=outcome.name.lower(), late=case.overdue)
    case.save()
    end_party(case, "approve")
    search.reindex(case)


def _replied(act: Act, move: Any, answer: Answer) -> Any:
    case = act.case
    return act.fact(
        move,
        late=case.overdue,
        outcome=answer.outcome,
        demands=len(answer.answers),
        hours=hours(case.registered_at, act.at),
        rule=case.due_rule,
    )
