"""How a request is held: within reach and never otherwise; out of reach and absent look the same."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.rows import read_first, read_rows

from .models import Case, CaseParty
from .receipts import receipt_hash

__all__ = [
    "CaseNotFound",
    "ReceiptNotFound",
    "get_case",
    "get_case_by_receipt",
    "in_reach",
    "public_actor",
    "serial_of",
]

_NUMBER = re.compile(r"^\s*(\d{4})-(\d{6,12})\s*$")


class CaseNotFound(NotFound):
    """No such request, or outside the actor's reach."""

    default = _("There is no such request, or it is outside your reach.")


class ReceiptNotFound(NotFound):
    """No request has this receipt code."""

    default = _("We find no request with this code. Please compare it letter by letter with your receipt.")


def public_actor() -> Actor:
    """Return the actor of somebody without account and receipt: a resident at the public form."""
    return Actor(ref=Ref("system", "public"))


def serial_of(number: str) -> tuple[int, int] | None:
    """Read a public number as (year, serial); None when it is none."""
    match = _NUMBER.match(number)
    return (int(match[1]), int(match[2])) if match else None


def get_case(number: str, *, actor: Actor, permission: str, lock: bool = False, along: tuple[str, ...] = ()) -> Case:
    """
    Hold one request for an actor with a permission on it.

    :param number: the public number, e.g. ``2026-000417``.
    :param lock: keep others from changing it until the transaction ends.
    :param along: relations to read with it once and for all, for who only shows: ``("parties",)``.
    :raises CaseNotFound: if it is absent, out of reach, or the actor is barred from it.
    """
    key = serial_of(number)
    case = read_first(Case, "serial = %s AND year = %s", key[::-1], lock=lock) if key else None
    if case is not None and along:
        prefetch_related_objects([case], *along)
    parties = case.parties.all() if case is not None and "parties" in along else None
    if case is None or not in_reach(case, actor, permission, parties=parties):
        raise CaseNotFound
    return case


def in_reach(case: Case, actor: Actor, permission: str, *, parties: Iterable[CaseParty] | None = None) -> bool:
    """
    Tell for a request in hand what ``within()`` says in SQL; a property test demands that the two agree.

    Two plain look-ups cost a third of the one wide question, and every verb asks this first.

    :param parties: the request's, where they have been read already.
    """
    parties = list(read_rows(CaseParty, "case_id = %s", [case.pk]) if parties is None else parties)
    about = [party.org_path for party in parties if party.barred]
    if str(case.ref) in actor.recused or any(covers(path, actor.org_path) for path in about):
        return False
    pairs = {(path, case.place_path) for path in (case.intake_path, case.lead_path) if path}
    pairs |= {(party.org_path, case.place_path) for party in parties if not party.barred}
    return actor.may_any(permission, pairs)


def get_case_by_receipt(receipt: str, *, lock: bool = False) -> Case:
    """
    Hold the request of a receipt code.

    :param receipt: the code as typed or read out.
    :raises ReceiptNotFound: if the code is malformed or unknown.
    """
    stored = receipt_hash(receipt)
    case = read_first(Case, "receipt_hash = %s", [stored], lock=lock) if stored else None
    if case is None:
        raise ReceiptNotFound
    return case


def get_case_of(ref: Ref, *, lock: bool = False) -> Case:
    """
    Hold a request by the reference a fact carries; for reactions and the clock, which act for the house itself.

    :raises CaseNotFound: if it is absent.
    """
    try:
        case = read_first(Case, "uuid = %s", [UUID(ref.id)], lock=lock)
    except ValueError as malformed:
        raise CaseNotFound from malformed
    if case is None:
        raise CaseNotFound
    return case
