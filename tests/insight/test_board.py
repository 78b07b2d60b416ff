"""The one screen below the door: its numbers, whose they are, what is hidden, and that no door's table is asked."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases.records.behind import Number
from minqing.insight import queries
from minqing.insight.queries.days import Days
from minqing.insight.queries.likes import likes
from minqing.insight.records import Board, Cell, Count, Tile
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed
from minqing.kernel.times import SHANGHAI
from minqing.ledger.measures import MEASURES
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.rolls.folding import fold_all
from minqing.ledger.spans import Span

AT = datetime(2026, 9, 5, 10, 0, tzinfo=SHANGHAI)
MONTH = {"start": date(2026, 9, 1), "end": date(2026, 9, 6)}
DOOR_TABLES = ("cases_", "vault_")


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def read(actor: Actor, at: datetime = AT) -> Board:
    return queries.board(actor, queries.Asked(**MONTH), at=at)


def tile(board: Board, key: str) -> Tile:
    return next(one for one in board.tiles if one.key == key)


class TestBoard:
    def test_shows_the_county_what_came_in_and_is_open(self, county: make.County) -> None:
        make.closed(county)
        make.in_hand(county)

        board = read(county.overseer)

        assert board.name == "青禾县"
        assert tile(board, "cases.registered").now == Count(2)
        assert tile(board, "cases.open").now == Count(1)
        assert tile(board, "cases.on_time").now == Count(1, 1)

    def test_shows_a_unit_what_it_was_given_and_has(self, county: make.County) -> None:
        make.in_hand(county)
        make.in_hand(county)
        make.dispatched(county, to=make.ROADS)

        board = read(county.water_head)

        assert board.name == "县水务局"
        assert tile(board, "cases.given").now == Count(2)
        assert tile(board, "cases.lying").now == Count(2)
        assert "cases.registered" not in {one.key for one in board.tiles}

    def test_counts_of_a_unit_as_many_as_its_list_holds(self, county: make.County) -> None:
        make.closed(county)
        make.in_hand(county)
        make.replied(county)
        number = Number("cases.lying", MONTH["start"], MONTH["end"])

        listed = cases.requests_behind(county.water_head, number, at=AT)

        assert tile(read(county.water_head), "cases.lying").now.part == listed.total

    def test_refuses_whoever_may_not_see_it(self, county: make.County) -> None:
        with pytest.raises(NotAllowed):
            read(county.water)

    def test_shows_a_township_its_own(self, county: make.County) -> None:
        make.registered()
        make.registered(place_path=make.OTHER_VILLAGE)
        head = make.post(make.CENTRE, "镇长", "赵镇长", "insight.read", org=make.COUNTY, place="139901/101/")

        board = read(head)

        assert (board.name, tile(board, "cases.registered").now) == ("清源镇", Count(1))
        assert [row.name for row in board.rows] == ["柳河村"]

    def test_shows_no_measure_of_what_was_confided(self, county: make.County) -> None:
        for actor in (county.overseer, county.water_head):
            board = read(actor)
            shown = [one.key for one in (*board.tiles, *board.came, *board.went, *board.changes)]

            assert [key for key in (*shown, *dict(board.heads)) if MEASURES[key].is_confided] == []

    def test_asks_no_table_of_a_door(self, county: make.County) -> None:
        make.closed(county)
        for actor in (county.overseer, county.water_head):
            with CaptureQueriesContext(connection) as caught:
                read(actor)

            assert [one["sql"] for one in caught if any(f'"{name}' in one["sql"] for name in DOOR_TABLES)] == []

    @pytest.mark.parametrize(("folded", "most"), [(False, 18), (True, 24)])
    def test_takes_no_more_queries_for_more(self, county: make.County, folded: bool, most: int) -> None:
        make.closed(county)
        if folded:
            ready_all()
            settled()
        read(county.overseer)  # what is kept in memory is read once
        assert asked(county.overseer) <= most
        for minute in range(5):
            make.in_hand(county, at=make.AT + timedelta(minutes=minute))
        if folded:
            settled()

        assert asked(county.overseer) <= most


def settled() -> None:
    """Add everything up, also what this test's own transaction wrote."""
    forget_transactions()
    settle_all()
    fold_all(at=AT)


