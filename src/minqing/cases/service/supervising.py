"""An overseer asks a unit to answer for a request; and stepping back from one."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case
from minqing.cases.models import Case, Supervision
from minqing.cases.responsible import require
from minqing.cases.states import LIFECYCLE
from minqing.cases.steps import Act, hours
from minqing.cases.words import clean
from minqing.directory import service as directory
from minqing.directory.queries import closed_among
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["UnableToSupervise", "answer_supervision", "recuse_self", "supervise"]

SUPERVISION_RULE = "MQ-SUPERVISE"


class UnableToSupervise(Refused):
    """No such order can be given or answered now."""


@recorded
def supervise(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Ask the unit that holds a request, or intake while it has none, to answer for it by a day.

    :param words: what the overseer wants to know or have done.
    :return: the case number.
    :raises UnableToSupervise: if an earlier order still waits for its answer, or the unit is closed.
    :source: XF-20.
    """
    said = clean(words, field="words", most=2000)
    case = get_case(number, actor=actor, permission="cases.supervise", lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("supervise")
    if case.supervised_items.filter(ended_at__isnull=True).exists():
        raise UnableToSupervise(_("This request is under supervision already. Take the next step there."))
    if case.supervisions.filter(answered_at__isnull=True).exists():
        raise UnableToSupervise(_("An order already waits for its answer."))
    if closed_among([case.unit_path]):
        raise UnableToSupervise(_("That unit is closed; nobody there would answer. Give the request to another first."))
    rule = clocks.rule_for(SUPERVISION_RULE, place_path=case.place_path, at=act.at)
    end = clocks.count(rule, start=act.at)
    Supervision.objects.create(
        id=uuid7(act.at), case=case, ordered_at=act.at, ordered_by=str(actor.ref), words=said, due_at=end.due_at
    )
    case.supervised = True
    case.supervise_round += 1
    act.tell(act.fact(move, round=case.supervise_round, rule=rule.version), words=said, audience="office")
    case.save(update_fields=["supervised", "supervise_round"])
    return case.number


@recorded
def answer_supervision(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Answer the overseer's order, as the unit that holds the request, or as intake while it has none.

    :return: the case number.
    :raises UnableToSupervise: if no order waits.
    """
    said = clean(words, field="words", most=4000)
    reach = "cases.handle" if actor.holds("cases.handle") else "cases.accept"
    case = get_case(number, actor=actor, permission=reach, lock=True)
    act = Act(case, require(case, actor, _permission(case)), aware(at))
    move = act.move("answer_supervision")
    order = case.supervisions.filter(answered_at__isnull=True).first()
    if order is None:
        raise UnableToSupervise(_("No order waits for an answer."))
    order.answer, order.answered_at, order.late = said, act.at, act.at > order.due_at
    order.save(update_fields=["answer", "answered_at", "late"])
    fact = act.fact(move, late=order.late, hours=hours(order.ordered_at, act.at))
    act.tell(fact, words=said, late=order.late, audience="office")
    return case.number


def _permission(case: Case) -> str:
    """Return what an order's answer takes: the state table says it, by where the request lies."""
    arrow = LIFECYCLE.arrow(case.state, "answer_supervision")
    return arrow.permission if arrow else "cases.handle"


@recorded
def recuse_self(*, number: str, actor: Actor, at: datetime, ground: str) -> str:
    """
    Step back from a request because of an interest of one's own; from then on the post neither sees nor moves it.

    :param ground: ``kinship``, ``interest``, ``complained_of``, ``prior_part`` or ``other``.
    :return: the case number.
    :source: XF-16.
    """
    case = get_case(number, actor=actor, permission="cases.read", lock=True)
    if actor.ref.kind != "post":
        raise Refused(_("Only somebody in a post can step back."))
    act = Act(case, actor, aware(at))
    directory.note_recusal(post_id=actor.ref.id, subject=case.ref, ground=ground, at=act.at)
    if case.holder == str(actor.ref):
        case.holder = case.holder_label = ""
        case.save(update_fields=["holder", "holder_label"])
    act.tell(act.fact(act.move("recuse_self")), audience="office")
    return case.number
