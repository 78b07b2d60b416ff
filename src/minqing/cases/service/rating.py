"""The resident's own answer, through her one-time link and never from a desk."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, receipts
from minqing.cases.access import public_actor
from minqing.cases.codes import Solved, read
from minqing.cases.models import Case, Rating
from minqing.cases.service.arriving import words_came_in
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded, reverse

__all__ = ["RatingNotFound", "UnableToRate", "change_rating", "get_rating", "rate_case"]

CHANGE_RULE = "MQ-RATE-CHANGE"


class RatingNotFound(NotFound):
    """No rating link has this token, or it has run out."""

    default = _("This link is not valid any more. With your receipt you can still look the request up.")


class UnableToRate(Refused):
    """The answer cannot be taken (any more)."""


def get_rating(token: str, *, lock: bool = False) -> Rating:
    """
    Hold the rating of a link's token, with its request.

    :raises RatingNotFound: if the token is unknown.
    """
    ratings = Rating.objects.select_for_update() if lock else Rating.objects.all()
    rating = ratings.filter(token_hash=receipts.rating_hash(token)).first() if token else None
    if rating is None:
        raise RatingNotFound
    return rating


def _refuse_staff(actor: Actor | None) -> None:
    if actor is not None and actor.ref.kind not in {"receipt", "system"}:
        raise NotAllowed(_("Only the resident rates, on her own device. Sign out of the office first."))
    if actor is not None and actor.grants:
        raise NotAllowed(_("Only the resident rates, on her own device. Sign out of the office first."))


@recorded
def rate_case(
    *,
    token: str,
    contacted: bool,
    solved: str,
    satisfied: bool,
    at: datetime,
    comment: str = "",
    actor: Actor | None = None,
) -> str:
    """
    Say whether somebody called, whether it is solved, and whether one is satisfied: three separate facts.

    :param token: the one-time link's token, the only key.
    :param solved: ``yes``, ``partly`` or ``no``.
    :param actor: whoever is signed in on this device; staff are refused.
    :return: the case number.
    :raises RatingNotFound: if the link is unknown or has run out.
    :raises NotAllowed: from a staff session.
    :raises UnableToRate: if it was given already; it can be changed for some days.
    """
    _refuse_staff(actor)
    said, answer = _said(comment, solved)
    rating = get_rating(token, lock=True)
    case, at = _case_of(rating), aware(at)
    if rating.given_at is not None:
        raise UnableToRate(_("You have answered already. You can still change your answer for some days."))
    if at > rating.expires_at or rating.lapsed:
        raise RatingNotFound
    act = Act(case, public_actor(), at)
    rule = clocks.rule_for(CHANGE_RULE, place_path=case.place_path, at=at)
    rating.given_at = at
    rating.changeable_until = clocks.count(rule, start=at).due_at
    _set(act, rating, contacted=contacted, solved=answer, satisfied=satisfied, comment=said)
    return case.number


@recorded
def change_rating(
    *,
    token: str,
    contacted: bool,
    solved: str,
    satisfied: bool,
    at: datetime,
    comment: str = "",
    actor: Actor | None = None,
) -> str:
    """
    Change one's answer in silence, for some days: the first is reversed and a new one recorded; nobody is told.

    :return: the case number.
    :raises UnableToRate: if the time for changing has run out, or nothing was said yet.
    """
    _refuse_staff(actor)
    said, answer = _said(comment, solved)
    rating = get_rating(token, lock=True)
    case, at = _case_of(rating), aware(at)
    if rating.given_at is None or rating.changeable_until is None or at > rating.changeable_until:
        raise UnableToRate(_("This answer can no longer be changed."))
    act = Act(case, public_actor(), at)
    before = rating.solved
    if rating.fact_id:
        reverse(rating.fact_id, actor=case.receipt_ref, at=at)
    rating.changed_at = at
    _set(act, rating, contacted=contacted, solved=answer, satisfied=satisfied, comment=said)
    act.fact("rating.changed", solved=answer, before=before)
    return case.number


def _said(comment: str, solved: str) -> tuple[str, Solved]:
    said = clean(comment, field="comment", most=1000, needed=False)
    try:
        return said, read(Solved, solved)
    except (KeyError, ValueError, AttributeError) as unknown:
        raise UnableToRate(_("Please say whether it is solved."), field="solved") from unknown


def _case_of(rating: Rating) -> Case:
    case: Case = Case.objects.select_for_update().get(pk=rating.case_id)
    if case.state != "closed" or rating.round != case.reopen_round + 1:
        raise UnableToRate(_("This request has been reopened. You will be asked again when it is closed."))
    return case


def _set(act: Act, rating: Rating, *, contacted: bool, solved: Solved, satisfied: bool, comment: str) -> None:
    case = act.case
    fact = record(
        "rating.given",
        subject=case.ref,
        actor=case.receipt_ref,
        at=act.at,
        org_path=case.unit_path,
        place_path=case.place_path,
        data={"matter": case.matter, "solved": solved, "contacted": bool(contacted), "satisfied": bool(satisfied)},
    )
    rating.contacted, rating.solved, rating.satisfied = bool(contacted), solved, bool(satisfied)
    rating.comment, rating.fact_id = words_came_in(act, comment).text, fact.id
    rating.save()
    case.solved = solved
    case.save(update_fields=["solved"])
