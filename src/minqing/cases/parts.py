"""
The parts of co-handlers: the inner steps that verbs share.

A lead answers the resident once; each co-handler owes it a part by a day of its own, never later than the promise.

:source: HL-16.
"""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import day_of
from minqing.rulebook import queries as rulebook
from minqing.rulebook.clocks import before

from . import clocks
from .models import Case, CasePart
from .steps import Act, give_party, waiting_parts

PART_RULE = "MQ-PART"
ACK_RULE = "MQ-ACK"
MOST_WORDS = 1500
OWN_PART = frozenset({"acknowledge_part", "answer_part", "return_part"})
PART_VERBS = OWN_PART | {"take_back_part"}


class UnableToAskPart(Refused):
    """This part cannot be asked of this unit as wished."""


class NoPart(Refused):
    """The unit owes no part of this request now."""

    default = _("Your unit owes no part of this request now.")


def ask_part(act: Act, path: str, name: str, words: str = "", due_on: date | None = None) -> CasePart:
    """
    Ask one co-handler for its part, and let it see the request.

    The caller saves the request.

    :param words: what it shall do; empty takes all that the request asks for.
    :param due_on: its day; empty takes the rule's: so many working days before the promise.
    """
    case = act.case
    give_party(case, path, "co", name)
    case.asked_parts = (case.asked_parts or 0) + 1
    earlier = CasePart.objects.filter(case=case, org_path=path).count()
    part = CasePart.objects.create(
        id=uuid7(act.at),
        case=case,
        org_path=path,
        unit_name=name,
        words=words or demanded(case),
        asked_at=act.at,
        asked_by=str(act.actor.ref),
        due_at=_due(case, due_on, act.at),
    )
    fact = act.fact("case.part_asked", org_path=path, round=earlier + 1)
    act.tell(fact, words=f"{name}：{part.words}", audience="office")
    return part


def demanded(case: Case) -> str:
    """Return what a request asks for in one text, as a part begins with; its first words where nobody listed it."""
    texts = case.demands.order_by("number").values_list("text", flat=True)
    return "\n".join(texts)[:MOST_WORDS] or case.headline


def _due(case: Case, due_on: date | None, at: datetime) -> datetime:
    """Find a part's moment: never after the promise while that still stands ahead; after it, one rule's time."""
    last = case.awaited_at
    if due_on is not None:
        due = clocks.end_of(due_on)
        if due <= at or (last > at and day_of(due) > day_of(last)):
            words = _("The day of a part lies ahead, and not after the day promised to the resident.")
            raise UnableToAskPart(words, field="due_on")
        return min(due, last) if last > at else due
    if last <= at:
        return clocks.count(clocks.rule_for(ACK_RULE, place_path=case.place_path, at=at), start=at).due_at
    amount, unit = days_before(case, at)
    due = before(due_at=last, amount=amount, unit=unit, calendar=rulebook.calendar()) if amount else last
    return due if due > at else last


def days_before(case: Case, at: datetime) -> tuple[int, str]:
    """Say how long before the promise a part is due, by rule MQ-PART; two working days without a rule."""
    try:
        rule = clocks.rule_for(PART_RULE, place_path=case.place_path, at=at)
    except NotFound:
        return 2, "working_day"
    return int(rule.value), rule.unit


def own_part(case: Case, actor: Actor, permission: str) -> CasePart:
    """
    Return the part that an actor's unit owes.

    :raises NoPart: if it owes none.
    :raises NotAllowed: if it does, but this post may not speak for it.
    """
    owed = waiting_parts(case)
    mine = [part for part in owed if actor.may(permission, org_path=part.org_path, place_path=case.place_path)]
    if mine:
        return max(mine, key=lambda part: (covers(part.org_path, actor.org_path), len(part.org_path)))
    if any(covers(part.org_path, actor.org_path) for part in owed):
        raise NotAllowed
    raise NoPart


def fits_part(case: Case, actor: Actor, key: str) -> bool:
    """Tell whether a step on parts makes sense now: one waits, and for a co-handler's step it is its own."""
    if not case.asked_parts:
        return False
    if key == "take_back_part":
        return any(part.waits for part in case.parts.all())
    owed = [part for part in case.parts.all() if part.waits and covers(part.org_path, actor.org_path)]
    if key == "acknowledge_part":
        return any(part.acknowledged_at is None for part in owed)
    return bool(owed)
