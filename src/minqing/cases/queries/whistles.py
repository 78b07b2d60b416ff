"""Reports about the conduct of staff: for the office outside the chain, and for whoever holds the code."""

from datetime import datetime

from minqing.cases.access import ReceiptNotFound
from minqing.cases.models import WhistleReport
from minqing.cases.receipts import receipt_hash
from minqing.cases.records import WhistleLine, WhistlePage
from minqing.cases.service.whistling import MOST_SHOWN, readable
from minqing.kernel.access import Actor


def whistles(actor: Actor, *, at: datetime) -> tuple[WhistleLine, ...]:
    """Return the newest hundred reports this actor may read, those not taken up first; open them before."""
    rows = readable(actor).order_by("-reported_at", "-id")[:MOST_SHOWN]
    lines = [
        WhistleLine(
            id=str(row.id),
            reported_at=row.reported_at,
            words=row.words,
            unit_name=row.unit_name,
            due_at=row.due_at,
            taken_up_at=row.taken_up_at,
            answer=row.answer,
            answered_at=row.answered_at,
            late=(row.taken_up_at or at) > row.due_at,
        )
        for row in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.taken_up_at is not None))


def whistle_page(receipt: str, *, at: datetime) -> WhistlePage:
    """
    Return what the holder of the code may know.

    :raises ReceiptNotFound: if no report has it.
    """
    stored = receipt_hash(receipt)
    row = WhistleReport.objects.filter(receipt_hash=stored).first() if stored else None
    if row is None:
        raise ReceiptNotFound
    late = (row.taken_up_at or at) > row.due_at
    return WhistlePage(row.reported_at, row.due_at, row.taken_up_at, row.answer, row.answered_at, late)
