"""Releasing one request to the public, and taking that back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case, get_case_by_receipt, public_actor
from minqing.cases.codes import By
from minqing.cases.models import Case, Release
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.ids import uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

from .placing import public_place
from .wording import BY_RESIDENT, MOST_ANSWER, MOST_WORDS, UnableToRelease, public_words, refuse_untellable

__all__ = ["UnableToRelease", "release", "take_down", "withdraw_release"]


@recorded
def release(*, number: str, actor: Actor, at: datetime, words: str, answer: str = "") -> str:
    """
    Let everybody read of one request: in these words, with its village, matter, days, state and unit.

    Released again, the new words stand in place of the earlier ones.

    :param words: what the matter is, in the office's words; never the resident's.
    :param answer: what is said to everybody of what was done; empty while there is nothing to say.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToRelease: if nothing of it may be told, or not in these words.
    :source: ADR 0088; guardrails G1, G9.
    """
    case = get_case(number, actor=actor, permission="cases.release", lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("release")
    refuse_untellable(case)
    said = public_words(case, words, field="words", most=MOST_WORDS)
    answered = public_words(case, answer, field="answer", most=MOST_ANSWER, needed=False)
    again = _end(case, act.at, by=str(actor.ref))
    Release.objects.create(
        id=uuid7(act.at),
        case=case,
        words=said,
        answer=answered,
        place_path=public_place(case.place_path, at=act.at),
        asked_at=case.registered_at,
        written_at=act.at,
        written_by=str(actor.ref),
    )
    act.tell(act.fact(move, again=again), words="\n".join(part for part in (said, answered) if part))
    return case.number


@recorded
def withdraw_release(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Take a release back: from this moment nobody outside reads of the request.

    :param words: why, for whoever opens the request next.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises UnableToRelease: if it is not released.
    """
    said = clean(words, field="words", most=500)
    case = get_case(number, actor=actor, permission="cases.release", lock=True)
    act = Act(case, actor, aware(at))
    move = act.move("withdraw_release")
    if not _end(case, act.at, by=str(actor.ref)):
        raise UnableToRelease(_("This request is not public."))
    act.tell(act.fact(move, by=By.OFFICE), words=said, audience="office")
    return case.number


@recorded
def take_down(*, receipt: str, at: datetime) -> None:
    """
    Take a release back on the resident's own receipt; no office releases the request again.

    :raises ReceiptNotFound: if the code is unknown.
    :raises UnableToRelease: if it is not released.
    """
    case = get_case_by_receipt(receipt, lock=True)
    act = Act(case, public_actor(), aware(at))
    move = act.move("withdraw_release")
    if not _end(case, act.at, by=BY_RESIDENT):
        raise UnableToRelease(_("This request is not public."))
    act.tell(act.fact(move, by=By.RESIDENT))


def _end(case: Case, at: datetime, *, by: str = "") -> bool:
    """End the release in force, and tell whether there was one."""
    return bool(case.releases.filter(withdrawn_at__isnull=True).update(withdrawn_at=at, withdrawn_by=by))
