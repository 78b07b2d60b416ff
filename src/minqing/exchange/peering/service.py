"""Public API for servers of other systems: connect one, say which service is which matter, try now, disconnect."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.cases import queries as cases
from minqing.exchange.access import get_client
from minqing.exchange.models import Client, Peer, PeerService
from minqing.exchange.sharing.addresses import check_address
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

from .speaking import seal_key

__all__ = ["UnableToConnect", "connect_peer", "end_peer", "map_services", "try_peer_now"]

FORMS: Final = ("json", "xml")
LINE: Final = re.compile(r"\s*(?P<code>[^=\s]{1,60})\s*=\s*(?P<matter>\d{1,5})\s*")


class UnableToConnect(Refused):
    """The server cannot be connected, or its services not set, as asked."""


def connect_peer(
    *,
    client_id: str,
    url: str,
    actor: Actor,
    at: datetime,
    key: str = "",
    form: str = "json",
    jurisdiction: str = "",
    place_path: str = "",
) -> str:
    """
    Connect the Open311 server of a registered system; connected before, it is told of anew.

    :param url: where discovery says that calls begin, without the name of a call.
    :param key: what its people gave; kept sealed. Empty to keep the present one, or to read only what is public there.
    :param place_path: where requests are filed whose own place is not found here; empty to refuse those.
    :return: its id.
    :raises NotFound: if the system is absent or out of reach.
    :raises AddressRefused: if that address may not be spoken to.
    :raises UnableToConnect: if the form is unknown.
    """
    check_address(url)  # before anything is locked: a name may take seconds to be found
    if form not in FORMS:
        raise UnableToConnect(_("It speaks json or xml."), field="form")
    if place_path:
        territory.place(place_path)
    said = {"url": url.rstrip("/"), "form": form, "jurisdiction": jurisdiction.strip()[:60], "place_path": place_path}
    return _connect(client_id=client_id, said=said, key=key.strip(), actor=actor, at=aware(at))


@recorded
def _connect(*, client_id: str, said: dict[str, str], key: str, actor: Actor, at: datetime) -> str:
    client = get_client(client_id, actor=actor, lock=True)
    peer = Peer.objects.filter(client=client, ended_at__isnull=True).first() or Peer(
        id=uuid7(at), client=client, opened_at=at, key=b""
    )
    for name, value in said.items():
        setattr(peer, name, value)
    if key:
        peer.key = seal_key(key, peer.pk)
    peer.not_before, peer.failures, peer.last_error = at, 0, ""
    peer.save()
    _record("peer.connected", peer, actor, at)
    return str(peer.pk)


@recorded
def map_services(
    *, client_id: str, actor: Actor, at: datetime, taken: Iterable[str] = (), sent: Iterable[str] = ()
) -> None:
    """
    Say which service there is which matter here, in lines ``code=number``. What stood before is replaced.

    :param taken: of what is taken in: services left out are not.
    :param sent: of what is sent: matters left out are not.
    :raises NotFound: if the system has no server, or is out of reach.
    :raises UnableToConnect: if a line cannot be read, or names a matter or service twice, or a matter that is none.
    """
    peer = _peer(client_id, actor)
    known = {one.number for one in cases.matters()}
    rows = [
        PeerService(peer=peer, service_code=code, matter=matter, sends=sends)
        for sends, name, lines in ((False, "taken", taken), (True, "sent", sent))
        for code, matter in _read(lines, name, known, sends=sends)
    ]
    peer.services.all().delete()
    PeerService.objects.bulk_create(rows)
    _record("peer.mapped", peer, actor, aware(at))


def _read(lines: Iterable[str], field: str, known: set[int], *, sends: bool) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None:
            raise UnableToConnect(_("Write each line as code=number: %(line)s") % {"line": line[:60]}, field=field)
        if int(match["matter"]) not in known:
            raise UnableToConnect(_("There is no matter %(number)s.") % {"number": match["matter"]}, field=field)
        found.append((match["code"], int(match["matter"])))
    firsts = [matter if sends else code for code, matter in found]
    if len(set(firsts)) < len(firsts):
        raise UnableToConnect(_("One of them stands there twice."), field=field)
    return found


@recorded
def end_peer(*, client_id: str, actor: Actor, at: datetime) -> None:
    """
    Disconnect a system's server: its key is deleted, what was taken and sent stays on record.

    :raises NotFound: if the system has no server, or is out of reach.
    """
    peer = _peer(client_id, actor)
    peer.ended_at, peer.key = aware(at), b""
    peer.save(update_fields=["ended_at", "key"])
    _record("peer.ended", peer, actor, peer.ended_at)


def try_peer_now(*, client_id: str, actor: Actor, at: datetime) -> None:
    """
    Let the worker speak with a server at once that waits after a failure; nothing else changes.

    :raises NotFound: if the system has no server, or is out of reach.
    """
    get_client(client_id, actor=actor)
    if not Peer.objects.filter(client_id=client_id, ended_at__isnull=True).update(not_before=aware(at), failures=0):
        raise NotFound


def _peer(client_id: str, actor: Actor) -> Peer:
    client: Client = get_client(client_id, actor=actor, lock=True)
    peer = Peer.objects.filter(client=client, ended_at__isnull=True).first()
    if peer is None:
        raise NotFound
    return peer


def _record(kind: str, peer: Peer, actor: Actor, at: datetime) -> None:
    client = peer.client
    record(
        kind,
        subject=client.ref,
        actor=actor.ref,
        at=at,
        org_path=client.org_path,
        place_path=client.place_path,
        data={"peer": str(peer.pk)},
    )
