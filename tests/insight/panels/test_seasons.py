"""Seasons below the door: an index by hand, on how many years it rests, and when there is too little."""

from datetime import date, datetime
from random import Random
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.insight.panels.choices import month_of
from minqing.insight.panels.seasons import Seasons, indices, seasons
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger.spans import Span

AT = datetime(2026, 9, 25, 10, 0, tzinfo=SHANGHAI)
YEAR: dict[str, Any] = {"start": date(2026, 1, 1), "end": date(2026, 10, 1)}


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def read(actor: Actor, **asked: Any) -> Seasons:
    return seasons(actor, at=AT, **{**YEAR, **asked})


def years(*counts: list[int], first: int = 2023) -> list[tuple[Span, int]]:
    return [
        (month_of(first + number, month + 1), n) for number, year in enumerate(counts) for month, n in enumerate(year)
    ]


class TestIndex:
    def test_sets_a_months_days_beside_those_of_its_own_year(self) -> None:
        """One a day, and two a day in July: 396 in 365 days; July has 2 ÷ (396 ÷ 365)."""
        flat = [31, 28, 31, 30, 31, 30, 62, 31, 30, 31, 30, 31]

        found = indices(years(flat, [3 * n for n in flat], first=2022))

        assert found[6].index == pytest.approx(2 / (396 / 365))
        assert found[0].index == pytest.approx(365 / 396)
        assert (found[6].low, found[6].high) == (pytest.approx(found[6].index), pytest.approx(found[6].index))

    def test_says_nothing_of_one_year(self) -> None:
        assert indices(years([10] * 12)) == ()
        assert indices(years([10] * 12, [10] * 11)) == ()

    def test_tells_between_what_the_single_years_lie(self) -> None:
        found = indices(years([10] * 6 + [30] + [10] * 5, [10] * 12, [10] * 6 + [20] + [10] * 5))

        assert found[6].low < 1 < found[6].index < found[6].high

    def test_counts_years_back_from_the_last_month_known(self) -> None:
        months = years([99] * 12, [10] * 12, [10] * 12)[9:]

        assert all(0.9 < one.index < 1.1 for one in indices(months))

    def test_finds_a_season_among_chance(self) -> None:
        random = Random(2)
        made = [
            [round(100 * (1.6 if month == 6 else 1) * random.uniform(0.9, 1.1)) for month in range(12)] for _ in "abc"
        ]

        found = indices(years(*made))

        assert max(found, key=lambda one: one.index).month == 7
        assert found[6].low > 1


class TestSeasons:
    def test_have_whole_months_from_the_first_that_is_known(self, county: make.County) -> None:
        happen("case.registered", 3, on=date(2026, 6, 5))
        happen("case.registered", 2, on=date(2026, 8, 5))
        happen("case.registered", 9, on=date(2026, 9, 5))

        found = read(county.overseer)

        assert found.months == {(2026, 6): 3, (2026, 7): 0, (2026, 8): 2}
        assert (found.years, found.seasons) == (0, ())
        assert found.clock == {(4, 10): None, (2, 10): None, (5, 10): 9}

    def test_are_those_of_a_unit(self, county: make.County) -> None:
        happen("case.dispatched", 3, on=date(2026, 6, 5), org=make.WATER)
        happen("case.dispatched", 4, on=date(2026, 6, 5), org=make.ROADS)

        found = read(county.water_head)

        assert (found.measure.key, found.months[2026, 6]) == ("cases.given", 3)

    def test_refuse_what_is_no_count_and_whoever_may_not_see_them(self, county: make.County) -> None:
        for key in ("cases.open", "cases.on_time", "cases.pressure", "nothing"):
            with pytest.raises(Refused):
                read(county.overseer, key=key)
        with pytest.raises(NotAllowed):
            read(county.water)
        with pytest.raises(Refused):
            read(county.overseer, end=date(2025, 1, 1))
