"""How the servers of other systems fare, for whoever manages systems."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from minqing.exchange.models import Peer, PeerRequest
from minqing.exchange.permissions import MANAGE
from minqing.kernel.access import Actor
from minqing.territory import queries as territory

from .pulling import SKIPPED

__all__ = ["PeerLine", "PeerView", "peers"]

LATEST: Final = 20
LATE: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class PeerLine:
    """One request that both sides know, or that one of them refused."""

    sent: bool
    remote_id: str
    number: str
    status: str
    at: datetime
    refused: str


@dataclass(frozen=True, slots=True)
class PeerView:
    """
    One server: where it is, how it fares, and what went either way.

    :param state: ``waiting`` before the first turn, ``well``, ``failing``, or ``late`` where its turn is long over.
    :param skipped: services of which nobody said what matter they are, with how many requests: the most first.
    :param behind: since when nothing of it was read; None before the first round.
    """

    client_id: str
    url: str
    form: str
    jurisdiction: str
    place_path: str
    place_name: str
    has_key: bool
    state: str
    failures: int
    last_error: str
    spoke_at: datetime | None
    next_at: datetime
    behind: datetime | None
    taken: int
    sent: int
    refused: int
    takes: tuple[str, ...]
    sends: tuple[str, ...]
    skipped: tuple[tuple[str, int], ...]
    latest: tuple[PeerLine, ...]


def peers(actor: Actor) -> list[PeerView]:
    """List the servers of the systems that the actor manages, by system: as many queries however many there are."""
    now = timezone.now()
    rows = Peer.objects.filter(ended_at__isnull=True, client__closed_at__isnull=True).select_related("client")
    seen = [row for row in rows.prefetch_related("services").order_by("client__name") if _may_see(actor, row)]
    counts = _counts(seen)
    places = territory.full_names(row.place_path for row in seen if row.place_path)
    return [_view(row, counts, places.get(row.place_path, ""), now) for row in seen]


def _may_see(actor: Actor, peer: Peer) -> bool:
    return actor.may(MANAGE, org_path=peer.client.org_path, place_path=peer.client.place_path)


def _counts(seen: list[Peer]) -> Counter[tuple[object, str]]:
    kinds = {
        "taken": Q(sent=False, case_id__isnull=False),
        "sent": Q(sent=True) & ~Q(remote_id="", token=""),
        "refused": ~Q(refused="") & ~Q(status=SKIPPED),
    }
    found: Counter[tuple[object, str]] = Counter()
    for name, which in kinds.items():
        rows = PeerRequest.objects.filter(which, peer__in=seen).order_by().values_list("peer_id", flat=True)
        found.update((peer, name) for peer in rows)
    return found


def _view(row: Peer, counts: Counter[tuple[object, str]], place: str, now: datetime) -> PeerView:
    services = sorted(row.services.all(), key=lambda one: (one.matter, one.service_code))
    skipped = Counter(PeerRequest.objects.filter(peer=row, status=SKIPPED).values_list("refused", flat=True))
    latest = PeerRequest.objects.filter(peer=row).exclude(status=SKIPPED).order_by("-seen_at", "-pk")[:LATEST]
    return PeerView(
        client_id=str(row.client_id),
        url=row.url,
        form=row.form,
        jurisdiction=row.jurisdiction,
        place_path=row.place_path,
        place_name=place,
        has_key=bool(row.key),
        state=_state(row, now),
        failures=row.failures,
        last_error=row.last_error,
        spoke_at=row.spoke_at,
        next_at=row.not_before,
        behind=row.read_through,
        taken=counts[row.pk, "taken"],
        sent=counts[row.pk, "sent"],
        refused=counts[row.pk, "refused"],
        takes=tuple(f"{one.service_code}={one.matter}" for one in services if not one.sends),
        sends=tuple(f"{one.service_code}={one.matter}" for one in services if one.sends),
        skipped=tuple(skipped.most_common(LATEST)),
        latest=tuple(_line(one) for one in latest),
    )


def _state(row: Peer, now: datetime) -> str:
    if row.failures:
        return "failing"
    if now - row.not_before > LATE:
        return "late"
    return "well" if row.spoke_at else "waiting"


def _line(row: PeerRequest) -> PeerLine:
    return PeerLine(row.sent, row.remote_id or row.token, row.number, row.status, row.seen_at, row.refused)
