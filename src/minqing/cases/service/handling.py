"""What the unit notes while it handles: notes and contacts."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case
from minqing.cases.codes import Means, read
from minqing.cases.responsible import require
from minqing.cases.steps import Act, remember_hand
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["contact", "in_hand", "note"]


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


def in_hand(number: str, actor: Actor, at: datetime, permission: str) -> Act:
    """
    Take a request of one\'s own unit in hand: locked, the post checked, and remembered as one that handled it.

    :raises NotAllowed: if it is not this post\'s turn.
    """
    case = get_case(number, actor=actor, permission=permission, lock=True)
    act = Act(case, require(case, actor, permission), aware(at))
    remember_hand(case, actor)
    return act
