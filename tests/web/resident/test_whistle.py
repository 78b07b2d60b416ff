"""Reporting the conduct of staff from a phone: one page, a code shown once, and nothing that tells where from."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import directory as staff

from minqing.cases import service
from minqing.cases.models import Case, WhistleReport
from minqing.kernel.access import system_actor

from .conftest import Door

UNITS = (
    ("water", "青禾县水务局"),
    ("lights", "东区路灯管理所"),
    ("lamps", "西区路灯管理所"),
    ("discipline", "县纪委监委"),
)
KEEPER = system_actor("setup", ("cases.route",), root="139901/")
WORDS = "水务局的人收了我两千块钱。"


@pytest.fixture
def door(door: Door) -> Door:
    """The county of the resident's tests, with units to report and an office outside the chain."""
    for key, name in UNITS:
        staff.unit(key, name)
    where = {"place_path": "139901/", "actor": KEEPER, "at": staff.AT}
    service.set_office(duty="pressure", org_path="139901/discipline/", **where)  # type: ignore[arg-type]
    return door


def send(client: Client, **changes: str) -> str:
    fields = {"words": WORDS, "token": "k" * 32, "whistle": "1", **changes}
    return client.post(reverse("resident:whistle"), fields).content.decode()


class TestWhistle:
    def test_is_linked_from_the_first_page_and_from_a_report(self, client: Client, door: Door) -> None:
        assert "/whistle" in client.get("/").content.decode()
        assert 'formaction="/whistle"' in client.get(reverse("resident:report_card", args=[door.card])).content.decode()

    def test_brings_along_what_was_typed_and_sends_nothing_yet(self, client: Client, door: Door) -> None:
        page = send(client, whistle="").replace("\n", "")
        page = client.post(reverse("resident:whistle"), {"words": WORDS, "unit": "水务局"}).content.decode()

        assert WORDS in page
        assert 'value="水务局"' in page
        assert WhistleReport.objects.count() <= 1

    def test_gives_a_code_with_which_it_is_looked_up(self, client: Client, door: Door) -> None:
        page = send(client, unit="水务局")
        code = re.search(r'id="whistle-code"><b>([^<]+)</b>', page)

        assert code
        assert WhistleReport.objects.get().unit_path == "139901/water/"
        assert not Case.objects.exists()
        assert not client.cookies
        found = client.post(reverse("resident:whistle_look"), {"code": code[1]}).content.decode()
        assert "纪检监察部门" in found
        wrong = client.post(reverse("resident:whistle_look"), {"code": "AAAA-BBBB-CCCC-DDDD-E"})
        assert wrong.status_code == 404

    def test_asks_which_unit_where_several_are_called_so(self, client: Client, door: Door) -> None:
        page = send(client, unit="路灯管理所")

        assert "请选" in page
        assert not WhistleReport.objects.exists()
        send(client, unit="路灯管理所", about="139901/lamps/")
        assert WhistleReport.objects.get().unit_path == "139901/lamps/"

    def test_keeps_what_was_typed_when_it_is_refused(self, client: Client, door: Door) -> None:
        page = send(client, words="", unit="水务局")

        assert 'value="水务局"' in page
        assert not WhistleReport.objects.exists()
