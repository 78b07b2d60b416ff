"""Keeping in step: how a request that both sides know stands there, told here as a note."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

from minqing.cases import service
from minqing.exchange.models import Peer, PeerRequest
from minqing.exchange.queries import actor_of

from .parsing import Remote
from .speaking import read_requests, read_token

AT_ONCE: Final = 50
STATES: Final = {True: "open", False: "closed"}


def follow(peer: Peer, at: datetime) -> int:
    """
    Ask how the requests stand that were open there when last heard of, those first that nobody asked about for longest.

    :return: how many were heard of.
    :raises Unheard: if the other side does not answer.
    """
    _settle_tokens(peer, at)
    open_there = PeerRequest.objects.filter(peer=peer, status="open", case_id__isnull=False).exclude(remote_id="")
    links = {one.remote_id: one for one in open_there.select_related("peer__client").order_by("seen_at")[:AT_ONCE]}
    if not links:
        return 0
    rows = [row for row in read_requests(peer, {"service_request_id": ",".join(links)}) if row.id in links]
    for row in rows:
        heard_of(links[row.id], row, at)
    PeerRequest.objects.filter(pk__in=[one.pk for one in links.values()]).update(seen_at=at)
    return len(rows)


def _settle_tokens(peer: Peer, at: datetime) -> None:
    """Ask for the ids of what was only given a token."""
    waiting: Iterable[PeerRequest] = PeerRequest.objects.filter(peer=peer, remote_id="").exclude(token="")[:5]
    for link in waiting:
        found = next((row.id for row in read_token(peer, link.token) if row.id), "")
        if found:
            link.remote_id, link.seen_at = found, at
            link.save(update_fields=["remote_id", "seen_at"])


def heard_of(link: PeerRequest, row: Remote, at: datetime) -> None:
    """Note here what has changed there since it was last heard of; nothing where nothing has."""
    status, digest = STATES[row.is_open], sha256(row.notes.encode()).hexdigest() if row.notes else ""
    if (link.status or "open", link.notes_digest) != (status, digest):
        service.note_partner_status(
            case_id=str(link.case_id), is_open=row.is_open, words=row.notes, actor=actor_of(link.peer.client), at=at
        )
    link.status, link.notes_digest, link.seen_at = status, digest, at
    link.save(update_fields=["status", "notes_digest", "seen_at"])
