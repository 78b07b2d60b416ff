"""Letting the clock stand still for a lawful reason, asked for by one and agreed to by another; and going on."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import standing
from minqing.cases.codes import Pause, read
from minqing.cases.models import Case, Extension
from minqing.cases.service.handling import in_hand
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.ledger.service import recorded

__all__ = ["UnableToSuspend", "resume", "settle_suspension", "suspend"]


class UnableToSuspend(Refused):
    """The clock cannot stand still as wished."""


@recorded
def suspend(*, number: str, actor: Actor, at: datetime, reason: str, words: str) -> str:
    """
    Ask to let the clock stand still because the unit cannot go on; it runs until somebody else has agreed.

    :param reason: ``weather``, ``parts``, ``procedure`` or ``resident_away``.
    :param words: what hinders, for whoever decides.
    :return: the case number.
    :raises UnableToSuspend: if the day has passed, something waits for a decision, or the rule allows no more.
    :source: decision 0063; DC-12.
    """
    said = clean(words, field="words", most=2000)
    try:
        why = read(Pause, reason)
    except (KeyError, ValueError) as unknown:
        raise Refused(_("Please choose why it cannot go on."), field="reason") from unknown
    if why == Pause.QUESTION:
        raise Refused(_("To wait for an answer, ask the resident."), field="reason")
    act = in_hand(number, actor, at, "cases.handle")
    move = act.move("suspend")
    _refuse_suspension(act.case, act.at)
    act.ask(days=int(standing.limit(act.case, "suspended", act.at).value), reason=said, pause=why)
    act.tell(act.fact(move, reason=why), words=said, code=why.name.lower(), audience="office")
    return act.case.number


def _refuse_suspension(case: Case, at: datetime) -> None:
    if case.is_late(at):
        raise UnableToSuspend(
            _("The promised day has passed; a late request cannot be suspended. Give a new day instead.")
        )
    if case.extensions.filter(state="asked").exists():
        raise UnableToSuspend(_("Something the unit asked for is already waiting for a decision."))
    left, most = standing.times_left(case, "suspended", at)
    if left < 1:
        raise UnableToSuspend(
            _("The clock has stood still %(most)s times under this promise; the rule allows no more.") % {"most": most}
        )


def settle_suspension(act: Act, asked: Extension, words: str) -> None:
    """
    Let the clock stand still from now on, as was asked: an inner step of deciding.

    :raises UnableToSuspend: if the promised day has passed meanwhile, or a question to the resident is open.
    """
    case, why = act.case, Pause(asked.pause or 0)
    if case.is_late(act.at):
        raise UnableToSuspend(
            _("The promised day has passed meanwhile. Refuse it, so that the unit answers or gives a new day.")
        )
    if case.state != "handling":
        raise UnableToSuspend(_("The resident is being asked, so the clock stands still already. Decide when it runs."))
    rule = standing.limit(case, "suspended", act.at)
    move = act.move("stand_still")
    standing.stop(act, why)
    fact = act.fact(move, reason=why, approver=act.actor.ref, rule=rule.version)
    act.tell(fact, words=words, code=why.name.lower())


@recorded
def resume(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Go on with a suspended request, or without the resident's answer; the promise moves by what the clock stood still.

    :return: the case number.
    """
    act = in_hand(number, actor, at, "cases.handle")
    standing.resume(act)
    return act.case.number
