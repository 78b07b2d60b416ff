"""The page of what is open by age."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.kernel.access import Actor

PAGE = "/office/analysis/ageing/"


def page_of(actor: Actor, query: str = "") -> str:
    return unescape(client_of(actor).get(f"{PAGE}{query}").content.decode())


@pytest.fixture
def waiting(office: Office) -> Office:
    """Six requests with the water bureau since ten days, one with either of two others since yesterday."""
    now = timezone.now().replace(microsecond=0)
    for minute in range(6):
        make.in_hand(office.county, at=now - timedelta(days=10, minutes=minute))
    make.dispatched(office.county, to=make.ROADS, at=now - timedelta(days=1))
    make.dispatched(office.county, to=make.CENTRE, at=now - timedelta(days=1))
    return office


class TestPage:
    def test_says_how_many_wait_and_how_long_the_oldest(self, waiting: Office) -> None:
        assert "在办 8 件；等得最久的一件已有 10 天" in page_of(waiting.county.overseer)

    def test_leads_to_as_many_requests_as_it_says(self, waiting: Office) -> None:
        page = page_of(waiting.county.overseer)
        found = re.search(r'<a href="([^"]+)">看这些诉求</a>', page)

        assert found
        assert client_of(waiting.county.overseer).get(found[1]).content.decode().count('class="row found"') == 8

    def test_opens_a_units_number_and_names_those_of_few_without_theirs(self, waiting: Office) -> None:
        page = page_of(waiting.county.overseer)
        rows = re.findall(
            r'<tr><th scope="row" data-head="单位">([^<]+)<.*?<a href="([^"]+)">(\d+)</a></td></tr>', page
        )

        assert [(name, number) for name, _, number in rows] == [("县水务局", "6")]
        assert client_of(waiting.county.overseer).get(rows[0][1]).content.decode().count('class="row found"') == 6
        assert "另有 2 个不显示，因为件数少" in page

    def test_leaves_as_a_file(self, waiting: Office) -> None:
        lines = client_of(waiting.county.overseer).get(f"{PAGE}?as=csv").content.decode().splitlines()

        assert lines[0].endswith("超过 60 天,合计")
        assert lines[1] == "青禾县,2,0,6,0,0,0,8"
        assert "件数少，不显示" in lines[-1] + lines[-2]

    def test_says_what_would_be_there(self, office: Office) -> None:
        assert "这一天没有在办件" in page_of(office.county.overseer)

    @pytest.mark.parametrize("query", ["?on=yesterday", "?on=2999-01-01", "?on=1200-01-01"])
    def test_refuses_a_day_that_is_none(self, office: Office, query: str) -> None:
        assert client_of(office.county.overseer).get(f"{PAGE}{query}").status_code == 422

    def test_keeps_its_questions_few(self, waiting: Office) -> None:
        from tests.web.office.test_desk import queries_of

        assert queries_of(client_of(waiting.county.overseer), PAGE) <= 30
