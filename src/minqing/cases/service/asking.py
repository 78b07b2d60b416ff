"""Asking the resident, and her answer; the clock stands still in between."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search, standing
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.codes import Pause
from minqing.cases.models import Case, Question
from minqing.cases.service.arriving import words_came_in
from minqing.cases.service.handling import in_hand
from minqing.cases.steps import Act, hours
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault

__all__ = ["UnableToAsk", "answer_question", "ask_resident"]


class UnableToAsk(Refused):
    """The clock cannot be stopped for another question."""


@recorded
def ask_resident(*, number: str, actor: Actor, at: datetime, question: str) -> str:
    """
    Ask the resident something; the clock stands still until she answers, the unit goes on or rule MQ-ASK ends it.

    :return: the case number.
    :raises UnableToAsk: if the clock has stood still for questions as often as rule MQ-ASK-N allows.
    """
    asked = clean(question, field="question", most=1000)
    act = in_hand(number, actor, at, "cases.handle")
    move = act.move("ask_resident")
    _refuse_asking(act.case, act.at)
    Question.objects.create(id=uuid7(act.at), case=act.case, asked_at=act.at, asked_by=str(actor.ref), question=asked)
    standing.stop(act, Pause.QUESTION)
    act.tell(act.fact(move), words=asked)
    act.case.save()
    return act.case.number


def _refuse_asking(case: Case, at: datetime) -> None:
    left, most = standing.times_left(case, "asking", at)
    if left < 1:
        raise UnableToAsk(
            _(
                "The clock has stood still for a question %(most)s times under this promise. Contact the resident "
                "without stopping it, and log the contact."
            )
            % {"most": most}
        )


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
    question = case.questions.get(answered_at__isnull=True)
    if question_id and str(question.id) != str(question_id):
        raise Conflict(_("There is a newer question. Please read it first; your words have been kept."))
    masked = words_came_in(act, said).text
    question.answer, question.answered_at = masked, act.at
    question.save(update_fields=["answer", "answered_at"])
    vault.store_added(str(case.uuid), words=said, at=act.at)
    waited = hours(case.paused_at or act.at, act.at)
    standing.go_on(act)
    act.tell(act.fact(move, answered=True, hours=waited), words=masked)
    case.save()
    search.reindex(case)