def asked(actor: Actor) -> int:
    with CaptureQueriesContext(connection) as caught:
        read(actor)
    return len(caught)


class TestRows:
    def test_hide_a_number_that_points_at_single_requests(self, county: make.County) -> None:
        for minute in range(5):
            make.registered(at=make.AT + timedelta(minutes=minute))
        make.registered(place_path=make.OTHER_VILLAGE)

        board = read(county.overseer)

        first = {row.name: row.cells[0] for row in board.rows}
        assert board.smallest == 5
        assert first == {"清源镇": Cell("cases.registered", 5), "青石乡": Cell("cases.registered", None)}


class TestChanges:
    def test_say_yesterday_against_the_day_before(self, county: make.County) -> None:
        for hours in (0, 1, 24):
            make.registered(at=make.AT + timedelta(hours=hours))

        said = {one.key: one for one in read(county.overseer).changes}

        assert (said["cases.registered"].yesterday, said["cases.registered"].before) == (1, 2)
        assert (said["cases.open"].yesterday, said["cases.open"].before) == (3, 2)
        assert "cases.overdue" not in said

    def test_say_nothing_where_nothing_was(self, county: make.County) -> None:
        assert read(county.overseer).changes == ()


class TestTrend:
    def test_begins_with_the_first_month_in_which_anything_was_written_down(self, county: make.County) -> None:
        make.registered()

        board = read(county.overseer)

        assert [month.first for month in tile(board, "cases.registered").months][-1] == date(2026, 9, 1)
        assert tile(board, "cases.registered").before is None

    def test_goes_over_twelve_months(self) -> None:
        months = Days(Span(date(2026, 2, 1), date(2026, 2, 11)), date(2026, 2, 10)).months

        assert (len(months), months[0], months[-1].end) == (
            12,
            Span(date(2025, 3, 1), date(2025, 4, 1)),
            date(2026, 3, 1),
        )


class TestDays:
    def test_are_thirteen_weeks_from_a_monday_to_today(self, county: make.County) -> None:
        make.registered()

        days = read(county.overseer).days

        assert days[0].on.weekday() == 0
        assert (days[-1].on, len(days)) == (date(2026, 9, 5), 12 * 7 + 6)
        assert [day.part for day in days if day.on == date(2026, 9, 3)] == [1]


class TestStreams:
    def test_say_where_requests_come_from_and_how_they_end(self, county: make.County) -> None:
        make.closed(county)
        make.registered(channel="web")

        board = read(county.overseer)

        came = {one.key: one.part for one in board.came if one.part}
        assert came == {"cases.came_by_qr": 1, "cases.came_by_web": 1}
        assert {one.key: one.part for one in board.went if one.part} == {"cases.closed_as_handled": 1}


class TestLikes:
    def test_are_the_middle_half_and_name_nobody(self) -> None:
        counts = [Count(part, 100) for part in (50, 60, 70, 80, 90)]

        found = likes(MEASURES["cases.on_time"], counts, 5)

        assert found is not None
        assert (found.low, found.high, found.of) == (60.0, 80.0, 5)

    def test_are_not_told_of_few_places_nor_of_counts(self) -> None:
        counts = [Count(50, 100)] * 4 + [Count(1, 2)]

        assert likes(MEASURES["cases.on_time"], counts, 5) is None
        assert likes(MEASURES["cases.registered"], [Count(5)] * 9, 5) is None

    def test_are_told_of_times_in_their_unit(self) -> None:
        counts = [Count(None, None, value, 20) for value in (10.0, 20.0, 30.0, 40.0, 50.0)]

        found = likes(MEASURES["cases.median_hours"], [*counts, Count(None, None, 1.0, 4)], 5)

        assert found is not None
        assert (found.low, found.high, found.of) == (20.0, 40.0, 5)
