"""Ends without handling: declined by law, diverted to the emergency line, withdrawn."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case, get_case_by_receipt, public_actor
from minqing.cases.answers import BLANK
from minqing.cases.codes import By, Decline, read
from minqing.cases.models import Case
from minqing.cases.responsible import require
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["CALLS", "UnableToDecline", "decline", "divert", "withdraw", "withdraw_case"]

CALLS = ("110", "119", "120", "122")


class UnableToDecline(Refused):
    """The request cannot be declined as asked."""


@recorded
def decline(*, number: str, actor: Actor, at: datetime, reason: str, words: str, same_as: str = "") -> str:
    """
    End a request that is lawfully not dispatched, with an answer that says why and where to turn.

    :param reason: one of the six classes: ``emergency``, ``legal_channel``, ``same_matter``, ``secret_or_private``,
        ``outside_duties``, ``illegal``.
    :param words: the answer to the resident.
    :param same_as: for ``same_matter`` the number of the request that goes on.
    :return: the case number.
    :raises UnableToDecline: if the reason is none of the six, or the other request is missing.
    :source: HL-14.
    """
    answer = clean(words, field="words", most=4000)
    if BLANK.search(answer):
        raise UnableToDecline(_("Please fill in what stands in brackets, or leave it out."), field="words")
    try:
        why = read(Decline, reason)
    except (KeyError, ValueError) as unknown:
        raise UnableToDecline(_("Please choose one of the six reasons."), field="reason") from unknown
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    case.same_as = _same_as(why, same_as, case, actor)
    move = act.move("decline")
    case.decline_reason, case.due_counted = why, True
    fact = act.leave(move, reason=why)
    act.tell(fact, words=answer, code=why.name.lower(), late=bool(fact.data["late"]))
    case.save()
    return case.number


def _same_as(why: Decline, number: str, case: Case, actor: Actor) -> str:
    if why != Decline.SAME_MATTER:
        return ""
    if number.strip() == case.number:
        raise UnableToDecline(_("A request cannot be the same as itself."), field="same_as")
    try:
        return get_case(number, actor=actor, permission="cases.read").number
    except NotFound as absent:
        raise UnableToDecline(_("Please name the request that goes on, e.g. 2026-000417."), field="same_as") from absent


@recorded
def divert(*, number: str, actor: Actor, at: datetime, call: str, words: str) -> str:
    """
    Hand a matter of danger to an emergency service and say so to the resident.

    :param call: the number that was called: 110, 119, 120 or 122.
    :param words: what was said and who took it.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    if call not in CALLS:
        raise Refused(_("Please say which number was called: 110, 119, 120 or 122."), field="call")
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    move = act.move("divert")
    case.due_counted = True
    fact = act.leave(move, call=int(call))
    act.tell(fact, words=said, code=call, late=bool(fact.data["late"]))
    case.save()
    return case.number


@recorded
def withdraw(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    End a request because the resident told the office that she no longer wants it.

    :param words: when and how she said so; she can read it and reopen.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    case = get_case(number, actor=actor, permission="cases.withdraw", lock=True)
    act = Act(case, require(case, actor, "cases.withdraw"), aware(at))
    _withdraw(act, By.OFFICE, said)
    return case.number


@recorded
def withdraw_case(*, receipt: str, at: datetime) -> None:
    """
    End a request on the resident's own receipt.

    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if the request has already left.
    """
    case = get_case_by_receipt(receipt, lock=True)
    _withdraw(Act(case, public_actor(), aware(at)), By.RESIDENT, "")


def _withdraw(act: Act, by: By, words: str) -> None:
    case = act.case
    move = act.move("withdraw")
    case.due_counted = True
    fact = act.leave(move, by=by)
    act.tell(fact, words=words, code=by.name.lower(), late=bool(fact.data["late"]))
    case.save()
