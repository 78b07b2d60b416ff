"""The page of seasons."""

from datetime import date, timedelta
from html import unescape

from django.utils import timezone
from tests.factories.panels import happen
from tests.web.office.seats import Office, client_of
from tests.web.office.test_desk import queries_of

from minqing.insight.queries.days import earlier_month
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of

PAGE = "/office/analysis/seasons/"


def page_of(actor: Actor, query: str = "") -> str:
    return unescape(client_of(actor).get(f"{PAGE}{query}").content.decode())


def months_back(number: int) -> date:
    return earlier_month(day_of(timezone.now()).replace(day=1), number)


class TestPage:
    def test_says_that_it_is_too_early(self, office: Office) -> None:
        happen("case.registered", 4, on=months_back(2))

        page = page_of(office.county.overseer)

        assert "现在说季节还早：只有 0 个整年，至少要 2 个" in page
        assert ">4<" in page

    def test_gives_an_index_and_its_years(self, office: Office) -> None:
        for number in range(1, 25):
            first = months_back(number)
            happen("case.registered", 6 if first.month == 7 else 2, on=first + timedelta(days=3))

        page = page_of(office.county.overseer)

        assert "7月最多（是平均的 " in page
        assert "根据 2 年" in page

    def test_draws_the_hours_of_the_week(self, office: Office) -> None:
        on = day_of(timezone.now())
        happen("case.registered", 7, on=on, hour=0)

        hours = page_of(office.county.overseer, "?period=week").partition('id="hours"')[2].partition("</section>")[0]

        assert '<th scope="row">0:00</th>' in hours
        assert '<td class="h4">7</td>' in hours

    def test_leaves_as_a_file(self, office: Office) -> None:
        happen("case.registered", 4, on=months_back(1))

        lines = client_of(office.county.overseer).get(f"{PAGE}?as=csv").content.decode().splitlines()

        assert len(lines) == 13
        assert any(",4," in line for line in lines)

    def test_says_what_would_be_there(self, office: Office) -> None:
        assert "还没有可看的" in page_of(office.county.overseer)

    def test_keeps_its_questions_few(self, office: Office) -> None:
        happen("case.registered", 4, on=months_back(1))

        assert queries_of(client_of(office.county.overseer), PAGE) <= 34
