"""Reporting to one's community: with the code alone, by oneself, and all of it back again."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import cases as make
from tests.web.office.seats import client_of

from minqing.directory.branches import queries, service
from minqing.kernel.access import Actor

from .conftest import AT, VILLAGE, Door

pytestmark = pytest.mark.django_db
HERE = "/dual-report"


@pytest.fixture
def secretary(door: Door) -> Actor:
    """The secretary of a branch of the resident's county."""
    return make.secretary()


def code(secretary: Actor) -> str:
    (slip,) = service.issue_slips(how_many=1, actor=secretary, at=AT)
    return slip.code


class TestDualReport:
    def test_is_found_from_the_first_page_and_asks_for_the_code_alone(self, secretary: Actor, client: Client) -> None:
        assert HERE in client.get("/").content.decode()
        page = client.get(reverse("resident:dual_report")).content.decode()
        assert 'name="code"' in page
        assert 'name="name"' not in page

    def test_reports_says_and_takes_back(self, secretary: Actor, client: Client) -> None:
        slip = code(secretary)

        client.post(HERE, {"code": slip, "do": "report", "place": VILLAGE})
        page = client.post(HERE, {"code": slip, "do": "say", "pledge": "2", "duty": "on", "sign": "on"})
        assert "柳河村" in page.content.decode()
        told = queries.member_page(slip)
        assert (told.pledge, told.duty_done, told.has_sign) == (2, True, True)

        client.post(HERE, {"code": slip, "do": "withdraw"})
        assert queries.member_page(slip).place_name == ""

    def test_says_what_is_wrong_and_changes_nothing(self, secretary: Actor, client: Client) -> None:
        slip = code(secretary)

        assert client.post(HERE, {"code": slip, "do": "report", "place": "139901/"}).status_code == 422
        assert client.post(HERE, {"code": slip, "do": "report", "place": "nowhere"}).status_code == 422
        assert client.post(HERE, {"code": "AAAA-BBBB-CCCC-D"}).status_code == 404
        assert queries.member_page(slip).place_name == ""

    def test_is_done_by_nobody_who_is_signed_in_as_staff(self, secretary: Actor) -> None:
        slip = code(secretary)

        answer = client_of(secretary).post(HERE, {"code": slip, "do": "report", "place": VILLAGE})

        assert answer.status_code == 403
        assert queries.member_page(slip).place_name == ""
