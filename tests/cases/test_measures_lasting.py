"""How long requests take and which come back, read after the real steps of real offices."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories import cases as make

from minqing.cases import service
from minqing.ledger.measures import MEASURES
from minqing.ledger.queries import Asked, facts_of, figure
from minqing.ledger.sheets import Number

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DAYS = {"start": date(2026, 9, 1), "end": date(2026, 10, 1)}


def read(key: str, org_path: str = make.COUNTY) -> Number:
    asked = Asked(org_path, make.COUNTY, **DAYS, at=make.AT + 60 * DAY)
    return figure(MEASURES[f"cases.{key}"], asked).number


@pytest.fixture
def who() -> make.County:
    return make.county()


class TestAcknowledgedNextDay:
    def test_counts_by_working_days_and_what_nobody_acknowledged_against_it(self, who: make.County) -> None:
        """AT is a Thursday: what is handed out on Friday may be acknowledged on Monday, and not on Tuesday."""
        friday = make.AT + DAY
        monday, tuesday = make.dispatched(who, at=friday), make.dispatched(who, at=friday)
        make.in_hand(who)
        make.dispatched(who)
        service.acknowledge(number=monday.number, actor=who.water, at=friday + 3 * DAY)
        service.acknowledge(number=tuesday.number, actor=who.water, at=friday + 4 * DAY)

        found = read("acknowledged_next_day", make.WATER)

        assert (found.part, found.whole) == (2, 4)
        assert read("acknowledged_next_day", make.ROADS).whole == 0

    def test_opens_to_what_was_handed_out_and_what_followed(self, who: make.County) -> None:
        made = make.in_hand(who)

        where = {"org_path": make.WATER, "place_path": make.COUNTY}
        (fact,) = facts_of(MEASURES["cases.acknowledged_next_day"], side="part", **where, **DAYS).items

        assert (fact.kind, fact.subject, fact.counts) == ("case.dispatched", make.row(made.number).ref, 1)
        assert fact.followed_by is not None


class TestComingBack:
    def test_counts_closings_that_were_reopened_and_each_request_once(self, who: make.County) -> None:
        for days, made in ((3, make.closed(who)), (20, make.closed(who)), (50, make.closed(who))):
            service.reopen(number=made.number, actor=who.overseer, at=make.AT + days * DAY, words="又坏了")
        make.closed(who)

        assert (read("came_back").part, read("came_back").whole) == (2, 4)
        assert read("requests_reopened").part == 2  # the third was reopened in October


class TestHours:
    def test_are_those_from_registering_to_closing(self, who: make.County) -> None:
        """A day and three hours each."""
        for _ in range(3):
            make.closed(who)

        assert (read("mean_hours").part, read("mean_hours").whole, read("mean_hours").value) == (81, 3, Decimal(27))
        median, ninety = read("median_hours"), read("ninety_hours")
        assert (median.n, median.part) == (3, None)
        assert 24 <= median.value < ninety.value < 36
        assert read("mean_hours_to_acknowledge").value == 1

    def test_are_none_where_nothing_was_closed(self, who: make.County) -> None:
        assert [read(key).value for key in ("mean_hours", "median_hours", "ninety_hours")] == [None] * 3
