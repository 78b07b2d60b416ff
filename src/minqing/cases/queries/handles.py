"""Small reads for programs that act step by step: what must be answered, and where the rating stands."""

from datetime import datetime

from minqing.cases.access import get_case, get_case_by_receipt
from minqing.cases.records import DemandView, RatingState
from minqing.kernel.access import Actor

from .receipt import rating_state

__all__ = ["demands_of", "rating_of"]


def demands_of(number: str, *, actor: Actor) -> tuple[DemandView, ...]:
    """
    Return the listed demands of a request in order: two queries.

    :raises CaseNotFound: if it is absent or out of reach.
    """
    case = get_case(number, actor=actor, permission="cases.read")
    rows = case.demands.order_by("number").values_list("id", "text")
    return tuple(DemandView(str(key), text) for key, text in rows)


def rating_of(receipt: str, *, at: datetime) -> RatingState:
    """
    Return where the resident's own answer stands, with the link's token while it may be used.

    :raises ReceiptNotFound: if the code is unknown.
    """
    return rating_state(get_case_by_receipt(receipt), at, with_token=True)
