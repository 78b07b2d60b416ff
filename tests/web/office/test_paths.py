"""The page of bounce paths."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.web.office.seats import Office, client_of
from tests.web.office.test_desk import queries_of

from minqing.kernel.access import Actor
from minqing.kernel.times import day_of

PAGE = "/office/analysis/paths/"


def page_of(actor: Actor, query: str = "?period=quarter") -> str:
    return unescape(client_of(actor).get(f"{PAGE}{query}").content.decode())


def bounce(about: str, on: date, left: str, got: str) -> None:
    happen("case.dispatched", on=on, org=left, about=about, round=1)
    happen("case.returned", on=on + timedelta(days=1), org=left, about=about, bounce=1)
    happen("case.dispatched", on=on + timedelta(days=2), org=got, about=about, round=2)


@pytest.fixture
def busy(office: Office) -> Office:
    """Six from the water bureau to the roads, two and three of other ways, and five from the centre."""
    on = day_of(timezone.now()) - timedelta(days=9)
    for number in range(6):
        bounce(f"a{number}", on, make.WATER, make.ROADS)
    for number in range(2):
        bounce(f"b{number}", on, make.ROADS, make.WATER)
    for number in range(3):
        bounce(f"d{number}", on, make.CENTRE, make.WATER)
    for number in range(5):
        bounce(f"c{number}", on, make.CENTRE, make.ROADS)
    return office


class TestPage:
    def test_says_which_way_was_walked_most(self, busy: Office) -> None:
        page = page_of(busy.county.overseer)

        assert "退回后改派别处共 16 次；走得最多的是从县水务局到县交通局（6 次）" in page

    def test_draws_a_matrix_with_the_numbers_of_the_table_and_hides_few(self, busy: Office) -> None:
        page = page_of(busy.county.overseer)
        drawn = page.partition('id="matrix"')[2].partition("</figure>")[0]

        assert '<td class="h4">6</td>' in drawn
        assert '<td class="h4">5</td>' in drawn
        assert ">2<" not in drawn
        assert ">3<" not in drawn
        assert "另有 2 条路不显示：走得不到 5 次" in page

    def test_leaves_as_a_file_without_what_is_hidden(self, busy: Office) -> None:
        lines = client_of(busy.county.overseer).get(f"{PAGE}?period=quarter&as=csv").content.decode().splitlines()

        assert len(lines) == 3
        assert lines[1].startswith("县水务局,")
        assert lines[1].endswith(",6")

    def test_names_no_other_unit_to_a_unit(self, busy: Office) -> None:
        page = page_of(busy.county.water_head)

        assert "从县水务局到别的单位（6 次）" in page
        assert "另有 1 条路不显示" not in page

    def test_says_what_would_be_there(self, office: Office) -> None:
        assert "没有来回转的" in page_of(office.county.overseer)

    def test_keeps_its_questions_few(self, busy: Office) -> None:
        assert queries_of(client_of(busy.county.overseer), PAGE) <= 30
