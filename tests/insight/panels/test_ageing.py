"""What is open by age, below the door: classes, whose requests, what is hidden, what is refused."""

from datetime import date, datetime, timedelta

import pytest
from tests.factories import cases as make

from minqing.insight.panels.ageing import Ages, ages, class_of
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger.measures import MEASURES
from minqing.ledger.queries import tally

AT = datetime(2026, 9, 25, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def read(actor: Actor, on: date | None = None) -> Ages:
    return ages(actor, at=AT, on=on)


class TestAges:
    @pytest.mark.parametrize(
        ("days", "number"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (16, 3), (31, 4), (60, 4), (61, 5)]
    )
    def test_have_classes_that_leave_no_day_out(self, days: int, number: int) -> None:
        assert class_of(days) == number

    def test_add_up_to_what_is_open_and_say_how_old_the_oldest_is(self, county: make.County) -> None:
        make.in_hand(county)
        make.registered(at=make.AT + timedelta(days=20))
        make.closed(county)

        found = read(county.overseer)

        assert found.counts == (1, 0, 0, 1, 0, 0)
        assert (found.total, found.oldest) == (2, 22)
        days = {"start": found.span.start or found.on, "end": found.span.end}
        stock = tally(MEASURES["cases.open"], org_path=make.COUNTY, place_path=make.COUNTY, **days)
        assert found.total == stock.part

    def test_show_a_unit_what_lies_with_it(self, county: make.County) -> None:
        make.in_hand(county)
        make.dispatched(county, to=make.ROADS)

        found = read(county.water_head)

        assert (found.key, found.total, found.reach.name) == ("cases.lying", 1, "县水务局")

    def test_show_the_unit_that_has_it_now_and_hide_few(self, county: make.County) -> None:
        for minute in range(5):
            make.in_hand(county, at=make.AT + timedelta(minutes=minute))
        make.dispatched(county, to=make.ROADS)
        make.dispatched(county, to=make.CENTRE)

        units = {one.path: one for one in read(county.overseer).units}

        assert units[make.WATER].counts == (0, 0, 0, 5, 0, 0)
        assert (units[make.WATER].total, units[make.ROADS].total) == (5, None)
        assert units[make.ROADS].counts == (0, 0, 0, None, 0, 0)

    def test_hide_beside_the_only_unit_of_few_what_would_tell_it(self, county: make.County) -> None:
        """The county's seven less five are two: so neither is told, and in no class either."""
        for minute in range(5):
            make.in_hand(county, at=make.AT + timedelta(minutes=minute))
        for minute in range(2):
            make.dispatched(county, to=make.ROADS, at=make.AT + timedelta(minutes=minute))

        found = read(county.overseer)

        assert (found.total, found.counts) == (7, (0, 0, 0, 7, 0, 0))
        assert {one.total for one in found.units} == {None}
        assert {one.counts for one in found.units} == {(0, 0, 0, None, 0, 0)}

    def test_know_a_past_day(self, county: make.County) -> None:
        make.closed(county)

        assert read(county.overseer).total == 0
        assert read(county.overseer, date(2026, 9, 2)).total == 0
        assert read(county.overseer, date(2026, 9, 3)).total in (0, 1)

    def test_refuse_a_day_to_come_and_whoever_may_not_see_them(self, county: make.County) -> None:
        with pytest.raises(Refused):
            read(county.overseer, date(2026, 9, 26))
        with pytest.raises(NotAllowed):
            read(county.water)
