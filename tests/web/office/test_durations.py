"""The page of durations."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from django.utils.translation import override
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.web.office.seats import Office, client_of
from tests.web.office.test_desk import queries_of

from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.web.panels.durations import bin_words, lasted

PAGE = "/office/analysis/durations/"


def page_of(actor: Actor, query: str = "?period=quarter") -> str:
    return unescape(client_of(actor).get(f"{PAGE}{query}").content.decode())


@pytest.fixture
def busy(office: Office) -> Office:
    """Ten requests that took a day and more at one unit, and two at either of two others."""
    on = day_of(timezone.now()) - timedelta(days=3)
    happen("case.closed", 10, on=on, hours=30, org=make.WATER)
    happen("case.closed", 2, on=on, hours=200, org=make.ROADS)
    happen("case.closed", 2, on=on, hours=200, org=make.CENTRE)
    return office


class TestPage:
    def test_says_what_half_and_nine_of_ten_do_not_exceed(self, busy: Office) -> None:
        assert "共 14 件：一半在 1.7 天以内，九成在 9.0 天以内" in page_of(busy.county.overseer)

    def test_writes_the_bars_and_the_rows_as_tables_and_hides_few(self, busy: Office) -> None:
        page = page_of(busy.county.overseer)

        assert '1–2 天</th><td class="n">10</td>' in page
        assert re.search(r'县水务局</th><td class="strip-cell">.*?</td><td class="n" data-head="件数">10</td>', page)
        assert "另有 2 个不显示，因为件数少" in page

    @pytest.mark.parametrize("by", ["unit", "matter", "channel"])
    def test_is_split_as_asked_and_leaves_as_a_file(self, busy: Office, by: str) -> None:
        lines = (
            client_of(busy.county.overseer).get(f"{PAGE}?period=quarter&by={by}&as=csv").content.decode().splitlines()
        )

        assert lines[1].startswith("青禾县,14,1.7 天")

    def test_says_what_would_be_there(self, office: Office) -> None:
        assert "这段日期没有可看的" in page_of(office.county.overseer)

    def test_refuses_what_there_is_not(self, office: Office) -> None:
        assert client_of(office.county.overseer).get(f"{PAGE}?by=person").status_code == 422

    def test_keeps_its_questions_few(self, busy: Office) -> None:
        assert queries_of(client_of(busy.county.overseer), PAGE) <= 30


class TestWords:
    def test_name_hours_below_a_day_and_days_above(self) -> None:
        with override("zh-hans"):
            assert bin_words((0, 8, 24, 48)) == ["不到 8 小时", "8–24 小时", "1–2 天", "超过 2 天"]
        assert lasted(None) == "—"
