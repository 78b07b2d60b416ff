"""What piles up: a village or a matter with more than chance explains; never of few, never of anybody."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.insight.panels.piling import Piled, piling_up
from minqing.kernel.errors import NotAllowed
from minqing.kernel.times import SHANGHAI, day_of
from minqing.territory import queries as territory

AT = datetime(2026, 9, 5, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def came(each: int, last: int, **where: Any) -> None:
    """Let so many requests come every four weeks for a year, and so many in the last four."""
    for number in range(1, 13):
        both(each, day_of(AT) - timedelta(weeks=4 * number + 1), **where)
    both(last, day_of(AT) - timedelta(days=5), **where)


def both(times: int, on: date, *, place: str, matter: int) -> None:
    """Let requests come in on a day, and be given to a unit with their matter named."""
    if times:
        happen("case.registered", times, on=on, place=place)
        happen("case.dispatched", times, on=on, place=place, matter=matter)


class TestPilingUp:
    def test_names_the_village_and_the_matter_that_are_more_than_chance(self, county: make.County) -> None:
        other = next(one.path for one in territory.places_under("139901/", "village") if one.path != make.VILLAGE)
        came(3, 24, place=make.VILLAGE, matter=132)
        came(3, 4, place=other, matter=101)

        found = piling_up(county.overseer, at=AT)

        assert [(one.path, one.count, one.usual) for one in found.places] == [(make.VILLAGE, 24, 3.0)]
        assert [(one.matter, one.count) for one in found.matters] == [(132, 24)]
        assert found.says

    def test_says_nothing_of_few_and_of_the_usual(self, county: make.County) -> None:
        came(0, 4, place=make.VILLAGE, matter=132)

        found = piling_up(county.overseer, at=AT)

        assert found.places == ()
        assert found.matters == ()
        assert not found.says

    def test_is_refused_to_who_reads_no_figures(self, county: make.County) -> None:
        with pytest.raises(NotAllowed):
            piling_up(county.intake, at=AT)

    def test_knows_places_and_matters_and_nothing_of_people(self) -> None:
        names = {field.name for field in fields(Piled)}

        assert names == {"measure", "path", "name", "matter", "count", "usual", "limit"}
