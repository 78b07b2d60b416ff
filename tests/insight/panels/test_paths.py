"""Bounce paths below the door: what is a bounce, whose, which are told, and what is told to nobody."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.insight.panels.paths import ELSEWHERE, Bounces, Flow, bounces
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.service import recorded, reverse

AT = datetime(2026, 9, 25, 10, 0, tzinfo=SHANGHAI)
MONTH: dict[str, Any] = {"start": date(2026, 9, 1), "end": date(2026, 10, 1)}
WATER, ROADS, CENTRE = make.WATER, make.ROADS, make.CENTRE
take_back = recorded(reverse)


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def walk(about: str, *units: str, month: int = 9) -> None:
    """Give a request to one unit after the other, each of which but the last returns it."""
    for number, unit in enumerate(units):
        happen("case.dispatched", on=date(2026, month, 2 + 2 * number), org=unit, about=about, round=number + 1)
        if number < len(units) - 1:
            happen("case.returned", on=date(2026, month, 3 + 2 * number), org=unit, about=about, bounce=number + 1)


def read(actor: Actor, **asked: Any) -> Bounces:
    return bounces(actor, at=AT, **{**MONTH, **asked})


class TestBounces:
    def test_count_from_who_returned_to_who_got_it(self, county: make.County) -> None:
        for number in range(5):
            walk(f"a{number}", WATER, ROADS)
        walk("b", ROADS, WATER, ROADS)
        walk("c", CENTRE, ROADS)

        found = read(county.overseer)

        assert found.hops == 8
        assert found.flows == (Flow(WATER, ROADS, 6), Flow(CENTRE, ROADS, None), Flow(ROADS, WATER, None))
        assert found.walks == (((WATER, ROADS), 5),)
        assert found.few is None

    def test_hide_beside_the_only_way_of_few_what_would_tell_it(self, county: make.County) -> None:
        """Seven less six are one: the sentence above says seven."""
        for number in range(6):
            walk(f"a{number}", WATER, ROADS)
        walk("b", ROADS, WATER)

        found = read(county.overseer)

        assert (found.hops, found.flows) == (7, (Flow(ROADS, WATER, None), Flow(WATER, ROADS, None)))

    def test_take_units_with_all_that_lies_below_them(self, county: make.County) -> None:
        for number in range(5):
            walk(f"a{number}", f"{WATER}pipes/", ROADS)
        walk("b", f"{WATER}pipes/", f"{WATER}wells/")

        found = read(county.overseer)

        assert found.flows == (Flow(WATER, ROADS, 5),)
        assert found.back == 1

    def test_are_those_of_these_days_and_know_the_way_before(self, county: make.County) -> None:
        walk("a", WATER, ROADS, month=7)
        happen("case.returned", on=date(2026, 9, 1), org=ROADS, about="a", bounce=2)
        happen("case.dispatched", on=date(2026, 9, 2), org=CENTRE, about="a", round=3)

        found = read(county.overseer)

        assert (found.hops, found.flows) == (1, (Flow(ROADS, CENTRE, None),))
        assert read(county.overseer, end=date(2026, 9, 2)).waiting == 1

    def test_leave_out_what_was_taken_from_a_unit_and_what_was_taken_back(self, county: make.County) -> None:
        happen("case.dispatched", on=date(2026, 9, 2), org=WATER, about="a", round=1)
        happen("case.access_frozen", on=date(2026, 9, 3), org=WATER, about="a")
        happen("case.dispatched", on=date(2026, 9, 4), org=ROADS, about="a", round=2)
        happen("case.dispatched", on=date(2026, 9, 2), org=WATER, about="b", round=1)
        (wrong,) = happen("case.returned", on=date(2026, 9, 3), org=WATER, about="b", bounce=1)
        happen("case.dispatched", on=date(2026, 9, 4), org=ROADS, about="b", round=2)
        take_back(wrong.id, actor=Ref("system", "example"), at=AT)

        assert read(county.overseer).hops == 0

    def test_name_to_a_unit_none_but_its_own(self, county: make.County) -> None:
        for number in range(5):
            walk(f"a{number}", WATER, ROADS)
            walk(f"b{number}", ROADS, CENTRE)

        found = read(county.water_head)

        assert [(flow.got, flow.n) for flow in found.flows] == [(ELSEWHERE, 5)]
        assert found.hops == 5
        assert not any(ROADS in walk or CENTRE in walk for walk, _n in found.walks)

    def test_refuse_whoever_may_not_see_them_and_days_that_are_none(self, county: make.County) -> None:
        with pytest.raises(NotAllowed):
            read(county.water)
        with pytest.raises(Refused):
            read(county.overseer, end=date(2026, 8, 1))

    def test_ask_as_often_however_many_there_are(self, county: make.County) -> None:
        counted = []
        for number in range(3):
            walk(f"q{number}", WATER, ROADS)
            with CaptureQueriesContext(connection) as caught:
                read(county.overseer)
            counted.append(len(caught))

        assert counted[1] == counted[2] <= 5
        assert not [one["sql"] for one in caught if '"cases_' in one["sql"]]
