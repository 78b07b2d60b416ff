"""Sending to another server what everybody may read of requests: of chosen matters, once each, nothing of the vault."""

from datetime import datetime, timedelta
from typing import Final

from minqing.cases import service
from minqing.cases.releasing import queries as released
from minqing.cases.releasing.records import ReleasedCase, ReleaseFilters
from minqing.exchange.models import Peer, PeerRequest, Submission
from minqing.exchange.open311.showing import code_of
from minqing.exchange.queries import actor_of
from minqing.kernel.times import day_of
from minqing.territory.shapes import queries as shapes

from .speaking import Declined, file_there

AT_ONCE: Final = 5
"""So many are sent in one go; the next go sends further ones."""
LOOKED_AT: Final = 500
FAR, AGAIN = timedelta(days=90), timedelta(days=1)


def push(peer: Peer, at: datetime) -> int:
    """
    Send released requests that the other side does not know.

    :return: how many it took.
    :raises Unheard: if it does not answer.
    """
    codes = dict(peer.services.filter(sends=True).values_list("matter", "service_code"))
    return sum([_send(peer, one, codes[one.matter_number], at) for one in _waiting(peer, codes, at)[:AT_ONCE]])


def _waiting(peer: Peer, codes: dict[int, str], at: datetime) -> list[ReleasedCase]:
    """Return what is open, released, of a chosen matter and below the system's place, and not yet known there."""
    if not codes:
        return []
    place = peer.client.place_path
    asked = ReleaseFilters(place_path=place, matters=tuple(codes), start=at - FAR, is_open=True)
    found = released.released_page(asked, at=at, size=LOOKED_AT)
    known = _known(peer, [one.case_id for one in found], at)
    return [one for one in found if one.case_id not in known][::-1]


def _known(peer: Peer, cases: list[str], at: datetime) -> set[str]:
    """Return what the other side has, filed here itself, or declined not long ago."""
    links = PeerRequest.objects.filter(peer=peer, case_id__in=cases)
    theirs = Submission.objects.filter(client_id=peer.client_id, case_id__in=cases).values_list("case_id", flat=True)
    held = {
        link.case_id for link in links if link.remote_id or link.token or (link.refused and link.seen_at > at - AGAIN)
    }
    return {str(case) for case in held.union(theirs)}


def _send(peer: Peer, one: ReleasedCase, code: str, at: datetime) -> bool:
    link, _new = PeerRequest.objects.get_or_create(
        peer=peer, case_id=one.case_id, defaults={"sent": True, "number": one.number, "first_at": at, "seen_at": at}
    )
    try:
        there = file_there(peer, _fields(one, code), once=f"{peer.pk}:{one.number}")
    except Declined as refusal:
        link.refused, link.seen_at = str(refusal)[:300], at
        link.save(update_fields=["refused", "seen_at"])
        return False
    link.remote_id, link.token, link.status = there.id, there.token, "open"
    link.refused, link.seen_at = "", at
    link.save(update_fields=["remote_id", "token", "status", "refused", "seen_at"])
    service.note_sent_to_partner(
        case_id=one.case_id, remote_id=there.id or there.token, actor=actor_of(peer.client), at=at
    )
    return True


def _fields(one: ReleasedCase, code: str) -> dict[str, str]:
    """Say what leaves the house: words and place as everybody may read them."""
    point = shapes.point_of(one.place_path, on=day_of(one.updated_at))
    fields = {"service_code": code, "description": one.words, "address_string": one.place_name, "origin_id": one.number}
    if point:
        return {**fields, "long": f"{point[0]:.6f}", "lat": f"{point[1]:.6f}"}
    return {**fields, "address_id": code_of(one.place_path)}
