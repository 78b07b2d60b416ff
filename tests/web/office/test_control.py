"""The page of control charts: its sentence, its picture with the same numbers beneath, its files and its lists."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.web.office.seats import Office, client_of

from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.web.words import short_day

PAGE = "/office/analysis/control/"
DUE = "measure=cases.due_closed"


def page_of(actor: Actor, query: str = DUE) -> str:
    return unescape(client_of(actor).get(f"{PAGE}?{query}").content.decode())


@pytest.fixture
def calm(office: Office) -> Office:
    """Twenty weeks in each of which sixty promised days came, and five of them without an answer."""
    today = day_of(timezone.now())
    for week in range(1, 21):
        on = today - timedelta(weeks=week)
        happen("case.due", 5, on=on, late=1, org=make.WATER)
        happen("case.due", 55 + week % 3, on=on, late=0, org=make.WATER)
    return office


class TestPage:
    def test_says_that_nothing_happened_but_chance(self, calm: Office) -> None:
        page = page_of(calm.county.overseer, f"{DUE}&by=week")

        assert "只是正常波动" in page
        assert "确有变化。" not in page
        assert page.count('class="dot"') == 20

    def test_says_that_something_has_changed_which_way_and_when(self, calm: Office) -> None:
        happen("case.due", 40, on=day_of(timezone.now()) - timedelta(weeks=1), late=1, org=make.WATER)

        page = page_of(calm.county.overseer, f"{DUE}&by=week")

        assert "确有变化。" in page
        assert "低于界限" in page
        assert "是变差" in page
        assert page.count('class="ring"') == 1

    def test_says_of_a_run_from_which_day_to_which(self, office: Office) -> None:
        monday = day_of(timezone.now()) - timedelta(days=day_of(timezone.now()).weekday())
        for week in range(1, 21):
            happen("case.due", 60 if week < 10 else 50, on=monday - timedelta(weeks=week), late=0, org=make.WATER)
            happen("case.due", 1 if week < 10 else 9, on=monday - timedelta(weeks=week), late=1, org=make.WATER)

        first, last = monday - timedelta(weeks=9), monday - timedelta(days=1)
        page = page_of(office.county.overseer, f"{DUE}&by=week")

        assert f"{short_day(first)}到{short_day(last)}，连续 9 期高于平均线" in page

    def test_writes_each_dot_as_a_row(self, calm: Office) -> None:
        page = page_of(calm.county.overseer, f"{DUE}&by=week")

        rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", page)
        assert len(rows) == page.count('class="dot"')
        assert "91.7%（55/60）" in page

    def test_leads_from_a_number_to_its_requests(self, office: Office) -> None:
        make.closed(office.county, at=timezone.now() - timedelta(days=40))

        page = page_of(office.county.overseer, "measure=cases.on_time&by=month")
        addresses = re.findall(r'href="(/office/oversight/requests[^"]+)"', page)

        assert addresses
        assert client_of(office.county.overseer).get(addresses[0]).content.decode().count('class="row found"') == 1

    def test_says_what_is_missing_where_nothing_was_written_down(self, office: Office) -> None:
        page = page_of(office.county.overseer)

        assert "还没有可看的周期" in page
        assert '<svg class="plot"' not in page

    def test_names_the_unit_that_differs_and_hides_those_of_few(self, office: Office) -> None:
        on = day_of(timezone.now())
        for unit, late in ((make.WATER, 30), (make.ROADS, 6), (make.CENTRE, 6), (make.CHECKS, 2), ("139901/it/", 6)):
            happen("case.due", late, on=on, late=1, org=unit)
            happen("case.due", 60 - late, on=on, late=0, org=unit)

        page = page_of(office.county.overseer, f"{DUE}&by=unit&period=week")

        assert "另有 1 个件数少，不显示" in page
        assert "58/60" not in page

    def test_leaves_as_a_file_with_the_same_rows(self, calm: Office) -> None:
        answer = client_of(calm.county.overseer).get(f"{PAGE}?{DUE}&by=week&as=csv")
        lines = answer.content.decode().splitlines()

        assert answer["Content-Type"].startswith("text/csv")
        assert len(lines) == 21
        assert "91.7%（55/60）" in lines[-3]

    @pytest.mark.parametrize("query", ["measure=cases.satisfied", "measure=nothing", "by=year", "by=unit&from=x"])
    def test_refuses_what_there_is_not(self, office: Office, query: str) -> None:
        assert client_of(office.county.overseer).get(f"{PAGE}?{query}").status_code in (409, 422, 400)

    def test_says_what_there_is_not_and_leads_back_to_itself(self, office: Office) -> None:
        page = page_of(office.county.overseer, "by=nothing")

        assert "这里没有这个选项" in page
        assert f'href="{PAGE}"' in page.partition("<main")[2]

    def test_keeps_its_questions_few(self, calm: Office) -> None:
        from tests.web.office.test_desk import queries_of

        assert queries_of(client_of(calm.county.overseer), f"{PAGE}?{DUE}&by=month") <= 36
