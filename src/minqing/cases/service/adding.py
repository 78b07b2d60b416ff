"""Words the resident adds to an open request."""

from datetime import datetime, timedelta

from minqing.cases import search
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.models import Case, CaseText
from minqing.cases.service.arriving import words_came_in
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault
from minqing.vault.masking import mask
from minqing.vault.queries import is_about_child

__all__ = ["add_words"]

A_MOMENT = timedelta(minutes=10)


def add_words(*, receipt: str, words: str, at: datetime) -> None:
    """
    Add words to an open request, on the resident's receipt. Sent twice within minutes, they are added once.

    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if the request has left the office.
    """
    said = clean(words, field="words")
    if not _has_just_come(get_case_by_receipt(receipt), said, aware(at)):
        _add(receipt, said, at)


def _has_just_come(case: Case, said: str, at: datetime) -> bool:
    """Tell whether the same words came a moment ago: a second tap is no second call for help."""
    last = case.texts.filter(added=True, at__gt=at - A_MOMENT).order_by("-id").first()
    return last is not None and last.text == mask(said, child=is_about_child(case.uuid)).text


@recorded
def _add(receipt: str, said: str, at: datetime) -> None:
    case = get_case_by_receipt(receipt, lock=True)
    act = Act(case, public_actor(), aware(at))
    move = act.move("add_words")
    arrived = words_came_in(act, said)
    CaseText.objects.create(case=case, at=at, added=True, text=arrived.text)
    act.tell(act.fact(move, danger=arrived.kind), words=arrived.text)
    vault.store_added(str(case.uuid), words=said, at=act.at)
    search.reindex(case)
