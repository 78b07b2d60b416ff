"""Sending released requests to another server: in public words, once each, and followed there."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.exchange.open311.conftest import EXAMPLES, released
from tests.exchange.open311.stub import Asked, City
from tests.exchange.peering.conftest import connect
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases import service
from minqing.cases.models import Case
from minqing.cases.releasing import service as releasing
from minqing.exchange.models import Submission

pytestmark = pytest.mark.django_db
TAKEN = json.dumps([{"service_request_id": "R9", "service_notice": "", "account_id": None}])


def sent(city: City) -> list[Asked]:
    return [one for one in city.asked if one.method == "POST"]


def lay(city: City, answer: str = TAKEN, **status: int) -> None:
    city.lay("requests.json", answer, **status)


class TestSending:
    def test_says_what_everybody_may_read_and_nothing_else(self, office: make.County, city: City) -> None:
        number = released(office)
        lay(city)
        link = connect(city.url, taken=[])

        link.turn()

        [one] = sent(city)
        assert one.form == {
            "service_code": "001",
            "description": "村口一盏路灯不亮",
            "address_string": "青禾县 清源镇",
            "address_id": "139901101000",
            "origin_id": number,
            "api_key": "their-key",
        }
        assert one.headers["idempotency-key"].endswith(number)
        assert link.requests[0].remote_id == "R9"

    def test_sends_each_once(self, office: make.County, city: City) -> None:
        released(office)
        lay(city)
        link = connect(city.url, taken=[])

        for _ in range(3):
            link.turn()

        assert len(sent(city)) == 1

    def test_sends_nothing_that_is_not_released_open_and_of_a_chosen_matter(
        self, office: make.County, city: City
    ) -> None:
        lay(city)
        at = timezone.now() - timedelta(days=3)
        make.in_hand(office, at=at)
        taken_back = released(office)
        releasing.withdraw_release(number=taken_back, actor=office.intake, at=timezone.now(), words="写错了")
        done = make.closed(office, at=at)
        releasing.release(number=done.number, actor=office.intake, at=timezone.now(), words="一盏路灯不亮")
        connect(city.url, taken=[]).turn()
        released(office)
        connect(city.url, taken=[], sent=["001=132"]).turn()

        assert sent(city) == []

    def test_tells_on_the_page_that_it_was_sent_and_how_it_stands_there(self, office: make.County, city: City) -> None:
        number = released(office)
        lay(city)
        link = connect(city.url, taken=[])
        link.turn()
        lay(city, json.dumps([{"service_request_id": "R9", "status": "closed", "status_notes": "派人看过"}]))

        link.turn()

        history = cases.case_card(number, actor=office.intake, at=timezone.now()).history
        told = [(line.kind, line.words) for line in history if "partner" in line.kind]
        assert told == [("case.sent_to_partner", "R9"), ("case.partner_told", "派人看过")]
        assert make.row(number).is_open

    def test_reads_the_examples_of_the_standard(self, office: make.County, city: City) -> None:
        released(office)
        city.lay("requests.xml", (EXAMPLES / "post_service_request.xml").read_bytes())
        link = connect(city.url, taken=[], form="xml")

        link.turn()

        assert link.requests[0].remote_id == "293944"

    def test_asks_for_the_id_where_it_got_a_token(self, office: make.County, city: City) -> None:
        released(office)
        lay(city, json.dumps([{"token": "12345"}]))
        city.lay("tokens/12345.json", "[]", json.dumps([{"service_request_id": "638344", "token": "12345"}]))
        link = connect(city.url, taken=[])

        link.turn()
        first = link.requests[0].remote_id
        link.turn()

        assert (first, link.requests[0].remote_id) == ("", "638344")
        assert len(sent(city)) == 1

    @pytest.mark.parametrize("status", [400, 403, 404])
    def test_notes_a_no_and_goes_on(self, office: make.County, city: City, status: int) -> None:
        released(office)
        lay(city, "[]", status=status)
        link = connect(city.url, taken=[])

        link.turn()
        link.turn()

        assert str(status) in link.requests[0].refused
        assert (len(sent(city)), link.peer.failures) == (1, 0)

    def test_tries_again_under_the_same_key_after_a_failure(self, office: make.County, city: City) -> None:
        released(office)
        lay(city, "", status=500)
        link = connect(city.url, taken=[])
        link.turn()
        failures = link.peer.failures
        lay(city)

        link.turn()

        first, second = sent(city)
        assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
        assert (failures, link.peer.failures, link.requests[0].remote_id) == (1, 0, "R9")

    def test_does_not_send_back_what_came_from_there(self, office: make.County, city: City) -> None:
        row: dict[str, Any] = {
            "service_request_id": "R1",
            "service_code": "006",
            "address": "柳河村",
            "description": "x",
        }
        lay(city, json.dumps([row]))
        link = connect(city.url, sent=["006=132"])
        link.turn()
        number = Case.objects.get().number
        service.accept(number=number, actor=office.intake, at=timezone.now(), matter_number=132)
        releasing.release(number=number, actor=office.intake, at=timezone.now(), words="一盏路灯不亮")

        link.turn()

        assert sent(city) == []

    def test_does_not_send_what_they_filed_here_themselves(self, office: make.County, city: City) -> None:
        number = released(office)
        lay(city)
        link = connect(city.url, taken=[])
        Submission.objects.create(
            client_id=link.client_id, case_id=make.row(number).uuid, number=number, token="t", filed_at=timezone.now()
        )

        link.turn()

        assert sent(city) == []
