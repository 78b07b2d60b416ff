"""Which system filed which request: a token for its number, and the right to read how it stands."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from minqing.cases.records import Registered
from minqing.exchange.models import PeerRequest, Submission
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound

MOST_LEFT_OUT = 500


def submitted(actor: Actor, registered: Registered, *, origin: str, at: datetime) -> Submission:
    """
    Note who filed a request, once; return the note with its token.

    :param origin: what it is called there; "" where the system did not say.
    """
    row, _new = Submission.objects.get_or_create(
        case_id=registered.case_id,
        defaults={
            "client_id": actor.ref.id,
            "number": registered.number,
            "token": secrets.token_hex(16),
            "origin": origin,
            "filed_at": at,
        },
    )
    return row


def number_for(token: str) -> str:
    """
    Return the number of the request that a token stands for.

    :raises NotFound: if it stands for none.
    """
    row = Submission.objects.filter(token=token[:64]).first() if "\0" not in token else None
    if row is None:
        raise NotFound
    return row.number


def own_cases(actor: Actor | None, numbers: Iterable[str]) -> dict[str, str]:
    """Return those of some requests that a system filed itself: number → id of the case."""
    if actor is None or actor.ref.kind != "client":
        return {}
    rows = Submission.objects.filter(client_id=actor.ref.id, number__in=list(numbers))
    return {number: str(case) for number, case in rows.values_list("number", "case_id")}


def told_by(actor: Actor | None) -> tuple[str, ...]:
    """Return the cases that were taken from a system's own server: it is not told again what it told."""
    if actor is None or actor.ref.kind != "client":
        return ()
    rows = PeerRequest.objects.filter(peer__client_id=actor.ref.id, sent=False, case_id__isnull=False)
    return tuple(str(case) for case in rows.order_by("-pk").values_list("case_id", flat=True)[:MOST_LEFT_OUT])


def filed_as(client_id: UUID, origins: Iterable[str]) -> dict[str, Submission]:
    """Return what a system filed itself, by what it is called there."""
    rows = Submission.objects.filter(client_id=client_id, origin__in=[one for one in origins if one])
    return {row.origin: row for row in rows}
