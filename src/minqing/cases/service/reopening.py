"""Taking up again what was closed: by the office, by the resident, by her rating."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case, get_case_by_receipt, public_actor
from minqing.cases.barring import move_intake_if_closed
from minqing.cases.codes import By, Promise
from minqing.cases.merging.ties import end_merging
from minqing.cases.models import Case, PromiseChange, Rating
from minqing.cases.responsible import require
from minqing.cases.routing import likeliest_matter
from minqing.cases.service.accepting import list_demands
from minqing.cases.service.arriving import words_came_in
from minqing.cases.service.rating import get_rating
from minqing.cases.service.verifying import RATING_RULE
from minqing.cases.steps import Act
from minqing.cases.tabling import table_if_due
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault

__all__ = [
    "UnableToReopen",
    "ended_by_office",
    "may_reopen",
    "reopen",
    "reopen_by_rating",
    "reopen_by_resident",
    "reopen_until",
]


LEAVING = ("case.closed", "case.declined", "case.diverted", "case.withdrawn")


class UnableToReopen(Refused):
    """The request cannot be reopened any more, or not this way."""


@recorded
def reopen(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Open a request again that had left, with a new promise.

    :param words: why; the resident reads it.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    case = get_case(number, actor=actor, permission="cases.reopen", lock=True)
    _reopen(Act(case, require(case, actor, "cases.reopen"), aware(at)), By.OFFICE, said)
    return case.number


@recorded
def reopen_by_resident(*, receipt: str, at: datetime, words: str = "") -> None:
    """
    Open a request again that the office closed or ended, at a tap: no reason is asked for.

    :param words: what is not yet done, if the resident likes to say so.
    :raises ReceiptNotFound: if the code is unknown.
    :raises UnableToReopen: if the time to say anything has run out.
    """
    _reopen_for_resident(get_case_by_receipt(receipt, lock=True), words, at)


@recorded
def reopen_by_rating(*, token: str, at: datetime, words: str = "") -> str:
    """
    Open a closed request again from the rating link, at a tap.

    :return: the case number.
    :raises RatingNotFound: if the token is unknown.
    :raises UnableToReopen: if the time to say anything has run out.
    """
    case: Case = Case.objects.select_for_update().get(pk=get_rating(token).case_id)
    _reopen_for_resident(case, words, at)
    return case.number


def _reopen_for_resident(case: Case, words: str, at: datetime) -> None:
    said = clean(words, field="words", most=2000, needed=False)
    if not may_reopen(case, at):
        raise UnableToReopen(
            _("This request can no longer be reopened here. Please file a new one; you may name this number in it.")
        )
    act = Act(case, public_actor(), aware(at))
    _reopen(act, By.RESIDENT, words_came_in(act, said).text)


def may_reopen(case: Case, at: datetime) -> bool:
    """Tell whether the resident may reopen at a tap: while her time to say something runs."""
    until = reopen_until(case)
    return until is not None and at <= until


def reopen_until(case: Case) -> datetime | None:
    """
    Say until when the resident may reopen at a tap; None when she may not.

    A closed request while her link lives, or her answer may be changed; what the office ended in another way as long
    as a link would live (rule MQ-RATE). What she withdrew herself is hers.
    """
    if case.state == "closed":
        rating = Rating.objects.filter(case=case).order_by("-round").first()
        return max(rating.expires_at, rating.changeable_until or rating.expires_at) if rating else None
    if case.left_at is None or not ended_by_office(case):
        return None
    rule = clocks.rule_for(RATING_RULE, place_path=case.place_path, at=case.left_at)
    return clocks.count(rule, start=case.left_at).due_at


def ended_by_office(case: Case) -> bool:
    """Tell whether the office ended a request without an answer: declined, diverted, or withdrawn on its word."""
    if case.state != "withdrawn":
        return case.state in {"declined", "diverted"}
    last = case.entries.filter(kind="case.withdrawn").order_by("-id").first()
    return bool(last and last.code == By.OFFICE.name.lower())


def _reopen(act: Act, by: By, words: str) -> None:
    case, at = act.case, act.at
    move = act.move("reopen")
    had_left_late = _left_late(case)
    unit = case.unit_path
    case.reopen_round += 1
    case.answered_at = case.left_at = case.outcome = case.not_now_until = case.decline_reason = None
    case.due_counted = case.needs_ruling = case.ruled = False
    end_merging(case, at)
    case.supervised, case.same_as, case.leads = False, "", None
    before = case.due_at
    clocks.start_promise(case, at)
    case.first_due_at = case.due_at
    PromiseChange.objects.create(case=case, at=at, before=before, due_at=case.due_at, reason=Promise.REOPENED)
    fact = act.fact(move, org_path=unit, late=had_left_late, by=by, round=case.reopen_round, rule=case.due_rule)
    act.tell(fact, words=words, code=by.name.lower())
    _as_accepted(act)
    act.move_unit("")
    move_intake_if_closed(act)
    act.enter_stage(case.intake_path)
    table_if_due(act)
    vault.stop_retention(str(case.uuid))
    case.save()


def _as_accepted(act: Act) -> None:
    """Give a request that left before it was accepted what accepting gives: a matter, if it can be guessed; demands."""
    case = act.case
    case.matter = case.matter or likeliest_matter(case)
    if not case.demands.exists():
        list_demands(act)


def _left_late(case: Case) -> bool:
    last = case.entries.filter(kind__in=LEAVING).order_by("-id").first()
    return bool(last and last.late)
