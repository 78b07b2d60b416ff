"""Control charts below the door: whose numbers, which are hidden, what is refused, and no door's table is asked."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.insight.panels import choices, control
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger.measures import MEASURES, Tally
from minqing.ledger.spans import Span

AT = datetime(2026, 9, 5, 10, 0, tzinfo=SHANGHAI)
DUE = "cases.due_closed"
DAYS = {"start": date(2026, 8, 1), "end": date(2026, 9, 1)}


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def due(month: int, late: int, whole: int, **where: str) -> None:
    """Let promised days come in a month, of which some had no answer."""
    happen("case.due", late, on=date(2026, month, 10), late=1, **where)
    happen("case.due", whole - late, on=date(2026, month, 10), late=0, **where)


class TestOverTime:
    def test_draws_whole_months_from_the_first_that_is_known(self, county: make.County) -> None:
        due(5, 2, 20)
        due(7, 1, 20)
        due(9, 9, 20)

        found = control.over_time(county.overseer, at=AT, key=DUE, by="month")

        assert found.spans[0] == Span(date(2026, 5, 1), date(2026, 6, 1))
        assert found.spans[-1] == Span(date(2026, 8, 1), date(2026, 9, 1))
        assert [point.tally for point in found.chart.points] == [Tally(18, 20), Tally(), Tally(19, 20), Tally()]

    def test_marks_the_month_that_really_differs(self, county: make.County) -> None:
        for month in (1, 2, 3, 4, 5, 6, 8):
            due(month, 4, 60)
        due(7, 40, 60)

        found = control.over_time(county.overseer, at=AT, key=DUE)

        assert found.by == "month"
        assert [span.start.month for span, one in zip(found.spans, found.chart.points, strict=True) if one.beyond] == [
            7
        ]

    def test_turns_to_weeks_where_there_are_few_months(self, county: make.County) -> None:
        due(8, 4, 60)

        assert control.over_time(county.overseer, at=AT, key=DUE).by == "week"
        assert control.over_time(county.overseer, at=AT, key=DUE, by="month").by == "month"

    def test_ends_with_the_last_whole_week_and_the_last_whole_quarter(self) -> None:
        assert choices.weeks(date(2026, 9, 5))[-1] == Span(date(2026, 8, 24), date(2026, 8, 31))
        assert choices.quarters(date(2026, 9, 5))[-1] == Span(date(2026, 4, 1), date(2026, 7, 1))

    def test_shows_a_unit_its_own(self, county: make.County) -> None:
        due(8, 1, 20, org=make.WATER)
        due(8, 7, 30, org=make.ROADS)

        found = control.over_time(county.water_head, at=AT, key=DUE, by="month")

        assert [point.tally for point in found.chart.points] == [Tally(19, 20)]

    def test_refuses_whoever_may_not_see_it(self, county: make.County) -> None:
        with pytest.raises(NotAllowed):
            control.over_time(county.water, at=AT)

    @pytest.mark.parametrize("asked", [{"key": "cases.open"}, {"key": "cases.satisfied"}, {"by": "year"}])
    def test_refuses_what_it_cannot_draw(self, county: make.County, asked: dict[str, str]) -> None:
        with pytest.raises(Refused):
            control.over_time(county.overseer, at=AT, **asked)

    def test_asks_no_table_of_a_door_and_always_as_many_questions(self, county: make.County) -> None:
        due(8, 1, 20)
        statements(county.overseer)  # what is kept in memory is read once
        few = statements(county.overseer)
        for month in range(1, 8):
            due(month, 1, 20)

        assert len(statements(county.overseer)) == len(few)
        assert not [one for one in few if '"cases_' in one or '"vault_' in one]


def statements(actor: Actor) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        control.over_time(actor, at=AT, key=DUE, by="month")
    return [one["sql"] for one in caught]


class TestByUnit:
    def test_names_units_directly_below_and_hides_what_points_at_few(self, county: make.County) -> None:
        due(8, 6, 40, org=make.WATER)
        due(8, 2, 40, org=make.ROADS)

        found = control.by_unit(county.overseer, at=AT, key=DUE, **DAYS)

        assert found.names[make.WATER] == "县水务局"
        assert found.funnel.placed[make.WATER].tally == Tally(34, 40)
        assert make.ROADS in found.hidden
        assert make.WATER not in found.hidden

    def test_splits_by_place_for_a_county_and_not_for_a_unit(self, county: make.County) -> None:
        due(8, 6, 40, place=make.VILLAGE)

        found = control.by_unit(county.overseer, at=AT, key=DUE, by="place", **DAYS)

        assert {found.names[path]: one.tally for path, one in found.funnel.placed.items()} == {"清源镇": Tally(34, 40)}
        with pytest.raises(Refused):
            control.by_unit(county.water_head, at=AT, key=DUE, by="place", **DAYS)

    def test_refuses_days_that_lie_the_wrong_way_round(self, county: make.County) -> None:
        with pytest.raises(Refused):
            control.by_unit(county.overseer, at=AT, start=DAYS["end"], end=DAYS["start"])


class TestChoices:
    def test_draw_nothing_that_was_confided_and_no_stock(self) -> None:
        drawn = choices.shares()

        assert MEASURES["cases.on_time"] in drawn
        assert not [one.key for one in (*drawn, *choices.counts()) if one.is_confided]
        assert MEASURES["cases.answered"] not in drawn
        assert MEASURES["cases.pressure"] not in choices.counts()
        assert MEASURES["cases.unverified"] not in drawn
        assert MEASURES["territory.cards_posted"] not in drawn

    def test_know_which_parts_lie_within_their_wholes(self) -> None:
        assert choices.is_nested(MEASURES["cases.on_time"])
        assert choices.is_nested(MEASURES["cases.due_closed"])
        assert not choices.is_nested(MEASURES["cases.bounced"])
