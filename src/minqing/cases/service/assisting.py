"""Several units, one answer: the lead asks for parts, each co-handler acknowledges, gives or returns its own."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, parts
from minqing.cases.access import get_case
from minqing.cases.codes import ReturnReason, read
from minqing.cases.models import Case, CasePart
from minqing.cases.parts import UnableToAskPart, own_part
from minqing.cases.responsible import require
from minqing.cases.routing import unit_allowed
from minqing.cases.states import LIFECYCLE
from minqing.cases.steps import Act, hours, remember_hand, waiting_parts
from minqing.cases.words import clean
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import Refused
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["UnableToReturnPart", "acknowledge_part", "answer_part", "ask_part", "return_part", "take_back_part"]

MOST_PARTS = 8


class UnableToReturnPart(Refused):
    """The part cannot be returned (any more)."""


@recorded
def ask_part(
    *, number: str, actor: Actor, at: datetime, part_path: str, words: str = "", due_on: date | None = None
) -> str:
    """
    Ask another unit for its part of the answer: as the lead, or as intake while no unit has acknowledged.

    :param part_path: the unit that helps.
    :param words: what it shall do; empty takes all that the request asks for.
    :param due_on: its day, not after the promised one; empty takes the rule's.
    :return: the case number.
    :raises UnableToAskPart: if that unit leads, owes a part already, or the day does not fit.
    :source: HL-16; rule MQ-PART.
    """
    said = clean(words, field="words", most=parts.MOST_WORDS, needed=False)
    case = get_case(number, actor=actor, permission="cases.read", lock=True)
    arrow = LIFECYCLE.arrow(case.state, "ask_part")
    act = Act(case, require(case, actor, arrow.permission if arrow else "cases.handle"), aware(at))
    act.move("ask_part")
    name = unit_allowed(case, part_path)
    _refuse_part(case, part_path)
    parts.ask_part(act, part_path, name, said, due_on)
    case.save(update_fields=["asked_parts"])
    return case.number


def _refuse_part(case: Case, path: str) -> None:
    owed = waiting_parts(case)
    if path == case.lead_path:
        raise UnableToAskPart(_("That unit leads; it gives the answer itself."), field="part_path")
    if any(part.org_path == path for part in owed):
        raise UnableToAskPart(_("That unit owes a part already."), field="part_path")
    if len(owed) >= MOST_PARTS:
        raise UnableToAskPart(_("At most eight units can assist."), field="part_path")


@recorded
def take_back_part(*, number: str, actor: Actor, at: datetime, part_path: str, words: str) -> str:
    """
    Say as the lead that a part is no longer needed; the unit is told why.

    :param part_path: the unit that owed it.
    :return: the case number.
    :raises UnableToAskPart: if that unit owes none.
    """
    said = clean(words, field="words", most=1000)
    case = get_case(number, actor=actor, permission="cases.handle", lock=True)
    act = Act(case, require(case, actor, "cases.handle"), aware(at))
    act.move("take_back_part")
    owed = [part for part in waiting_parts(case) if part.org_path == part_path]
    if not owed:
        raise UnableToAskPart(_("That unit owes no part of this request."), field="part_path")
    act.end_parts(owed, words=said)
    return case.number


@recorded
def acknowledge_part(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Say, as a co-handler, that the unit has its part in hand.

    :return: the case number.
    :raises NoPart: if the unit owes none.
    """
    act, part = _own(number, actor, at, "cases.acknowledge")
    move = act.move("acknowledge_part")
    if part.acknowledged_at is not None:
        raise Refused(_("Your unit has acknowledged its part already."))
    rule = clocks.rule_for(parts.ACK_RULE, place_path=act.case.place_path, at=part.asked_at)
    late = act.at > clocks.count(rule, start=part.asked_at).due_at
    _acknowledge(act, part)
    fact = act.fact(move, org_path=part.org_path, late=late, hours=hours(part.asked_at, act.at), rule=rule.version)
    act.tell(fact, words=part.unit_name, late=late, audience="office")
    return act.case.number


@recorded
def answer_part(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Give the unit's part to the lead; it is kept as given, and the lead writes one answer from all of them.

    :param words: what was done or found, for the lead to use.
    :return: the case number.
    :raises NoPart: if the unit owes none.
    """
    said = clean(words, field="words", most=parts.MOST_WORDS)
    act, part = _own(number, actor, at, "cases.handle")
    move = act.move("answer_part")
    _acknowledge(act, part)
    act.mark_part_overdue(part)
    part.answer, part.answered_at = said, act.at
    part.save(update_fields=["answer", "answered_at"])
    late = act.at > part.due_at
    fact = act.fact(move, org_path=part.org_path, late=late, hours=hours(part.asked_at, act.at))
    act.tell(fact, words=said, late=late, audience="office")
    return act.case.number


@recorded
def return_part(*, number: str, actor: Actor, at: datetime, reason: str, words: str) -> str:
    """
    Say once, as a co-handler, that a part is not the unit's own. Asked again by the lead, it is not returned again.

    :param reason: ``other_unit``, ``other_place``, ``off_duty_list`` or ``unclear``.
    :param words: the law or duty list item it rests on.
    :return: the case number.
    :raises UnableToReturnPart: if the unit has returned it before, or a reason is missing.
    :source: HL-06, HL-11.
    """
    said = clean(words, field="words", most=2000)
    try:
        why = read(ReturnReason, reason)
    except (KeyError, ValueError) as unknown:
        raise UnableToReturnPart(_("Please choose a reason."), field="reason") from unknown
    act, part = _own(number, actor, at, "cases.acknowledge")
    move = act.move("return_part")
    if act.case.parts.filter(org_path=part.org_path, end="returned").exists():
        raise UnableToReturnPart(_("Your unit has returned a part of this request before; the lead asked again."))
    act.mark_part_overdue(part)
    part.ended_at, part.end, part.end_words = act.at, "returned", said
    part.save(update_fields=["ended_at", "end", "end_words"])
    late = act.at > part.due_at
    fact = act.fact(move, org_path=part.org_path, late=late, reason=why)
    act.tell(fact, words=f"{part.unit_name}：{said}", code=why.name.lower(), late=late, audience="office")
    return act.case.number


def _own(number: str, actor: Actor, at: datetime, permission: str) -> tuple[Act, CasePart]:
    case = get_case(number, actor=actor, permission=permission, lock=True)
    return Act(case, actor, aware(at)), own_part(case, actor, permission)


def _acknowledge(act: Act, part: CasePart) -> None:
    if part.acknowledged_at is None:
        part.acknowledged_at = act.at
        part.save(update_fields=["acknowledged_at"])
    if covers(part.org_path, act.actor.org_path):
        remember_hand(act.case, act.actor)
