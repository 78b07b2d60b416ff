"""What the holder of a receipt may do, each with its own words. The rules are the door's."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from minqing.cases import service
from minqing.cases.releasing import service as releasing
from minqing.kernel.errors import NotFound
from minqing.rulebook import queries as rulebook
from minqing.territory import queries as territory

ADDED_MOST = 2_000
PRESSURE_RULE = "MQ-PRESSURE"


@dataclass(frozen=True, slots=True)
class Act:
    """
    One page with one button.

    :param ask: what the text box asks; empty when there is none.
    :param done: what is said afterwards.
    :param optional: the box may stay empty.
    """

    title: Any
    lead: tuple[Any, ...]
    button: Any
    done: Any
    ask: Any = ""
    most: int = ADDED_MOST
    optional: bool = False


ACTS: dict[str, Act] = {
    "words": Act(
        title=_("Add some words"),
        lead=(_("Whoever has it now is told. Names, phones and door numbers are covered as before."),),
        ask=_("What has changed, or was forgotten?"),
        button=_("Send these words"),
        done=_("Added. Whoever has it has been told."),
    ),
    "answer": Act(
        title=pgettext_lazy("resident", "Your answer"),
        lead=(_("The office asked you something; your answer goes to it, with names and phones covered."),),
        ask=pgettext_lazy("resident", "Your answer"),
        button=pgettext_lazy("resident", "Answer"),
        done=_("Your answer has arrived. The clock goes on."),
    ),
    "withdraw": Act(
        title=_("Take it back?"),
        lead=(
            _("Then nobody works on it any more, and it is shown as taken back by you."),
            _("If somebody asked you to take it back, do not: go back and press “making it hard for you”."),
        ),
        button=_("Yes, I take it back"),
        done=_("Taken back. You may report again at any time."),
    ),
    "hide": Act(
        title=_("Take it off the notice board?"),
        lead=(_("Then nobody but you and the offices reads of it, and no office puts it there again."),),
        button=_("Yes, take it off"),
        done=_("It is off the notice board."),
    ),
    "pressure": Act(
        title=_("Is somebody making it hard for you?"),
        lead=(
            _("This goes to another office of the county, outside everybody who has this matter in hand."),
            _("They must take it up within %(time)s. The office that handles it does not see it."),
        ),
        ask=_("What happened, who, when?"),
        button=_("Tell that office"),
        done=_("That office has been told. It must take it up within %(time)s."),
    ),
    "reopen": Act(
        title=_("Open it again?"),
        lead=(_("It goes back to work with a new promised day. You need not explain anything."),),
        ask=_("What is not done yet?"),
        optional=True,
        button=_("Yes, open it again"),
        done=_("It is open again."),
    ),
}


def told(act: Act) -> Act:
    """Say an act's sentences with the time that the county's rule gives the office outside."""
    time = {"time": time_for_pressure()}
    return replace(act, lead=tuple(_said(one, time) for one in act.lead), done=_said(act.done, time))


def _said(sentence: Any, time: dict[str, str]) -> str:
    return str(sentence) % time if "%(time)s" in str(sentence) else str(sentence)


def time_for_pressure() -> str:
    """Return in words how soon a report of pressure is taken up here today, by rule MQ-PRESSURE."""
    county = territory.county()
    try:
        rule = rulebook.rule(PRESSURE_RULE, place_path=county.path if county else "", on=localdate())
    except NotFound:
        return str(_("the time that the rule gives"))
    if rule.unit != "working_day":
        return rule.amount
    return ngettext("%(n)s working day", "%(n)s working days", rule.value) % {"n": rule.value}


def problem_of(act: Act, words: str) -> Any:
    """Say what is wrong with the words of an act, or nothing."""
    if act.ask and not act.optional and not words.strip():
        return _("Please write something first.")
    more = len(words.strip()) - act.most
    if more > 0:
        return _("This is %(more)s characters too long. All of it is still here: please shorten it.") % {"more": more}
    return ""


def do(word: str, *, receipt: str, words: str, at: datetime, question: str = "") -> None:
    """
    Do one of the acts through the door.

    :param word: a key of ``ACTS``.
    :param question: which question an answer is for.
    :raises Refused: whatever the door says.
    """
    if word == "words":
        service.add_words(receipt=receipt, words=words, at=at)
    elif word == "answer":
        service.answer_question(receipt=receipt, words=words, at=at, question_id=question)
    elif word == "withdraw":
        service.withdraw_case(receipt=receipt, at=at)
    elif word == "hide":
        releasing.take_down(receipt=receipt, at=at)
    elif word == "pressure":
        service.report_pressure(receipt=receipt, words=words, at=at)
    else:
        service.reopen_by_resident(receipt=receipt, words=words, at=at)
