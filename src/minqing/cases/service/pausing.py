"""Suspending for a lawful reason, and going on."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Pause, Promise, read
from minqing.cases.models import Pause as PauseRow
from minqing.cases.service.handling import in_hand
from minqing.cases.steps import Act, hours
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.ledger.service import recorded

__all__ = ["go_on", "pause", "resume", "suspend"]


@recorded
def suspend(*, number: str, actor: Actor, at: datetime, reason: str, words: str) -> str:
    """
    Let the clock stand still because the unit cannot go on; the resident reads why.

    :param reason: ``weather``, ``parts``, ``procedure`` or ``resident_away``.
    :return: the case number.
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
    if act.case.is_late(act.at):
        raise Refused(_("The promised day has passed; a late request cannot be suspended. Give a new day instead."))
    pause(act, why)
    act.tell(act.fact(move, reason=why), words=said, code=why.name.lower())
    act.case.save()
    return act.case.number


@recorded
def resume(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Go on with a suspended request, or without the resident's answer; the promise moves by what the clock stood still.

    :return: the case number.
    """
    act = in_hand(number, actor, at, "cases.handle")
    case = act.case
    waited = hours(case.paused_at or act.at, act.at)
    asking = case.state == "asking"
    move = act.move("resume")
    case.questions.filter(answered_at__isnull=True).update(answered_at=act.at)
    go_on(act)
    fact = act.fact(move, answered=False, hours=waited) if asking else act.fact(move, hours=waited)
    act.tell(fact)
    case.save()
    return case.number


def pause(act: Act, reason: Pause) -> None:
    """Stop the clock of a request."""
    act.case.paused_at = act.at
    PauseRow.objects.create(case=act.case, start=act.at, reason=reason)


def go_on(act: Act) -> None:
    """Let the clock run on, and count the promise anew by the time it stood."""
    act.end_pause()
    act.recount(Promise.PAUSED)
