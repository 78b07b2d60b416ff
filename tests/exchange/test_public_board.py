"""The notice board through the API, and taking a request off it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.exchange.conftest import KEEPER, Caller, system
from tests.factories import cases as make

from minqing.cases.releasing import service as releasing
from minqing.exchange import queries, service
from minqing.exchange.service import UnableToGive

pytestmark = pytest.mark.django_db


def released(office: make.County) -> str:
    """The receipt of a released request of this week."""
    made = make.in_hand(office, at=timezone.now() - timedelta(hours=6))
    releasing.release(number=made.number, actor=office.intake, at=timezone.now(), words="村口一盏路灯不亮")
    return str(made.receipt)


class TestReadBoard:
    def test_gives_what_was_released_without_a_key(self, office: make.County, stranger: Caller) -> None:
        released(office)

        answer = stranger.get("/public/board?place=139901/101/203/&part=asked")

        assert [(one["words"], one["place_path"]) for one in answer.body["items"]] == [
            ("村口一盏路灯不亮", "139901/101/")
        ]

    def test_refuses_a_place_that_is_none(self, office: make.County, stranger: Caller) -> None:
        assert stranger.get("/public/board?place=139901/999/").status == 404
        assert stranger.get("/public/board?place=139901/101/203/h1/").status == 404


class TestReleasing:
    def test_is_for_persons_and_no_system_is_given_it(self, office: make.County) -> None:
        with pytest.raises(UnableToGive):
            system("cases.release")

        client = next(one for one in queries.clients(KEEPER))
        given = service.give_role_to_client(
            client_id=client.id,
            role="intake",
            org_path=make.COUNTY,
            place_path=make.COUNTY,
            actor=KEEPER,
            at=timezone.now(),
        )
        assert "cases.file" in given
        assert "cases.release" not in given


class TestTakeOffBoard:
    def test_takes_it_off_with_the_receipt(self, office: make.County, stranger: Caller) -> None:
        receipt = released(office)

        assert stranger.post("/receipts/take-off-board", {"receipt": receipt}).status == 200

        assert stranger.get("/public/board").body["items"] == []
        assert stranger.post("/receipts/take-off-board", {"receipt": receipt}).status == 422
