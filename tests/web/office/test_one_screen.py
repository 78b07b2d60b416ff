"""The map on the one screen, what it opens, the wall, and the choice of tiles: all without a script."""

import gzip
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.territory.test_shapes import AROUND, BESIDE, area, file_of
from tests.web.office.seats import Office, client_of

from minqing.insight.models import Arrangement
from minqing.kernel.access import Actor
from minqing.territory.shapes.service import Terms, load_shapes
from minqing.web.board.mapping import MapDrawn, PlaceDrawn
from minqing.web.board.sheet import on_paper

AREA = re.compile(r'<a href="([^"]+)"><path class="area (\w+)"[^>]*/><title>([^<]+)</title>')
ROW = re.compile(r'<tr><th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="n">([^<]+)</td>')
BOARD, TILES = "/office/board/", "/office/board/tiles"
SHAPES = file_of(area(AROUND, code="139901"), area(code="139901101000"), area(BESIDE, code="139901102000"))
WHENCE = Terms(date(2026, 1, 1), "县自然资源局", "县内使用")


@pytest.fixture
def mapped(office: Office) -> Office:
    """Boundaries of two townships; six requests in one, one in the other."""
    load_shapes(data=SHAPES, terms=WHENCE, actor=office.keeper, at=make.AT)
    now = timezone.now().replace(microsecond=0)
    for minute in range(6):
        make.registered(at=now - timedelta(minutes=minute + 1))
    make.registered(at=now - timedelta(minutes=9), place_path=make.OTHER_VILLAGE)
    return office


def page_of(actor: Actor, query: str = "", page: str = BOARD) -> str:
    return str(client_of(actor).get(f"{page}{query}").content.decode())


def drawn(body: str) -> str:
    return body.partition('id="map"')[2].partition("</section>")[0]


class TestMap:
    def test_colours_places_and_hatches_what_is_hidden(self, mapped: Office) -> None:
        areas = AREA.findall(drawn(page_of(mapped.county.overseer, "?period=year")))

        assert [(look, unescape(words)) for _href, look, words in areas] == [
            ("c1", "清源镇 6, n=6"),
            ("few", "青石乡 少于5，不显示"),
        ]

    def test_opens_each_place_with_the_rest_of_the_address_kept(self, mapped: Office) -> None:
        areas = AREA.findall(drawn(page_of(mapped.county.overseer, "?period=year&map=cases.open")))
        client = client_of(mapped.county.overseer)

        body = client.get(unescape(areas[0][0])).content.decode()

        assert "period=year" in areas[0][0]
        assert "map=cases.open" in areas[0][0]
        assert "<h1>清源镇 " in body
        assert "少于5，不显示" not in body.partition('class="legend"')[0].partition('id="tiles"')[0]

    def test_says_the_same_numbers_as_a_table(self, mapped: Office) -> None:
        body = drawn(page_of(mapped.county.overseer, "?period=year"))

        assert [(name, words) for _href, name, words in ROW.findall(body)] == [
            ("清源镇", "6"),
            ("青石乡", "少于5，不显示"),
        ]

    def test_lets_the_measure_be_chosen_without_a_script(self, mapped: Office) -> None:
        body = drawn(page_of(mapped.county.overseer, "?period=year&map=cases.on_time"))

        assert '<option value="cases.on_time" selected>' in body
        assert '<input type="hidden" name="period" value="year">' in body
        assert body.count("<option ") >= 30

    def test_says_where_boundaries_are_loaded_while_there_are_none(self, office: Office) -> None:
        make.registered(at=timezone.now() - timedelta(minutes=5))

        assert "还没有载入界线" in page_of(office.county.overseer)

    def test_is_small_and_asks_nobody_else(self, mapped: Office) -> None:
        body = page_of(mapped.county.overseer)

        assert len(gzip.compress(body.encode())) < 60_000
        assert re.findall(r'(?:src|href)="https?://', body) == []
        assert "geolocation" not in body
        assert " style=" not in body

    @pytest.mark.parametrize("query", ["?at=139901/999/", "?at=x", "?at=139902/"])
    def test_opens_nothing_that_is_not_there(self, mapped: Office, query: str) -> None:
        assert client_of(mapped.county.overseer).get(BOARD + query).status_code == 404

    def test_refuses_a_measure_that_no_board_shows(self, mapped: Office) -> None:
        assert client_of(mapped.county.overseer).get(BOARD + "?map=cases.satisfied").status_code == 422


