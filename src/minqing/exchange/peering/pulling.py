"""
Taking requests from another server: each once, with what everybody may read there, placed and masked like any other.

A round begins some weeks before the last one, since other servers too tell of a request days after it was asked; what
was seen before is known by its id. A round that takes long goes on where it stopped.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.cases import service
from minqing.cases.records import Filing
from minqing.exchange.models import Peer, PeerRequest
from minqing.exchange.open311.placing import place_asked
from minqing.exchange.open311.refusing import BadRequest
from minqing.exchange.open311.submissions import filed_as
from minqing.exchange.open311.writing import moment
from minqing.exchange.queries import actor_of
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of

from .following import heard_of
from .parsing import Remote
from .speaking import read_requests

A_PAGE: Final = 100
OVERLAP, FIRST, FAR = timedelta(days=30), timedelta(days=30), timedelta(days=89)
MOST_WORDS: Final = 4000
CODE: Final = 12
SKIPPED: Final = "skipped"


def pull_page(peer: Peer, at: datetime) -> bool:
    """
    Read one page of a round.

    :return: whether the round goes on.
    :raises Unheard: if the other side does not answer.
    """
    if peer.round_began is None:
        peer.round_began, peer.next_page = at, 1
    since = (peer.read_through or peer.opened_at) - (OVERLAP if peer.read_through else FIRST)
    start, end = max(since, peer.round_began - FAR), peer.round_began
    days = {"start_date": moment(start), "end_date": moment(end)}
    rows = read_requests(peer, {**days, "page": str(peer.next_page), "page_size": str(A_PAGE)})
    known = _known(peer, rows, at)
    fresh = [row for row in rows if row.id and row.id not in known]
    for row in rows:
        if row.id in known:
            heard_of(known[row.id], row, at)
    for row in fresh:
        _take(peer, row, at)
    goes_on = len(rows) == A_PAGE and bool(fresh or peer.next_page == 1)
    _remember(peer, goes_on=goes_on)
    return goes_on


def _remember(peer: Peer, *, goes_on: bool) -> None:
    if goes_on:
        peer.next_page += 1
    else:
        peer.read_through, peer.round_began, peer.next_page = peer.round_began, None, 1
    peer.save(update_fields=["read_through", "round_began", "next_page"])


def _known(peer: Peer, rows: list[Remote], at: datetime) -> dict[str, PeerRequest]:
    """
    Return what was taken in or sent before; what was refused is tried again.

    What the other side had filed here itself, under the id it has there, is known too.
    """
    ids = [row.id for row in rows if row.id]
    links = PeerRequest.objects.filter(peer=peer, remote_id__in=ids, case_id__isnull=False)
    found = {one.remote_id: one for one in links.select_related("peer__client")}
    for origin, row in filed_as(peer.client_id, ids).items():
        if origin not in found:
            frame = {"remote_id": origin, "number": row.number, "status": "open", "first_at": at, "seen_at": at}
            link = PeerRequest.objects.create(peer=peer, sent=False, case_id=row.case_id, **frame)
            found[origin] = link
    return found


def _take(peer: Peer, row: Remote, at: datetime) -> None:
    """Register one request, or note why it was not; the next round tries again."""
    mapped = peer.services.filter(sends=False, service_code=row.service_code).first()
    if mapped is None:
        _note(peer, row, at, status=SKIPPED, refused=row.service_code)
        return
    try:
        filing = _filing(peer, row, mapped.matter, at)
        made = service.register_case(filing=filing, actor=actor_of(peer.client), at=at)
    except Refused as refusal:
        _note(peer, row, at, status="", refused=str(refusal)[:300])
        return
    link = _note(peer, row, at, status="open", refused="", case_id=made.case_id, number=made.number)
    if not row.is_open or row.notes:
        heard_of(link, row, at)


def _note(peer: Peer, row: Remote, at: datetime, **noted: Any) -> PeerRequest:
    now = {**noted, "seen_at": at}
    first = {**now, "sent": False, "first_at": at}
    link, _new = PeerRequest.objects.update_or_create(peer=peer, remote_id=row.id, defaults=now, create_defaults=first)
    return link


def _filing(peer: Peer, row: Remote, matter: int, at: datetime) -> Filing:
    return Filing(
        words=_words(row),
        where_words=row.address,
        place_path=_place(peer, row, at),
        channel="open311",
        submission_token=f"open311-peer:{peer.pk}:{row.id}",
        matter_number=_answerable(matter),
        on_behalf=True,
    )


def _answerable(matter: int) -> int | None:
    """Return a matter; None where it asks what nobody can answer for another system: then intake says which it is."""
    return None if any(question.required for question in cases.questions_of(matter)) else matter


def _place(peer: Peer, row: Remote, at: datetime) -> str:
    """
    Find the place by a division's code, by point or words of the other side; where these find none, the fixed one.

    :raises BadRequest: if there is no fixed one.
    """
    code = row.address_id if len(row.address_id) == CODE else ""
    for address_id in dict.fromkeys((code, "")):
        with suppress(BadRequest):
            return place_asked(
                address_id=address_id, lat=row.lat, long=row.long, address=row.address, datum="wgs84", on=day_of(at)
            )
    if not peer.place_path:
        raise BadRequest(_("No place here is found for it."))
    return peer.place_path


def _words(row: Remote) -> str:
    lines = [row.description[:MOST_WORDS] or row.service_name or row.service_code]
    if row.media_url.startswith(("http://", "https://")):
        lines.append(_("Picture (link of the other system): %(url)s") % {"url": row.media_url})
    return "\n".join(lines)
