"""A tile for every measure of the catalogue: means, percentiles, what is worked out, and the county's own."""

from datetime import date

import pytest
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, DERIVED, text
from tests.factories.panels import happen
from tests.insight.test_board import AT, MONTH, county, settled, tile  # noqa: F401 - a fixture among them

from minqing.insight import queries
from minqing.insight.own import service
from minqing.insight.queries import contents
from minqing.insight.queries.comparing import compared
from minqing.insight.records import Board, Compared, Count
from minqing.kernel.access import Actor, system_actor
from minqing.ledger.measures import MEASURES, Kind, every_measure
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.rolls.scopes import undivided
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import Span

MEDIAN, MEAN = "cases.median_hours", "cases.mean_hours"
THEN, NOW = date(2025, 9, 2), date(2026, 9, 2)


def read(actor: Actor, *tiles: str, at: str = "", on_map: str = "") -> Board:
    return queries.board(actor, queries.Asked(**MONTH, at=at, on_map=on_map, tiles=tiles), at=AT)


def closed(times: int, hours: int, *, on: date = NOW, org: str = make.WATER, place: str = make.VILLAGE) -> None:
    happen("case.closed", times, on=on, org=org, place=place, hours=hours)


class TestValues:
    @pytest.mark.parametrize("folded", [False, True])
    def test_are_told_with_what_stands_behind_them(self, county: make.County, folded: bool) -> None:  # noqa: F811
        closed(6, 10)
        closed(6, 30)
        if folded:
            ready_all()
            settled()

        board = read(county.overseer, MEDIAN, MEAN)

        assert tile(board, MEAN).now == Count(None, None, 20.0, 12)
        median = tile(board, MEDIAN)
        assert (median.kind, median.unit, median.now.n) == ("percentile", "hours", 12)
        assert median.now.value == 12.0
        assert [(one.first.month, one.n) for one in median.months] == [(9, 12)]

    def test_are_a_dash_where_nothing_happened(self, county: make.County) -> None:  # noqa: F811
        make.registered()

        assert tile(read(county.overseer, MEDIAN), MEDIAN).now == Count(None, None, None, 0)

    def test_are_hidden_below_ones_own_reach(self, county: make.County) -> None:  # noqa: F811
        closed(3, 10)

        own, below = read(county.overseer, MEDIAN), read(county.overseer, MEDIAN, at=make.VILLAGE)

        assert not tile(own, MEDIAN).now.is_hidden
        assert tile(below, MEDIAN).now.is_hidden
        assert tile(below, MEDIAN).now.value is None

    def test_stand_on_the_map_hidden_where_they_are_of_few(self, county: make.County) -> None:  # noqa: F811
        closed(6, 10)
        closed(3, 10, place=make.OTHER_VILLAGE)

        found = read(county.overseer, on_map=MEAN).map

        assert found is not None
        assert [(one.cell.value, one.cell.n, one.level) for one in found.areas] == [(10.0, 6, 1), (None, None, 0)]


class TestCompared:
    def of(self, key: str) -> Compared | None:
        found = sheet([MEASURES[key]], [PERIOD, BEFORE], undivided(make.COUNTY, make.COUNTY))
        return compared(found, MEASURES[key], PERIOD, BEFORE)

    def test_tells_chance_from_more_than_chance(self, county: make.County) -> None:  # noqa: F811
        closed(40, 10)
        closed(10, 10, on=THEN)

        found = self.of("cases.closed")

        assert found is not None
        assert (found.low, found.high, found.may_be_chance) == (16, 44, False)

    def test_of_a_percentile_are_both_between_their_ranks(self, county: make.County) -> None:  # noqa: F811
        closed(40, 10)
        closed(40, 100, on=THEN)

        found = self.of(MEDIAN)

        assert found is not None
        assert found.low_then is not None
        assert 8 <= found.low < found.high <= 12
        assert found.low_then >= 96
        assert not found.may_be_chance

    @pytest.mark.parametrize("key", [MEAN, "cases.open"])
    def test_is_not_said_of_means_and_stocks(self, county: make.County, key: str) -> None:  # noqa: F811
        closed(40, 10)
        closed(40, 100, on=THEN)

        assert self.of(key) is None

    def test_is_not_said_of_few(self, county: make.County) -> None:  # noqa: F811
        closed(4, 10)
        closed(4, 10, on=THEN)

        assert self.of("cases.closed") is None
        assert self.of(MEDIAN) is not None
        assert self.of("cases.ninety_hours") is None


PERIOD, BEFORE = Span(MONTH["start"], MONTH["end"]), Span(date(2025, 9, 1), date(2025, 9, 6))


class TestTheCountysOwn:
    def test_is_worked_out_from_others_on_the_board(self, county: make.County) -> None:  # noqa: F811
        closed(8, 10)
        who = system_actor("office", ["insight.publish"], root=make.COUNTY)
        service.publish_measure(text=text(COUNT), actor=who, at=AT)
        done = service.publish_measure(text=text(DERIVED), actor=who, at=AT)

        board = read(county.overseer, done.key)

        (shown,) = board.tiles
        assert (shown.kind, shown.now.is_hidden) == ("derived", False)


class TestChoosing:
    def test_offers_every_measure_that_is_not_told_in_confidence(self, county: make.County) -> None:  # noqa: F811
        offered = {*contents.to_choose(is_unit=True, own=True), *contents.to_choose(is_unit=False, own=True)}

        missing = {key for key, one in every_measure().items() if key not in offered and not one.is_confided}
        assert missing <= contents.NEVER
        assert {Kind.MEAN, Kind.PERCENTILE} <= {MEASURES[key].kind for key in offered}
