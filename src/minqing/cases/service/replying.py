"""Answering every demand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.answering.giving import (
    Answer,
    AnswerDoubted,
    UnableToReply,
    give_answer,
    note_as_is,
    refuse_doubted,
)
from minqing.cases.codes import Outcome, read
from minqing.cases.models import Case, Demand
from minqing.cases.service.handling import in_hand
from minqing.cases.service.refusing import SECOND_OFFICE, ask_refusal
from minqing.cases.steps import Act, waiting_parts
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.rows import read_rows
from minqing.kernel.times import day_of
from minqing.ledger.service import recorded

__all__ = ["AnswerDoubted", "UnableToReply", "reply"]


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
    without_parts: str = "",
    as_is: str = "",
) -> str:
    """
    Answer the resident: every listed demand, one by one. No unit says "solved".

    The lead writes one answer for all units. Parts that it still waits for are left out only openly.
    An answer that says ``not_within_duty`` or ``unreasonable`` is laid before an office of another unit first, and is
    none until that one agrees.

    :param outcome: ``handled``, ``partly``, ``explained``, ``not_now`` (with a day), ``not_within_duty`` or
        ``unreasonable``.
    :param answers: demand id → answer; all of them.
    :param words: what else is to be said.
    :param not_now_until: for ``not_now`` the day by which it shall be done.
    :param without_parts: why the lead answers without the parts that have not come; needed only then.
    :param as_is: where the answer was doubted, why it goes out as it is; recorded.
    :return: the case number.
    :raises UnableToReply: if a demand has no answer, the day is missing or past, or a part is missing in silence.
    :raises AnswerDoubted: if a second reader would ask about it, and no reason says why it goes out as it is.
    """
    claimed = _outcome(outcome, not_now_until, at)
    said = clean(words, field="words", most=4000, needed=False)
    reason = clean(as_is, field="as_is", most=1000, needed=False)
    act = in_hand(number, actor, at, "cases.handle")
    given = _answers(act.case, answers)
    alone = _alone(act, clean(without_parts, field="without_parts", most=1000, needed=False))
    answer = Answer(claimed, given, said, by=str(actor.ref), until=not_now_until, as_is=reason, without_parts=alone)
    answer = replace(answer, doubts=refuse_doubted(act, answer))
    note_as_is(act, answer.doubts, reason)
    if claimed in SECOND_OFFICE:
        ask_refusal(act, answer)
    else:
        give_answer(act, answer)
    return act.case.number


def _alone(act: Act, why: str) -> str:
    """Refuse to go without the parts that have not come unless it is said why; the units that owe them read it."""
    owed = waiting_parts(act.case)
    if owed and not why:
        names = "、".join(part.unit_name for part in owed)
        words = _("These units have not given their part: %(names)s. Wait for them, or say why you answer without.")
        raise UnableToReply(words % {"names": names}, field="without_parts")
    return why


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
