"""Pages of another system's Open311 server."""

from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from tests.exchange.open311.stub import a_city
from tests.exchange.peering.conftest import Link, connect
from tests.web.office.seats import Office, client_of

from minqing.exchange.models import Peer

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(office: Office) -> Any:
    """A connected server that answered once, with one request that found no matter."""
    with a_city() as city, override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128"):
        city.lay("requests.json", '[{"service_request_id": "R7", "service_code": "9", "address": "柳河村"}]')
        found = connect(city.url)
        found.turn(timezone.now())
        yield found


def shown(office: Office, link: Link) -> str:
    answer = client_of(office.keeper).get(reverse("office:peer", args=[link.client_id]))
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestPage:
    def test_shows_health_mapping_and_what_was_refused(self, office: Office, link: Link) -> None:
        page = shown(office, link)

        assert "联系正常" in page
        assert "没有对照，未接收" in page
        assert "路灯" in page
        assert "their-key" not in page

    def test_is_led_to_from_the_list_with_its_health(self, office: Office, link: Link) -> None:
        page = client_of(office.keeper).get(reverse("office:systems")).content.decode()

        assert reverse("office:peer", args=[link.client_id]) in page
        assert "接收 0 件，发送 0 件，未接收 0 件" in page

    def test_offers_to_connect_where_there_is_none(self, office: Office, link: Link) -> None:
        client_of(office.keeper).post(reverse("office:peer_verb", args=[link.client_id, "end_peer"]))

        assert "还没有接通" in shown(office, link)


class TestVerbs:
    def test_change_services_and_keep_what_stood(self, office: Office, link: Link) -> None:
        address = reverse("office:peer_verb", args=[link.client_id, "map_services"])
        client = client_of(office.keeper)
        assert "006=132" in client.get(address).content.decode()

        answer = client.post(address, {"taken": "006=132\n9=101", "sent": ""})

        assert answer.status_code == 302
        assert link.peer.services.filter(sends=False).count() == 2

    def test_say_what_is_wrong_and_keep_what_was_typed(self, office: Office, link: Link) -> None:
        address = reverse("office:peer_verb", args=[link.client_id, "map_services"])

        answer = client_of(office.keeper).post(address, {"taken": "路灯", "sent": ""})

        assert answer.status_code == 422
        assert "路灯" in answer.content.decode()

    def test_connect_anew_without_showing_the_key(self, office: Office, link: Link) -> None:
        address = reverse("office:peer_verb", args=[link.client_id, "connect_peer"])
        client = client_of(office.keeper)
        assert "their-key" not in client.get(address).content.decode()

        answer = client.post(
            address, {"url": link.peer.url, "key": "", "form": "xml", "jurisdiction": "", "place_path": ""}
        )

        assert answer.status_code == 302
        assert link.peer.form == "xml"

    def test_try_now(self, office: Office, link: Link) -> None:
        Peer.objects.update(failures=3)

        answer = client_of(office.keeper).post(reverse("office:peer_verb", args=[link.client_id, "try_peer_now"]))

        assert answer.status_code == 302
        assert link.peer.failures == 0

    def test_others_are_none(self, office: Office, link: Link) -> None:
        assert client_of(office.keeper).get(reverse("office:peer_verb", args=[link.client_id, "x"])).status_code == 404
