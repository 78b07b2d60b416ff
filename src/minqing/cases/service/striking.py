"""What the office strikes out of the words before the handling unit reads them."""

from collections.abc import Sequence

from minqing.cases.catalogue.answering import strike_answers
from minqing.cases.models import Case
from minqing.cases.words import shortened
from minqing.vault import service as vault
from minqing.vault.masking import BLOCK, mask

__all__ = ["strike", "strike_child"]


def strike_child(case: Case) -> None:
    """Mark a request as one about a child, and mask the words again as such."""
    vault.mark_child(case.uuid)
    for row in case.texts.all():
        row.text = mask(row.text, child=True).text
        row.save(update_fields=["text"])
        if not row.added:
            case.title = shortened(row.text, 60)
    strike_answers(case.serial, lambda text: mask(text, child=True).text)
    case.where_text = mask(case.where_text, child=True).text[:300]


def strike(case: Case, pieces: Sequence[str]) -> None:
    """
    Block pieces of text wherever they stand: in the words, the title and the place.

    :param pieces: as they stand in the masked words; empty ones are passed over.
    """
    wanted = sorted({piece.strip() for piece in pieces if piece.strip()}, key=len, reverse=True)
    if not wanted:
        return
    for row in case.texts.all():
        row.text = _struck(row.text, wanted)
        row.save(update_fields=["text"])
        if not row.added:
            case.title = shortened(row.text, 60)
    strike_answers(case.serial, lambda text: _struck(text, wanted))
    case.where_text = _struck(case.where_text, wanted)[:300]


def _struck(text: str, pieces: Sequence[str]) -> str:
    for piece in pieces:
        text = text.replace(piece, BLOCK)
    return text
