"""
What a merged request does when the other one is answered, verified, sent back, closed, moved or ended.

Each step is its own verb, in its own transaction, by the house itself; done twice it changes nothing.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.cases.access import get_case_of
from minqing.cases.answering.giving import Answer, give_answer
from minqing.cases.codes import Check, Outcome, ReturnReason
from minqing.cases.merging.codes import Led
from minqing.cases.merging.ties import going_along
from minqing.cases.models import Case, Reply
from minqing.cases.service.dispatching import give_back, hand_over, take_in_hand
from minqing.cases.service.merging import take_apart
from minqing.cases.service.verifying import end_answered, pass_check, send_back
from minqing.cases.states import OPEN
from minqing.cases.steps import Act, is_barred
from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref
from minqing.ledger.service import recorded

BEHIND: dict[int, frozenset[str]] = {
    Led.RETURNED: frozenset({"dispatched", "handling"}),
    Led.DISPATCHED: frozenset({"accepted"}),
    Led.ACKNOWLEDGED: frozenset({"dispatched"}),
    Led.REPLIED: frozenset({"handling"}),
    Led.VERIFIED: frozenset({"replied"}),
    Led.REWORKED: frozenset({"replied", "verified"}),
    Led.CLOSED: frozenset({"verified"}),
    Led.ENDED: OPEN,
}
"""What the other one went through, and the states from which whatever goes along has to do the same."""


def go_along(*, subject: Ref, step: Led, found: int, actor: Actor, at: datetime) -> int:
    """
    Do to each request that goes along what was done to the one they go with.

    :param subject: the request that it was done to.
    :param found: of a verified one what was found, of a returned one why.
    :return: how many did something.
    """
    main = get_case_of(subject)
    behind = [one for one in going_along(main) if one.state in BEHIND[step]]
    for one in behind:
        _go(main=main, subject=one.ref, step=step, found=found, actor=actor, at=at)
    return len(behind)


@recorded
def _go(*, main: Case, subject: Ref, step: Led, found: int, actor: Actor, at: datetime) -> None:
    act = Act(get_case_of(subject, lock=True), actor, at)
    case, named = act.case, {"number": main.number}
    if step == Led.ENDED or (step == Led.DISPATCHED and is_barred(case, main.lead_path)):
        take_apart(act, _("Request %(number)s ended or moved without an answer; yours goes on.") % named)
    elif step == Led.RETURNED:
        give_back(act, ReturnReason(found), _("As request %(number)s, with which it goes along.") % named)
    elif step == Led.DISPATCHED:
        hand_over(act, act.move("dispatch"), lead_path=main.lead_path)
    elif step == Led.ACKNOWLEDGED:
        take_in_hand(act, holder=main.holder, label=main.holder_label)
    else:
        _answered(act, main, step, found)
    case.save()


def _answered(act: Act, main: Case, step: Led, found: int) -> None:
    named = {"number": main.number}
    if step == Led.REPLIED:
        give_answer(act, _same_answer(act.case, main))
    elif step == Led.VERIFIED:
        pass_check(act, Check(found), _("Found at request %(number)s, with which yours goes along.") % named)
    elif step == Led.REWORKED:
        send_back(act, _("Request %(number)s, with which yours goes along, was sent back.") % named)
    else:
        end_answered(act, "", (Outcome(main.outcome or Outcome.EXPLAINED), main.not_now_until))


def _same_answer(case: Case, main: Case) -> Answer:
    reply = Reply.objects.filter(case=main).order_by("-at", "-id")[0]
    return Answer(
        Outcome(reply.outcome),
        dict.fromkeys(case.demands.order_by("number"), reply.words),
        reply.words,
        by=reply.by,
        until=reply.not_now_until,
        agreed_by=reply.agreed_by,
    )
