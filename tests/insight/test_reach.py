"""Three readers see the same screen, each for her own reach, and may open what lies below it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.directory import unit
from tests.insight.test_board import AT, MONTH, asked, county, settled, tile  # noqa: F401 - a fixture among them

from minqing.insight import queries
from minqing.insight.queries import contents
from minqing.insight.queries.days import Days
from minqing.insight.records import Board, Count
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.ledger.measures import Kind
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.spans import Span

TOWNSHIP = "139901/101/"
BY_THEMSELVES = {Kind.CONVERSION, Kind.DISTINCT}
"""What was followed and what is counted once take queries of their own."""


def read(actor: Actor, at: str = "", on_map: str = "") -> Board:
    return queries.board(actor, queries.Asked(**MONTH, at=at, on_map=on_map), at=AT)


@pytest.fixture
def busy(county: make.County) -> make.County:  # noqa: F811
    for minute in range(6):
        make.registered(at=make.AT + timedelta(minutes=minute))
    make.registered(place_path=make.OTHER_VILLAGE)
    return county


@pytest.fixture
def town_head(busy: make.County) -> Actor:
    return make.post(make.CENTRE, "镇长", "赵镇长", "insight.read", org=make.COUNTY, place=TOWNSHIP)


class TestThreeReaders:
    def test_see_the_same_screen_each_for_her_own(self, busy: make.County, town_head: Actor) -> None:
        boards = [read(one) for one in (busy.overseer, town_head, busy.water_head)]

        assert [(one.kind, one.name) for one in boards] == [
            ("leader", "青禾县"),
            ("township", "清源镇"),
            ("unit", "县水务局"),
        ]
        assert [len(one.tiles) for one in boards] == [8, 8, 8]
        assert [[step.name for step in one.way] for one in boards] == [["青禾县"], ["清源镇"], ["县水务局"]]

    def test_have_a_map_of_what_lies_below(self, busy: make.County, town_head: Actor) -> None:
        leader, head = (read(one).map for one in (busy.overseer, town_head))

        assert leader is not None
        assert head is not None
        assert [(one.name, one.cell.part, one.level) for one in leader.areas] == [("清源镇", 6, 1), ("青石乡", None, 0)]
        assert [(one.name, one.cell.part) for one in head.areas] == [("柳河村", 6)]


class TestUnitsMap:
    @pytest.fixture
    def given(self, busy: make.County) -> make.County:
        """Six given to the water bureau in one township, two in another; to others three more."""
        for minute in range(6):
            make.in_hand(busy, at=make.AT + timedelta(minutes=minute))
        for minute in range(2):
            given_to(busy, make.WATER, minute, place=make.OTHER_VILLAGE)
        for minute in range(3):
            given_to(busy, make.ROADS, minute)
        return busy

    @pytest.mark.parametrize("folded", [False, True])
    def test_shows_where_its_own_work_lies(self, given: make.County, folded: bool) -> None:
        if folded:
            ready_all()
            settled()

        board = read(given.water_head)

        assert board.map is not None
        assert board.map.key == "cases.given"
        assert [(one.name, one.cell.part) for one in board.map.areas] == [("清源镇", 6), ("青石乡", None)]
        assert tile(board, "cases.given").now.part == 8

    def test_is_the_same_for_whoever_opens_the_unit(self, given: make.County) -> None:
        assert read(given.overseer, at=make.WATER).map == read(given.water_head).map

    def test_keeps_to_the_place_of_its_reach(self, given: make.County) -> None:
        head = make.post(make.WATER, "站长", "孙站长", "insight.read", org=make.WATER, place=TOWNSHIP)

        found = read(head).map

        assert found is not None
        assert [(one.name, one.cell.part) for one in found.areas] == [("柳河村", 6)]

    @pytest.mark.parametrize("key", ["cases.lying", "cases.open", "cases.satisfied", "no.such"])
    def test_draws_nothing_that_stands_at_a_moment(self, given: make.County, key: str) -> None:
        with pytest.raises(Refused):
            read(given.water_head, on_map=key)

    def test_draws_a_share(self, given: make.County) -> None:
        found = read(given.water_head, on_map="cases.acknowledged_in_time").map

        assert found is not None
        assert found.unit == "%"


def given_to(busy: make.County, lead: str, minute: int, *, place: str = make.VILLAGE) -> None:
    """Give a unit one request of a place."""
    at = make.AT + timedelta(minutes=minute)
    make.dispatched(busy, to=lead, at=at, place_path=place)


class TestOpening:
    def test_goes_from_the_county_to_a_grid_cell(self, busy: make.County) -> None:
        township, village = read(busy.overseer, at=TOWNSHIP), read(busy.overseer, at=make.VILLAGE)

        assert [row.name for row in township.rows] == ["柳河村"]
        assert [step.name for step in village.way] == ["青禾县", "清源镇", "柳河村"]
        assert tile(village, "cases.registered").now == Count(6)
        assert village.days == ()
        assert village.changes == ()

    def test_hides_what_points_at_single_requests(self, busy: make.County) -> None:
        board = read(busy.overseer, at="139901/102/")

        assert tile(board, "cases.registered").now == Count(None, None)
        assert {month.part for month in tile(board, "cases.registered").months} == {None}
        assert {one.part for one in board.came} == {0, None}

    def test_opens_a_unit_and_what_stands_below_it(self, busy: make.County) -> None:
        unit(key="supply", name="供水公司", parent=make.WATER)

        board = read(busy.water_head)
        below = read(busy.water_head, at=board.rows[0].path)

        assert board.rows[0].path == "139901/water/supply/"
        assert [step.name for step in below.way] == ["县水务局", "供水公司"]
        assert read(busy.overseer, at=make.WATER).kind == "unit"

    @pytest.mark.parametrize("at", [make.WATER, "139901/102/", "139901/999/", "13990", "139901/\0/", "1" * 200])
    def test_refuses_a_township_what_is_not_below_it(self, town_head: Actor, at: str) -> None:
        with pytest.raises(NotFound):
            read(town_head, at=at)

    @pytest.mark.parametrize("at", [TOWNSHIP, make.ROADS, make.COUNTY])
    def test_refuses_a_unit_what_is_not_below_it(self, busy: make.County, at: str) -> None:
        with pytest.raises(NotFound):
            read(busy.water_head, at=at)

    def test_opens_no_door(self, busy: make.County) -> None:
        with pytest.raises(NotFound):
            read(busy.overseer, at=make.VILLAGE + "h00001/")


class TestSheets:
    def test_takes_two_for_thirty_measures_and_a_map(self, busy: make.County) -> None:
        ready_all()
        settled()
        plain = [key for key, one in contents.to_choose(is_unit=False).items() if one.kind not in BY_THEMSELVES]
        thirty = tuple(plain[:32])
        queries.board(busy.overseer, queries.Asked(**MONTH), at=AT)
        with CaptureQueriesContext(connection) as caught:
            board = queries.board(busy.overseer, queries.Asked(**MONTH, tiles=thirty), at=AT)

        assert len(board.tiles) == 32
        assert len(caught) <= asked(busy.overseer) + 1
        assert sum('FROM "ledger_folded"' in one["sql"] for one in caught) == 4  # before and after each sheet


class TestDays:
    def test_of_the_month_before_are_as_many(self) -> None:
        days = Days(Span(date(2026, 3, 1), date(2026, 4, 1)), date(2026, 4, 5))

        assert days.last_month == Span(date(2026, 2, 1), date(2026, 3, 1))
        assert Days(Span(date(2026, 3, 30), date(2026, 4, 1)), days.today).last_month.start == date(2026, 2, 28)
