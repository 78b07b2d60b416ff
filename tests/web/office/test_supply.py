"""The page of supply beside need, and the page on which the table is loaded."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.web.office.seats import Office, client_of
from tests.web.office.test_desk import queries_of

from minqing.cases import queries as cases
from minqing.insight.models import ServiceLevel
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of

PAGE, LOAD = "/office/analysis/supply/", "/office/analysis/supply/load"


def page_of(actor: Actor, query: str = "") -> str:
    return unescape(client_of(actor).get(f"{PAGE}{query}").content.decode())


def table(name: str) -> SimpleUploadedFile:
    head = "区划代码,事项,数量,数的是什么,责任单位,来源,截至日期"
    lines = [
        f"13990110{n}000,{name},{amount},路灯（盏）,县城市管理局,设施普查,2026-06-30" for n, amount in ((1, 5), (2, 60))
    ]
    return SimpleUploadedFile("levels.csv", "\n".join([head, *lines]).encode())


@pytest.fixture
def busy(office: Office) -> Office:
    """Two townships of twenty doors each, one with much need and little supply."""
    matter = cases.matters()[0]
    on = day_of(timezone.now()) - timedelta(days=3)
    for place, times in ((make.VILLAGE, 40), (make.OTHER_VILLAGE, 6)):
        happen("household.registered", 20, on=on, place=place)
        happen("case.accepted", times, on=on, place=place, matter=matter.number)
    client = client_of(office.keeper)
    preview = client.post(LOAD, {"table": table(matter.name)}).content.decode()
    packed = re.search(r'name="packed" value="([^"]+)"', preview)
    assert packed
    assert not ServiceLevel.objects.exists()
    client.post(LOAD, {"packed": packed[1], "sure": "1"})
    return office


class TestPage:
    def test_names_the_place_that_needs_much_and_has_little(self, busy: Office) -> None:
        page = page_of(busy.county.overseer, "?period=quarter")

        assert "诉求高于平均、服务低于平均的：清源镇。" in page
        assert "诉求多，服务少；超出偶然" in page
        assert page.count('class="dot run"') == 1
        assert "县城市管理局" in page

    def test_leaves_as_a_file_with_owner_and_source(self, busy: Office) -> None:
        lines = client_of(busy.county.overseer).get(f"{PAGE}?period=quarter&as=csv").content.decode().splitlines()

        assert lines[1].startswith("清源镇,40,20,2000.0,5,路灯（盏）,250.0,")
        assert lines[1].endswith("县城市管理局,设施普查,2026-06-30")

    def test_says_what_is_missing(self, office: Office) -> None:
        page = page_of(office.county.overseer)

        assert "还没有人填报公共服务水平" in page
        assert LOAD not in page

    def test_refuses_a_matter_that_is_none(self, office: Office) -> None:
        assert client_of(office.county.overseer).get(f"{PAGE}?matter=nothing").status_code == 422

    def test_keeps_its_questions_few(self, busy: Office) -> None:
        assert queries_of(client_of(busy.county.overseer), PAGE) <= 42


class TestLoad:
    def test_refuses_no_file_and_names_lines_that_are_wrong(self, office: Office) -> None:
        client = client_of(office.keeper)

        assert client.post(LOAD, {}).status_code == 422
        page = client.post(LOAD, {"table": table("没有这种事项")}).content.decode()

        assert page.count('class="late"') == 2
        assert 'name="sure"' not in page
