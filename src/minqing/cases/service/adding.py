"""Words the resident adds to an open request."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from minqing.cases import search
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.models import Case, CaseText
from minqing.cases.service.arriving import Arrived, read_in, wake
from minqing.cases.steps import Act
from minqing.cases.words import clean
from minqing.kernel.times import aware
from minqing.ledger.service import NothingRecorded, recorded
from minqing.vault import service as vault

__all__ = ["add_words"]

A_MOMENT, A_TAP = timedelta(minutes=10), timedelta(seconds=20)


def add_words(
    *, receipt: str, words: str, at: datetime, known: Iterable[str] = (), extra_spans: Iterable[tuple[int, int]] = ()
) -> None:
    """
    Add words to an open request, on the resident's receipt. Sent twice within minutes, they are added once.

    :param known: names and numbers that came along, struck out wherever they stand.
    :param extra_spans: (start, end) pairs of ``words`` that the resident wants covered as well.
    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if the request has left the office.
    """
    said = clean(words, field="words")
    with suppress(NothingRecorded):  # the same words came a moment ago
        _add(receipt, said, aware(at), known=known, extra_spans=extra_spans)


@recorded
def _add(receipt: str, said: str, at: datetime, **covered: Iterable[Any]) -> None:
    case = get_case_by_receipt(receipt, lock=True)
    arrived = read_in(case, said, **covered)
    if _has_just_come(case, arrived, at):
        return
    act = Act(case, public_actor(), at)
    move = act.move("add_words")
    wake(act, arrived)
    CaseText.objects.create(case=case, at=at, added=True, text=arrived.text)
    act.tell(act.fact(move, danger=arrived.kind), words=arrived.text)
    vault.store_added(str(case.uuid), words=said, at=at)
    search.reindex(case)


def _has_just_come(case: Case, arrived: Arrived, at: datetime) -> bool:
    """
    Tell whether the same words came a moment ago: a second tap is no second call for help.

    Where something is covered, another number may stand under it: then it is a tap, or is taken as said anew.
    """
    since = at - (A_TAP if arrived.covered else A_MOMENT)
    last = case.texts.filter(added=True, at__gt=since).order_by("-id").first()
    return last is not None and last.text == arrived.text
