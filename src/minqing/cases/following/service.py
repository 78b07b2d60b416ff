"""
Follow a released request.

:source: ADR 0105.
"""

from datetime import datetime

from django.db import IntegrityError

from minqing.cases import receipts
from minqing.cases.access import get_case_of, public_actor
from minqing.cases.models import Follow
from minqing.cases.releasing.queries import released
from minqing.cases.words import clean
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded

__all__ = ["follow"]


def follow(*, number: str, submission_token: str, at: datetime) -> str:
    """
    Give a receipt that shows what everybody may read of one released request.

    The same token and request always give the same receipt, and another one than the token's own report would get.

    :return: the receipt's code.
    :raises NotFound: if the request is absent or not released: nobody learns which.
    """
    told = released(number, at=aware(at))
    token = clean(submission_token, field="submission_token", most=200)
    receipt = receipts.code_for(f"follow:{told.number}:{token}")
    stored = receipts.receipt_hash(receipt)
    try:
        if not Follow.objects.filter(receipt_hash=stored).exists():
            _follow(told.case_id, stored, at=aware(at))
    except IntegrityError:
        if not Follow.objects.filter(receipt_hash=stored).exists():
            raise
    return receipt


@recorded
def _follow(case_id: str, stored: str, *, at: datetime) -> None:
    case = get_case_of(Ref("case", case_id))
    Follow.objects.create(id=uuid7(at), case=case, receipt_hash=stored, at=at)
    record(
        "case.followed",
        subject=case.ref,
        actor=public_actor().ref,
        at=at,
        org_path=case.unit_path,
        place_path=case.place_path,
        data={"matter": case.matter},
    )
