"""What became of something that arrived: each end is one verb, with the fact that says so, and happens once."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from minqing.cases import receipts
from minqing.exchange.models import Arrival
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict
from minqing.kernel.ref import Ref
from minqing.ledger.service import recorded
from minqing.vault import service as vault

from .codes import State, Why
from .taking import fact

__all__ = ["KEPT_REFUSED", "answered", "refer", "refuse", "taken"]

KEPT_REFUSED = timedelta(days=7)
"""So long what was set aside can be taken up again; then its words are destroyed."""

OPEN = (State.WAITING, State.NEEDS_PERSON)


@recorded
def taken(
    arrival_id: UUID, *, case_id: str, number: str, added: bool, at: datetime, actor: Actor | None = None
) -> None:
    """
    Say that it became a request, or was added to one. Its words lie with the request from now on.

    :raises Conflict: if it was settled meanwhile.
    """
    arrival = _settle(arrival_id, State.ADDED if added else State.REGISTERED, at, case_id=UUID(case_id), number=number)
    if not added:
        Arrival.objects.filter(pk=arrival_id).update(reply=receipts.reply_hash(receipts.reply_token(case_id)))
    fact("intake.taken", arrival, at=at, actor=actor, added=added, case=Ref("case", case_id))
    _drop_afterwards(arrival_id)


@recorded
def answered(arrival_id: UUID, *, at: datetime) -> None:
    """Say that it asked for something that was told at once. Its words are destroyed."""
    arrival = _settle(arrival_id, State.ANSWERED, at)
    fact("intake.answered", arrival, at=at)
    _drop_afterwards(arrival_id)


@recorded
def refuse(arrival_id: UUID, why: Why, *, at: datetime, actor: Actor | None = None) -> None:
    """
    Set it aside; whoever looks can take it up again for a week, but not what carries the mark of a secret paper.

    :raises Conflict: if it was settled meanwhile.
    """
    keeps = why != Why.SECRET
    arrival = _settle(arrival_id, State.REFUSED, at, why=why, drop_at=at + KEPT_REFUSED if keeps else None)
    fact("intake.refused", arrival, at=at, actor=actor, why=why)
    if not keeps:
        _drop_afterwards(arrival_id)


@recorded
def refer(arrival_id: UUID, why: Why, *, at: datetime) -> None:
    """Leave it to a person."""
    arrival = _settle(arrival_id, State.NEEDS_PERSON, None, why=why)
    fact("intake.referred", arrival, at=at, why=why)


def _settle(arrival_id: UUID, state: State, at: datetime | None, **changes: Any) -> Arrival:
    arrival = Arrival.objects.select_for_update().get(pk=arrival_id)
    if arrival.state not in OPEN or arrival.state == state:
        raise Conflict
    changes = {"why": Why.NONE, "error": "", "drop_at": None, **changes, "state": state, "settled_at": at}
    for name, value in changes.items():
        setattr(arrival, name, value)
    arrival.save(update_fields=list(changes))
    return arrival


def _drop_afterwards(arrival_id: UUID) -> None:
    """Destroy the words once what was decided stands; a crash in between is made good by the sweep."""

    def drop() -> None:
        vault.drop_arrival(arrival_id)
        Arrival.objects.filter(pk=arrival_id).update(held=False, drop_at=None)

    transaction.on_commit(drop)
