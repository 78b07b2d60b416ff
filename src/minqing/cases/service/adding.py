"""Words the resident adds to an open request."""

from datetime import datetime

from minqing.cases import search
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.models import CaseText
from minqing.cases.service.arriving import words_came_in
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault

__all__ = ["add_words"]


@recorded
def add_words(*, receipt: str, words: str, at: datetime) -> None:
    """
    Add words to an open request, on the resident's receipt.

    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if the request has left the office.
    """
    said = clean(words, field="words", most=2000)
    case = get_case_by_receipt(receipt, lock=True)
    act = Act(case, public_actor(), aware(at))
    move = act.move("add_words")
    arrived = words_came_in(act, said)
    CaseText.objects.create(case=case, at=at, added=True, text=arrived.text)
    act.tell(act.fact(move, danger=arrived.kind), words=arrived.text)
    vault.store_added(str(case.uuid), words=said, at=act.at)
    search.reindex(case)
