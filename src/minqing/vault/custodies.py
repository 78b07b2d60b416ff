"""What is kept until when, for whoever answers for the keeping; and the certificate that an erasure leaves."""

from datetime import datetime
from typing import Any
from uuid import UUID

from minqing.kernel.access import Actor
from minqing.kernel.paging import Page, page
from minqing.ledger.queries import facts_about

from . import permissions
from .access import case_ref, get_custody, is_barred
from .codes import ERASURES, HOLDS, numbers
from .models import Custody
from .records import Certificate, CustodyView

__all__ = ["LISTS", "certificate", "custodies", "custody_in_reach", "custody_view"]

LISTS = ("waiting", "held")
KEEPERS = (permissions.HOLD, permissions.ERASE)


def custodies(actor: Actor, *, listed: str, at: datetime, cursor: str | None = None) -> Page[CustodyView]:
    """
    List what this actor may hold or erase; never of requests about the actor's own unit.

    :param listed: ``waiting``: the clock runs, soonest erased first; ``held``: under a legal hold, soonest ended first.
    """
    rows = Custody.objects.within(actor, KEEPERS[0]) | Custody.objects.within(actor, KEEPERS[1])
    rows = rows.filter(erased_at=None)
    if listed == "held":
        found = page(rows.filter(held_until__gt=at), order=("held_until", "case_id"), cursor=cursor)
    else:
        found = page(rows.filter(erase_at__isnull=False), order=("erase_at", "case_id"), cursor=cursor)
    open_to = tuple(custody_view(row) for row in found.items if not is_barred(row.case_id, actor))
    return Page(open_to, found.next, found.previous)


def custody_in_reach(case_id: UUID | str, *, actor: Actor) -> CustodyView:
    """
    Say what is kept of one case to whoever may hold or erase it.

    :raises NotFound: if it is absent, out of reach, or about the actor's own unit.
    """
    permission = next((key for key in KEEPERS if actor.holds(key)), permissions.HOLD)
    return custody_view(get_custody(case_id, actor=actor, permission=permission))


def certificate(case_id: UUID | str) -> Certificate | None:
    """Return what the erasure of a case leaves, from its fact; None while nothing is erased."""
    facts = [fact for fact in facts_about(case_ref(UUID(str(case_id)))) if fact.kind == "vault.erased"]
    if not facts:
        return None
    fact, row = facts[-1], Custody.objects.filter(pk=UUID(str(case_id)), erased_at__isnull=False).first()
    if row is None or row.backups_expire_at is None or row.erased_at is None:
        return None
    return Certificate(
        erased_at=row.erased_at,
        ground_title=numbers(ERASURES)[fact.data["ground"]],
        rule=str(fact.data["rule"]),
        items=int(fact.data["items"]),
        backups_expire_at=row.backups_expire_at,
    )


def custody_view(row: Any) -> CustodyView:
    """Turn a stored row into a record."""
    return CustodyView(
        case_id=row.case_id,
        has_phone=row.has_phone,
        may_call=row.may_call,
        stored_at=row.stored_at,
        closed_at=row.closed_at,
        erase_at=row.erase_at,
        held_until=row.held_until,
        hold_title=HOLDS[row.hold_ground][1] if row.hold_ground else "",
        rule=row.rule_version,
        erased_at=row.erased_at,
        backups_expire_at=row.backups_expire_at,
    )
