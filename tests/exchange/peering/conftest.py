"""A county whose worker speaks with another server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone, translation
from tests.exchange.conftest import KEEPER, office  # noqa: F401  # the fixture works by its name
from tests.exchange.open311.conftest import EXAMPLES, released  # noqa: F401
from tests.exchange.open311.stub import City, a_city
from tests.factories import cases as make

from minqing.exchange import service
from minqing.exchange.models import Peer, PeerRequest
from minqing.exchange.peering import service as peering
from minqing.exchange.peering.tasks import speak_with_peers

WHERE = {"address": "清源镇柳河村", "service_code": "006"}


@dataclass
class Link:
    """One connected server, and turns of the worker with it."""

    client_id: str

    @property
    def peer(self) -> Peer:
        """How it stands."""
        return Peer.objects.get(client_id=self.client_id, ended_at__isnull=True)

    @property
    def requests(self) -> list[PeerRequest]:
        """What both sides know."""
        return list(PeerRequest.objects.filter(peer__client_id=self.client_id).order_by("pk"))

    def turn(self, at: datetime | None = None) -> None:
        """Let the worker speak with it now."""
        peering.try_peer_now(client_id=self.client_id, actor=KEEPER, at=timezone.now() - timedelta(days=1))
        speak_with_peers(at or timezone.now())


def connect(url: str, *, permissions: tuple[str, ...] = ("cases.file",), **more: Any) -> Link:
    """Connect a server, take service 006 as street lamps, and send water pressure as 001."""
    at = timezone.now() - timedelta(hours=1)
    client = service.register_client(
        name=f"邻市{Peer.objects.count()}", org_path=make.COUNTY, place_path=make.COUNTY, actor=KEEPER, at=at
    )
    for permission in permissions:
        service.give_client(
            client_id=client, permission=permission, org_path=make.COUNTY, place_path=make.COUNTY, actor=KEEPER, at=at
        )
    mapped = {"taken": more.pop("taken", ["006=132"]), "sent": more.pop("sent", ["001=101"])}
    peering.connect_peer(client_id=client, url=url, actor=KEEPER, at=at, **{"key": "their-key"} | more)
    peering.map_services(client_id=client, actor=KEEPER, at=at, **mapped)
    return Link(client)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Speak English, so that sentences can be compared."""
    with translation.override("en"):
        yield


@pytest.fixture
def city() -> Iterator[City]:
    """Another server, on this machine; this machine's own network may be spoken to."""
    with a_city() as server, override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128"):
        yield server
