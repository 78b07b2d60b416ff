"""Small reads for programs that act step by step: what must be answered, and where the rating stands."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from minqing.cases.access import CaseNotFound, get_case, get_case_by_receipt, serial_of
from minqing.cases.models import Case
from minqing.cases.records import DemandView, RatingState
from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref

from .receipt import rating_state

__all__ = ["case_id_of", "demands_of", "held_ref", "numbers_of", "numbers_within", "rating_of"]


def case_id_of(number: str) -> str:
    """
    Return the id under which the vault keeps what a request's resident entrusted; whoever asks it checks the reach.

    :raises CaseNotFound: if there is no such request.
    """
    key = serial_of(number)
    found = Case.objects.filter(year=key[0], serial=key[1]).values_list("uuid", flat=True).first() if key else None
    if found is None:
        raise CaseNotFound
    return str(found)


def numbers_of(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the public numbers of requests that somebody already holds by their ids; absent ones are left out."""
    rows = Case.objects.filter(uuid__in=list(case_ids)).only("uuid", "year", "serial")
    return {row.uuid: row.number for row in rows}


def held_ref(number: str, *, actor: Actor) -> Ref:
    """
    Return the reference that facts and the directory know a request by.

    :raises CaseNotFound: if it is absent or out of reach.
    """
    return get_case(number, actor=actor, permission="cases.read").ref


def numbers_within(subjects: Iterable[Ref], *, actor: Actor) -> dict[Ref, str]:
    """Return the public numbers of those requests that the actor may read; the others are left out."""
    ids = [subject.id for subject in subjects if subject.kind == "case"]
    rows = Case.objects.within(actor, "cases.read").filter(uuid__in=ids) if ids else ()
    return {row.ref: row.number for row in rows}


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
