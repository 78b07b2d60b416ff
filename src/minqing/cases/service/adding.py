"""Words the resident adds to an open request."""

from datetime import datetime

from minqing.cases import clocks, search
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.codes import DangerKind
from minqing.cases.models import CaseText
from minqing.cases.service.filing import alarm
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault
from minqing.vault.danger import danger_in
from minqing.vault.masking import mask
from minqing.vault.queries import is_about_child

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
    masked, danger = mask(said, child=is_about_child(case.uuid)), danger_in(said)
    CaseText.objects.create(case=case, at=at, added=True, text=masked.text)
    if danger and not case.danger:
        case.danger = danger.kind
        clocks.burn(case)
        case.save(update_fields=["danger", "burns_at"])
    kind = DangerKind[danger.kind.upper()] if danger else DangerKind.NONE
    act.tell(act.fact(move, danger=kind), words=masked.text)
    if danger:
        alarm(act)
    vault.store_added(str(case.uuid), words=said, at=act.at)
    search.reindex(case)
