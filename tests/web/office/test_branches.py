"""The page of a party branch: slips to print, who is missing, and counts for everybody else."""

import re

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.directory.branches import queries, service

pytestmark = pytest.mark.django_db


class TestSlips:
    def test_are_printed_once_and_then_listed_by_number(self, office: Office) -> None:
        client = client_of(make.secretary())

        made = client.post("/office/branch/new", {"how_many": "2"}).content.decode()
        page = client.get("/office/branch/").content.decode()

        codes = re.findall(r'<span class="code">([^<]+)</span>', made)
        assert len(codes) == 2
        assert codes[0] not in page
        assert page.count("还没有</b>") == 2

    def test_are_voided_when_lost(self, office: Office) -> None:
        secretary = make.secretary()
        client = client_of(secretary)
        client.post("/office/branch/new", {"how_many": "2"})

        client.post("/office/branch/void", {"number": "1"})

        assert [one.number for one in queries.slips_of_own_branch(secretary)] == [2]

    def test_say_what_is_wrong(self, office: Office) -> None:
        secretary = make.secretary()
        client = client_of(secretary)
        (slip,) = service.issue_slips(how_many=1, actor=secretary, at=make.AT)
        service.report(code=slip.code, place_path=make.VILLAGE, at=make.AT)

        assert client.post("/office/branch/new", {"how_many": "none"}).status_code == 422
        assert client.post("/office/branch/void", {"number": "1"}).status_code == 422


class TestGridMap:
    def test_counts_members_by_village_where_they_are_not_few(self, office: Office) -> None:
        for slip in service.issue_slips(how_many=12, actor=make.secretary(), at=make.AT)[:11]:
            service.report(code=slip.code, place_path=make.VILLAGE, at=make.AT)

        page = client_of(office.county.overseer).get("/office/grid/map/").content.decode()

        assert "党员报到" in page
        assert '<td class="n">11</td>' in page
        assert "县水务局党支部" in page
