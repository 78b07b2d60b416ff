"""The one screen's page: every tile opens and leads on, and every chart says its numbers as text."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.directory import queries as directory
from minqing.directory.models import PostGrant
from minqing.insight.queries import contents
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.ledger.definitions import definition_hash
from minqing.ledger.queries import measure_called
from minqing.web import charts
from minqing.web.board.context import weeks
from minqing.web.board.doing import DOING, Drills
from minqing.web.oversight.links import Links
from minqing.web.oversight.periods import period_of

TILE = re.compile(r'<section class="tile[^>]*>(.*?)</section>', re.DOTALL)
DRILL = re.compile(r'<a class="drill" href="([^"]+)">([^<]+)</a>')
TITLED = re.compile(r'<h3><a href="([^"]+)"')
SAID = re.compile(r'<a class="drill" href="[^"]+">([^<]+)</a>')
CELL = re.compile(r'<td class="n" data-head="[^"]+"><a href="([^"]+/number/[^"]+)">([^<]+)</a>')
BIG = re.compile(r'<p class="big">([^<]+)</p>')
ACTION = re.compile(r'<a class="btn small" href="([^"]+)">([^<]+)</a>')
BAR = re.compile(r'<span class="chart-label">([^<]+)</span>.*?<span class="chart-value">([\d,]+) ', re.DOTALL)


@pytest.fixture
def busy(office: Office) -> Office:
    """Requests of today and yesterday, at two units, one of them closed."""
    now = timezone.now().replace(microsecond=0)
    make.closed(office.county, at=now - timedelta(days=2, hours=1))
    make.in_hand(office.county, at=now - timedelta(days=1))
    make.dispatched(office.county, to=make.ROADS, at=now - timedelta(hours=3))
    return office


def page_of(actor: Actor, query: str = "?period=year") -> str:
    return str(client_of(actor).get(f"/office/board/{query}").content.decode())


class TestTiles:
    def test_have_each_a_drill_and_an_action_that_open(self, busy: Office) -> None:
        for actor in (busy.county.overseer, busy.county.water_head):
            client, tiles = client_of(actor), TILE.findall(page_of(actor))

            assert len(tiles) == len(contents.OF_PLACE) == len(contents.OF_UNIT)
            for tile in tiles:
                (drill, _number), (action, words) = DRILL.findall(tile)[0], ACTION.findall(tile)[0]
                assert words
                for address in (drill, action):
                    assert client.get(unescape(address)).status_code == 200, address

    def test_show_by_which_definition_they_are_counted(self, busy: Office) -> None:
        page = page_of(busy.county.overseer)

        shown = re.findall(r'<span class="code hash" title="(\w{64})">(\w{12})</span>', page)
        assert [whole for whole, _ in shown] == [definition_hash(measure_called(key)) for key in contents.OF_PLACE]
        assert all(whole.startswith(short) for whole, short in shown)

    def test_lead_whoever_reads_figures_alone_to_nothing_that_is_shut(self, busy: Office) -> None:
        leader = make.post(make.CHECKS, "分管领导", "镇领导", "insight.read", org=make.COUNTY, place="139901/101/")
        client = client_of(leader)
        assert client.get("/office/")["Location"] == "/office/board/"

        page = page_of(leader).partition("<main")[2]

        addresses = {unescape(one) for one in re.findall(r'href="(/office/[^"]+)"', page)}
        assert addresses
        for address in addresses:
            assert client.get(address).status_code == 200, address

    def test_lead_to_as_many_requests_as_they_say(self, busy: Office) -> None:
        for actor in (busy.county.overseer, busy.county.water_head):
            client = client_of(actor)
            drills = [DRILL.findall(tile)[0] for tile in TILE.findall(page_of(actor))]
            lists = {address: number for address, number in drills if "/requests?" in address and number.isdigit()}

            found = {one: client.get(unescape(one)).content.decode().count('class="row found"') for one in lists}

            assert found == {address: int(number) for address, number in lists.items()}
            assert lists

    def test_know_what_to_do_about_every_measure_on_the_board(self) -> None:
        assert {*contents.OF_PLACE, *contents.OF_UNIT} <= set(DOING)

    def test_open_no_list_to_whoever_oversees_elsewhere(self, busy: Office) -> None:
        both = make.post(make.WATER, "兼岗", "许兼岗", "cases.read", "cases.oversee")
        PostGrant.objects.create(
            post_id=both.ref.id,
            permission="insight.read",
            org_path=make.COUNTY,
            place_path=make.COUNTY,
            given_at=make.AT,
        )

        actor = directory.actor_for_post(both.ref.id)
        drills = [DRILL.findall(tile)[0][0] for tile in TILE.findall(page_of(actor))]

        assert drills
        assert all(re.match(r"/office/measures/[a-z_.]+/number/\?", one) for one in drills)
        assert {client_of(actor).get(unescape(one)).status_code for one in drills} == {200}


def shortened(words: str) -> str:
    """A share as the board writes it: with one decimal."""
    return re.sub(r"^[\d.]+%", lambda found: f"{float(found[0][:-1]):.1f}%", words)


class TestNumberPage:
    def test_of_each_tile_and_place_tells_the_same(self, busy: Office) -> None:
        client, page = client_of(busy.county.overseer), page_of(busy.county.overseer)
        tiles = [(unescape(TITLED.findall(tile)[0]), SAID.findall(tile)[0]) for tile in TILE.findall(page)]
        cells = [(unescape(href), said) for href, said in CELL.findall(page)]

        assert tiles
        assert cells
        for href, said in [*tiles, *cells]:
            opened = BIG.findall(client.get(href).content.decode())[0]
            assert shortened(opened).startswith(said), (href, said, opened)


class TestPage:
    def test_says_up_to_which_fact_it_knows_everything(self, busy: Office) -> None:
        assert re.search(r"已计入第 [\d,]+ 条事实", page_of(busy.county.overseer))

    def test_says_in_words_what_changed(self, busy: Office) -> None:
        assert "昨天登记诉求" in page_of(busy.county.overseer)

    def test_writes_the_numbers_of_its_bars_beneath_them(self, busy: Office) -> None:
        flow = page_of(busy.county.overseer).partition('id="flow"')[2].partition("</section>")[0]

        drawn = dict(BAR.findall(flow))
        for label, number in drawn.items():
            assert re.search(rf'{label}(?:</a>)?</th><td class="n">{number}</td>', flow), label
        assert drawn

    def test_is_larger_and_alone_on_a_big_screen(self, busy: Office) -> None:
        assert 'class="sheet-page board wide"' in page_of(busy.county.overseer, "?wide=1")
        assert 'class="sheet-page board"' in page_of(busy.county.overseer)

    def test_stands_in_the_rail_of_whoever_may_see_it(self, busy: Office) -> None:
        assert 'href="/office/board/"' in page_of(busy.county.overseer)
        assert 'href="/office/board/"' not in client_of(busy.idle).get("/office/places/").content.decode()


class TestTrendLine:
    def test_lies_between_its_own_least_and_most(self) -> None:
        line = charts.trend([1, 3, 2])

        assert line.path == "M5.0 39.0 L120.0 5.0 L235.0 22.0"
        assert (line.x, line.y) == (235.0, 22.0)

    def test_has_a_gap_where_there_is_nothing_to_divide_by(self) -> None:
        assert charts.trend([0.5, None, 0.75, 1.0]).path == "M5.0 39.0 M158.3 22.0 L235.0 5.0"

    def test_is_none_of_a_single_number(self) -> None:
        assert charts.trend([None, 2]).path == ""


class TestWeeks:
    def test_are_none_without_days(self) -> None:
        assert weeks(()) == []


class TestDrills:
    def test_of_a_unit_hold_what_is_below_it_as_the_number_does(self, office: Office) -> None:
        overseer = office.county.overseer
        drills = Drills(
            Links(overseer, period_of({}, day_of(timezone.now()))),
            lists=True,
            org_path=make.COUNTY,
            place_path=make.COUNTY,
        )

        href = drills.to("cases.registered", unit_path=make.WATER)

        assert "unit=" in href
        assert "alone" not in href
