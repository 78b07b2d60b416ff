"""Connecting the server of a system: who may, what is refused, what is kept and shown."""

from typing import Any

import pytest
from django.utils import timezone
from tests.exchange.conftest import KEEPER
from tests.exchange.open311.stub import City
from tests.exchange.peering.conftest import connect
from tests.factories import cases as make

from minqing.exchange import service
from minqing.exchange.models import Peer
from minqing.exchange.peering import queries
from minqing.exchange.peering import service as peering
from minqing.exchange.peering.service import UnableToConnect
from minqing.exchange.peering.tasks import speak_with_peers
from minqing.exchange.sharing.addresses import AddressRefused
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.ledger.models import Fact
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db


def client() -> str:
    """A registered system."""
    return service.register_client(
        name="邻市", org_path=make.COUNTY, place_path=make.COUNTY, actor=KEEPER, at=timezone.now()
    )


class TestConnectPeer:
    def test_keeps_the_key_sealed_and_in_no_fact(self, office: make.County, city: City) -> None:
        link = connect(city.url)

        assert b"their-key" not in bytes(link.peer.key)
        assert not Fact.objects.filter(payload__contains="their-key").exists()
        kinds = [fact.kind for fact in facts_about(Ref("client", link.client_id))]
        assert {"peer.connected", "peer.mapped"} <= set(kinds)

    def test_again_keeps_key_and_services(self, office: make.County, city: City) -> None:
        link = connect(city.url)
        before = bytes(link.peer.key)

        peering.connect_peer(client_id=link.client_id, url=city.url, form="xml", actor=KEEPER, at=timezone.now())

        assert (bytes(link.peer.key), link.peer.form, link.peer.services.count()) == (before, "xml", 2)

    @pytest.mark.parametrize(
        "url",
        [
            "http://example.cn/v2",
            "https://127.0.0.1/v2",
            "https://[::1]/v2",
            "https://169.254.169.254/",
            "ftp://x/",
            "x",
        ],
    )
    def test_refuses_addresses_inside_and_without_tls(self, office: make.County, url: str) -> None:
        with pytest.raises(AddressRefused):
            peering.connect_peer(client_id=client(), url=url, actor=KEEPER, at=timezone.now())
        assert not Peer.objects.exists()

    def test_refuses_another_form_and_a_place_that_is_none(self, office: make.County, city: City) -> None:
        system = client()
        for wrong in ({"form": "csv"}, {"place_path": "139901/999/"}):
            with pytest.raises(Refused):
                peering.connect_peer(client_id=system, url=city.url, actor=KEEPER, at=timezone.now(), **wrong)

    def test_refuses_whoever_manages_no_systems(self, office: make.County, city: City) -> None:
        with pytest.raises(NotFound):
            peering.connect_peer(client_id=client(), url=city.url, actor=office.intake, at=timezone.now())


class TestMapServices:
    @pytest.mark.parametrize("lines", [["x"], ["a=b"], ["006=99999"], ["006=132", "006=101"], ["a b=132"]])
    def test_refuses_lines_that_say_nothing_or_two_things(
        self, office: make.County, city: City, lines: list[str]
    ) -> None:
        link = connect(city.url)

        with pytest.raises(UnableToConnect) as refused:
            peering.map_services(client_id=link.client_id, taken=lines, actor=KEEPER, at=timezone.now())

        assert refused.value.field == "taken"
        assert link.peer.services.count() == 2

    def test_refuses_a_system_without_server(self, office: make.County) -> None:
        with pytest.raises(NotFound):
            peering.map_services(client_id=client(), actor=KEEPER, at=timezone.now())


class TestEndPeer:
    def test_speaks_with_it_no_more_and_forgets_the_key(self, office: make.County, city: City) -> None:
        link = connect(city.url)

        peering.end_peer(client_id=link.client_id, actor=KEEPER, at=timezone.now())

        speak_with_peers(timezone.now())
        assert city.asked == []
        assert bytes(Peer.objects.get().key) == b""
        assert queries.peers(KEEPER) == []
        for verb in (peering.end_peer, peering.try_peer_now):
            with pytest.raises(NotFound):
                verb(client_id=link.client_id, actor=KEEPER, at=timezone.now())

    def test_of_a_closed_system_too(self, office: make.County, city: City) -> None:
        link = connect(city.url)

        service.close_client(client_id=link.client_id, actor=KEEPER, at=timezone.now())

        speak_with_peers(timezone.now())
        assert city.asked == []


class TestPeers:
    def test_says_how_each_fares(self, office: make.County, city: City) -> None:
        city.lay("requests.json", "[]")
        well, failing = connect(city.url), connect("http://localhost:9/v2")
        for link in (well, failing):
            link.turn()

        states = {one.client_id: (one.state, one.failures) for one in queries.peers(KEEPER)}

        assert states == {well.client_id: ("well", 0), failing.client_id: ("failing", 1)}
        assert queries.peers(office.intake) == []

    def test_counts_what_went_either_way(
        self, office: make.County, city: City, django_assert_max_num_queries: Any
    ) -> None:
        rows = '[{"service_request_id": "R1", "service_code": "006", "address": "柳河村", "description": "x"},'
        city.lay("requests.json", rows + '{"service_request_id": "R2", "service_code": "9", "address": "柳河村"}]')
        connect(city.url).turn()

        with django_assert_max_num_queries(9):
            [one] = queries.peers(KEEPER)

        assert (one.taken, one.sent, one.refused, one.skipped) == (1, 0, 0, (("9", 1),))
        assert (one.takes, one.sends) == (("006=132",), ("001=101",))
        assert [line.remote_id for line in one.latest] == ["R1"]