class TestUnitsMap:
    @pytest.fixture
    def given(self, mapped: Office) -> Office:
        """Six given to the water bureau in one township, two in another."""
        now = timezone.now().replace(microsecond=0) - timedelta(hours=3)
        for number in range(8):
            place = {"place_path": make.OTHER_VILLAGE} if number >= 6 else {}
            make.dispatched(mapped.county, at=now - timedelta(minutes=number), **place)
        return mapped

    def test_opens_the_units_number_in_a_place_and_nothing_that_is_hidden(self, given: Office) -> None:
        client = client_of(given.county.water_head)
        body = drawn(page_of(given.county.water_head, "?period=year"))

        ((href, look, words),) = AREA.findall(body)
        assert (look, unescape(words)) == ("c1", "清源镇 6, n=6")
        assert "少于5，不显示" in body
        number = client.get(unescape(href))
        assert number.status_code == 200
        assert "县水务局，青禾县 清源镇" in number.content.decode()

    def test_offers_nothing_that_stands_at_a_moment(self, given: Office) -> None:
        body = drawn(page_of(given.county.water_head))

        assert '<option value="cases.given" selected>' in body
        assert "cases.lying" not in body
        assert "cases.overdue" not in body


class TestUnits:
    def test_open_from_the_county_and_from_nowhere_else(self, mapped: Office) -> None:
        leader, head = page_of(mapped.county.overseer), page_of(mapped.county.water_head)
        found = dict(re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', leader.partition('id="units"')[2]))

        assert "县水务局" in found.values()
        assert {client_of(mapped.county.overseer).get(unescape(one)).status_code for one in found} == {200}
        assert 'id="units"' not in head


class TestWall:
    def test_names_nobody_and_draws_itself_anew(self, mapped: Office) -> None:
        body = page_of(mapped.county.overseer, "?wide=1&period=month")

        assert "王督查" not in body
        assert "督查岗" not in body
        assert 'hx-trigger="every 60s"' in body
        assert '<noscript><meta http-equiv="refresh"' in body
        assert re.search(r"<b>\d\d:\d\d</b>", body)

    def test_goes_back_to_the_same_board(self, mapped: Office) -> None:
        assert 'href="/office/board/?period=month"' in page_of(mapped.county.overseer, "?wide=1&period=month")


class TestChoosing:
    def do(self, actor: Actor, button: str) -> int:
        return int(client_of(actor).post(TILES, {"do": button}).status_code)

    def shown(self, actor: Actor) -> list[str]:
        found = page_of(actor, page=TILES).partition('id="shown"')[2].partition("</section>")[0]
        return re.findall(r'<li id="([^"]+)">', found)

    def test_orders_with_up_and_down(self, office: Office) -> None:
        actor = office.county.overseer
        first, second, *_rest = self.shown(actor)

        assert self.do(actor, f"down:{first}") == 302
        assert self.shown(actor)[:2] == [second, first]
        assert self.do(actor, f"up:{first}") == 302
        assert self.shown(actor)[:2] == [first, second]

    def test_puts_on_takes_away_and_goes_back_to_the_house(self, office: Office) -> None:
        actor = office.county.overseer
        house = self.shown(actor)

        self.do(actor, "in:cases.came_by_web")
        self.do(actor, f"out:{house[0]}")
        assert self.shown(actor) == [*house[1:], "cases.came_by_web"]
        self.do(actor, "house")
        assert self.shown(actor) == house

    def test_shows_on_the_board_what_was_chosen(self, mapped: Office) -> None:
        self.do(mapped.county.overseer, "in:cases.came_by_qr")

        assert page_of(mapped.county.overseer).count('<section class="tile') == 9
        assert page_of(mapped.county.water_head).count('<section class="tile') == 8

    @pytest.mark.parametrize("button", ["in:cases.satisfied", "up:no.such", "sideways:cases.open", "", "in:"])
    def test_refuses_a_button_that_is_none(self, office: Office, button: str) -> None:
        assert self.do(office.county.overseer, button) == 422
        assert not Arrangement.objects.exists()

    def test_offers_no_number_of_what_was_confided(self, office: Office) -> None:
        body = page_of(office.county.overseer, page=TILES)

        assert "cases.satisfied" not in body
        assert "cases.pressure" not in body
        assert body.count('value="in:') + body.count('value="out:') >= 30


class TestOnPaper:
    def test_prints_the_screen_as_it_stands(self, mapped: Office) -> None:
        answer = client_of(mapped.county.overseer).get("/office/board/sheet?period=year&map=cases.open")

        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_prints_a_place_below_and_a_unit(self, mapped: Office) -> None:
        for actor, query in ((mapped.county.overseer, "?at=139901/101/203/"), (mapped.county.water_head, "")):
            assert client_of(actor).get(f"/office/board/sheet{query}").content.startswith(b"%PDF")

    def test_refuses_who_may_not_see_the_screen(self, mapped: Office) -> None:
        assert client_of(mapped.idle).get("/office/board/sheet").status_code == 403

    def test_writes_the_map_with_its_own_colours_and_no_markup_of_a_name(self) -> None:
        place = PlaceDrawn("<甲村>", "few", "少于5，不显示", "", "", "#", "M0 0l9 0 0 9z", 4, 4)
        drawn = MapDrawn("登记件数", 100, 90, "", (place,), (("few", "少于5，不显示", 1),), 0, is_crowded=False)

        written = on_paper(drawn)

        assert "&lt;甲村&gt;" in written["svg"]
        assert 'fill="url(#few)"' in written["svg"]
        assert written["rows"] == [["<甲村>", "少于5，不显示", "—"]]
