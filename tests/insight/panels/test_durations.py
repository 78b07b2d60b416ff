"""How long things take, below the door: percentiles, splits, whose, what is hidden, what is refused."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.insight.panels.durations import DAYS, LASTING, Durations, durations
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger.facts import FACT_TYPES

AT, ON = datetime(2026, 9, 25, 10, 0, tzinfo=SHANGHAI), date(2026, 9, 10)
MONTH: dict[str, Any] = {"start": date(2026, 9, 1), "end": date(2026, 10, 1)}


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def read(actor: Actor, **asked: Any) -> Durations:
    return durations(actor, at=AT, **{**MONTH, **asked})


class TestDurations:
    def test_say_what_half_eight_and_nine_of_ten_do_not_exceed(self, county: make.County) -> None:
        """Ten in the bin from one to two days: half way through it, eight and nine tenths of the way."""
        happen("case.closed", 10, on=ON, hours=30)

        whole = read(county.overseer).whole

        assert (whole.n, whole.hours) == (10, (Decimal(36), Decimal("43.2"), Decimal("45.6")))

    def test_split_by_unit_with_what_lies_below_and_hide_few(self, county: make.County) -> None:
        happen("case.closed", 6, on=ON, hours=30, org="139901/water/pipes/")
        happen("case.closed", 4, on=ON, hours=30, org=make.ROADS)
        happen("case.closed", 5, on=ON, hours=30)

        rows = {row.name: row.n for row in read(county.overseer).rows}

        assert sorted(rows.values(), key=str) == [6, None, None]
        assert (rows["县水务局"], rows["青禾县"]) == (6, None)  # fifteen less six less five were four
        assert sum(read(county.overseer).counts) == 15

    def test_split_by_matter_and_by_the_channel_by_which_it_came(self, county: make.County) -> None:
        for about in "abcdef":
            happen("case.registered", on=ON, about=about, channel=3)
            happen("case.closed", on=ON, hours=30, about=about, matter=901)

        by_matter = read(county.overseer, by="matter", matters={901: "路灯"}).rows
        by_channel = read(county.overseer, by="channel").rows

        assert [(row.name, row.n) for row in by_matter] == [("路灯", 6)]
        assert [(row.key, row.n) for row in by_channel] == [(3, 6)]

    def test_show_a_unit_its_own(self, county: make.County) -> None:
        happen("case.acknowledged", 5, on=ON, hours=3, org=make.WATER)
        happen("case.acknowledged", 9, on=ON, hours=3, org=make.ROADS)

        assert read(county.water_head, what="acknowledged").whole.n == 5

    def test_know_nothing_of_days_without_any(self, county: make.County) -> None:
        found = read(county.overseer)

        assert (found.whole.n, found.rows, sum(found.counts)) == (0, (), 0)
        assert found.whole.hours == (None, None, None)

    @pytest.mark.parametrize("asked", [{"what": "deciding"}, {"by": "person"}, {"end": date(2026, 8, 1)}])
    def test_refuse_what_there_is_not(self, county: make.County, asked: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            read(county.overseer, **asked)

    def test_refuse_whoever_may_not_see_them(self, county: make.County) -> None:
        with pytest.raises(NotAllowed):
            read(county.water)

    def test_rest_on_kinds_whose_amount_is_hours(self) -> None:
        assert {FACT_TYPES[one.fact].amount_unit for one in LASTING.values()} == {"hours"}
        assert list(DAYS) == sorted(set(DAYS))
