"""The public figures: for everybody, explained, light, and one sheet on paper."""

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.figures import (
    BRIDGE,
    COUNTY,
    FERRY,
    IN_NOVEMBER,
    NORTH,
    SPRING,
    WILLOW,
    a_year,
    happen,
    lay_ground,
)

import minqing.web.resident
from minqing.insight.public.service import freeze_public_tables
from minqing.kernel.access import system_actor
from minqing.territory import service as territory

STATIC = Path(minqing.web.resident.__file__).parent / "static/resident"
MOST = 50 * 1024
pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen() -> None:
    """A county whose figures are told up to October."""
    a_year()
    happen("asked", SPRING, {12: 9}, year=2025)
    freeze_public_tables(at=IN_NOVEMBER)


def shown(client: Client, path: str = COUNTY, **asked: str) -> str:
    address = reverse("resident:figures_of", args=[path.replace("/", "")])
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(page: str) -> list[list[str]]:
    """The words of each line of the tables."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


class TestCounty:
    def test_is_told_month_by_month_and_by_township(self, client: Client, frozen: None) -> None:
        page = client.get(reverse("resident:figures")).content.decode()

        assert ["9月", "52", "46", "不登＊", "7"] in lines(page)
        assert ["清源镇", "190", "112", "不登＊", "7"] in lines(page)

    def test_explains_each_number(self, client: Client, frozen: None) -> None:
        page = shown(client)

        assert "到期没有回话的。不算解决，也不算没解决。" in page
        assert "不到 5 件" in page
        assert "登出来就不再改" in page

    def test_leads_down_and_to_other_years(self, client: Client, frozen: None) -> None:
        page = shown(client)

        assert reverse("resident:figures_of", args=["139901101"]) in page
        assert "?year=2025" in page
        assert ["12月", "9", "0", "0", "0"] in lines(shown(client, year="2025"))

    def test_says_that_nothing_is_told_yet(self, client: Client) -> None:
        lay_ground()

        assert "还没有可以登的月份" in client.get(reverse("resident:figures")).content.decode()


class TestVillage:
    def test_without_any_such_says_so_in_its_township(self, client: Client) -> None:
        lay_ground()
        happen("asked", WILLOW, {9: 9})
        freeze_public_tables(at=IN_NOVEMBER)

        assert "一年提出的都不到 30 件，所以合在这里数" in shown(client, NORTH)
        assert "合在这里数" not in shown(client)

    def test_has_its_own_lines_where_it_stands_alone(self, client: Client, frozen: None) -> None:
        page = shown(client, SPRING)

        assert ["9月", "20", "29", "不登＊", "7"] in lines(page)
        assert ["7月", "并在乡镇的数字里"] in lines(page)
        assert "一年不到 30 件的，不单列" in page
        assert "一年不到 30 件" not in shown(client)

    def test_of_few_is_shown_as_its_township(self, client: Client, frozen: None) -> None:
        page = shown(client, FERRY)

        assert ["泉眼村", "有的月份不单列"] in lines(shown(client, NORTH))
        assert "这里是青石乡的数字" in page
        assert "一年不到 30 件" in page

    @pytest.mark.parametrize("digits", ["139901199", "12", "139901101203000", "abc"])
    def test_that_is_unknown_is_not_there(self, client: Client, frozen: None, digits: str) -> None:
        assert client.get(reverse("resident:figures_of", args=[digits])).status_code == 404

    @pytest.mark.parametrize("year", ["1999", "2027"])
    def test_has_no_year_of_which_nothing_is_told(self, client: Client, frozen: None, year: str) -> None:
        assert client.get(reverse("resident:figures"), {"year": year}).status_code == 404

    @pytest.mark.parametrize("year", ["", "x", "²⁰²⁶", "20266"])
    def test_shows_the_newest_year_where_none_was_meant(self, client: Client, frozen: None, year: str) -> None:
        assert "2026年各月，" in shown(client, year=year)

    def test_is_linked_from_its_card(self, client: Client) -> None:
        lay_ground()
        who = system_actor("setup", ["territory.manage", "territory.issue_cards"], root=COUNTY)
        card = territory.issue_cards(village_path=BRIDGE, actor=who, at=IN_NOVEMBER)[0]

        page = client.get(reverse("resident:scan", args=[card.written])).content.decode()

        assert reverse("resident:figures_of", args=["139901101204"]) in page


class TestPage:
    @pytest.mark.parametrize("path", [COUNTY, NORTH, WILLOW])
    def test_stays_below_fifty_kilobytes_all_in(self, client: Client, frozen: None, path: str) -> None:
        page = shown(client, path).encode()
        named = re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)

        files = [(STATIC / name.decode().rsplit("/", 1)[1]).read_bytes() for name in named]

        assert sum(len(gzip.compress(text, 6)) for text in (page, *files)) < MOST
        assert all(name.startswith(b"/static/resident/") for name in named)

    @pytest.mark.parametrize("path", [COUNTY, NORTH, WILLOW, FERRY])
    def test_asks_the_database_five_things(
        self, client: Client, frozen: None, path: str, django_assert_num_queries
    ) -> None:
        with django_assert_num_queries(5):  # the divisions' mark, the edition, the years, the months, what lies below
            shown(client, path)

    def test_reads_in_english_and_in_large_type(self, client: Client, frozen: None) -> None:
        client.post("/choice", {"go": "elder", "next": "/"})
        client.post("/choice", {"go": "en", "next": "/"})

        page = shown(client)

        assert 'class="elder"' in page
        assert "nobody answered in time" in page

    def test_has_on_paper_the_way_to_the_newest_edition(self, client: Client, frozen: None, settings) -> None:
        settings.PUBLIC_URL = "https://mq.example"

        page = shown(client, NORTH)

        assert "https://mq.example/figures/139901101/" in page
        assert 'class="qr"' in page
