"""Supply beside need below the door: the table that is loaded, and the places set side by side."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.insight.models import ServiceLevel
from minqing.insight.panels.levels import LevelsReport, levels, load_levels
from minqing.insight.panels.supply import Supply, Where, supply
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.tabular import TableUnreadable
from minqing.kernel.times import SHANGHAI
from minqing.ledger.models import Fact

AT, ON = datetime(2026, 9, 25, 10, 0, tzinfo=SHANGHAI), date(2026, 9, 10)
MONTH: dict[str, Any] = {"start": date(2026, 9, 1), "end": date(2026, 10, 1)}
HEAD = "区划代码,事项,数量,数的是什么,责任单位,来源,截至日期"
LAMPS = 901
NORTH, SOUTH = "139901/101/", "139901/102/"
LINE = "139901101000,路灯,120,路灯（盏）,县城市管理局,2026年市政设施普查,2026-06-30"


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def load(*lines: str, actor: Actor | None = None, dry_run: bool = False) -> LevelsReport:
    keeper = actor or system_actor("setup", ["territory.manage"], root=make.COUNTY)
    data = "\n".join([HEAD, *lines]).encode()
    return load_levels(data=data, matters={"路灯": LAMPS, "901": LAMPS}, actor=keeper, at=AT, dry_run=dry_run)


def read(actor: Actor, **asked: Any) -> Supply:
    return supply(actor, at=AT, matter=LAMPS, **{**MONTH, **asked})


def doors(place: str, times: int) -> None:
    happen("household.registered", times, on=ON, place=place)


def asked_for(place: str, times: int) -> None:
    happen("case.accepted", times, on=ON, place=place, matter=LAMPS)


class TestLoad:
    def test_states_a_line_and_leaves_one_fact(self, county: make.County) -> None:
        report = load(LINE)

        assert (report.added, report.kept, report.refusals) == (1, 0, ())
        assert levels(LAMPS, make.COUNTY)[NORTH].amount == 120
        (fact,) = Fact.objects.filter(kind="service_level.loaded")
        assert fact.qty == 1

    def test_looks_first_and_writes_nothing(self, county: make.County) -> None:
        assert load(LINE, dry_run=True).added == 1
        assert not ServiceLevel.objects.exists()

    def test_keeps_a_line_that_stands_so_already_without_a_fact(self, county: make.County) -> None:
        load(LINE)

        report = load(LINE)

        assert (report.added, report.kept) == (0, 1)
        assert Fact.objects.filter(kind="service_level.loaded").count() == 1

    def test_lets_the_newest_day_hold_and_never_changes_a_line(self, county: make.County) -> None:
        load(LINE, LINE.replace("120", "150").replace("2026-06-30", "2026-09-01"))
        load(LINE.replace("120", "90").replace("2026-06-30", "2025-12-31"))

        assert levels(LAMPS, make.COUNTY)[NORTH].amount == 150
        assert ServiceLevel.objects.count() == 3
        with pytest.raises(DatabaseError), transaction.atomic():
            ServiceLevel.objects.update(amount=1)

    @pytest.mark.parametrize(
        ("instead", "of"),
        [
            ("999999999999", "139901101000"),
            ("水管", "路灯,"),
            ("-5", "120"),
            ("很多", "120"),
            ("2027-01-01", "2026-06-30"),
            ("去年", "2026-06-30"),
            ("", "县城市管理局"),
            ("", "2026年市政设施普查"),
            ("长" * 61, "县城市管理局"),
        ],
    )
    def test_refuses_a_line_that_cannot_be_taken_at_its_word(self, county: make.County, instead: str, of: str) -> None:
        wanted = f"{instead}," if of.endswith(",") else instead

        report = load(LINE.replace(of, wanted))

        assert (report.added, len(report.refusals)) == (0, 1)
        assert not ServiceLevel.objects.exists()

    def test_refuses_a_place_out_of_reach_and_whoever_keeps_no_tables(self, county: make.County) -> None:
        south = system_actor("setup", ["territory.manage"], root=SOUTH)

        assert len(load(LINE, actor=south).refusals) == 1
        with pytest.raises(NotAllowed):
            load(LINE, actor=county.overseer)
        with pytest.raises(TableUnreadable):
            load_levels(data=b"a,b\n1,2", matters={}, actor=system_actor("s", ["territory.manage"], root="1/"), at=AT)


class TestSupply:
    def test_says_where_need_is_high_and_supply_low(self, county: make.County) -> None:
        doors(make.VILLAGE, 20)
        doors(make.OTHER_VILLAGE, 20)
        asked_for(make.VILLAGE, 40)
        asked_for(make.OTHER_VILLAGE, 6)
        load(LINE.replace("120", "5"), LINE.replace("139901101000", "139901102000").replace("120", "60"))

        found = read(county.overseer)

        assert [(one.name, one.where, one.is_rare) for one in found.places] == [
            ("清源镇", Where.GAP, True),
            ("青石乡", Where.AMPLE, False),
        ]
        assert (found.places[0].need, found.places[0].supply) == (2000.0, 250.0)
        assert (found.need, found.supply) == (1150.0, 1625.0)

    def test_adds_up_what_was_stated_for_villages(self, county: make.County) -> None:
        doors(make.VILLAGE, 10)
        load(LINE.replace("139901101000", "139901101203"))

        places = {one.name: one for one in read(county.overseer).places}

        assert (places["清源镇"].level and places["清源镇"].level.amount) == 120
        assert places["青石乡"].level is None

    def test_hides_few_requests_and_tells_no_rate_without_households(self, county: make.County) -> None:
        doors(make.VILLAGE, 10)
        asked_for(make.VILLAGE, 4)
        asked_for(make.OTHER_VILLAGE, 9)

        places = {one.name: one for one in read(county.overseer).places}

        assert (places["清源镇"].requests, places["清源镇"].need) == (None, None)
        assert (places["青石乡"].requests, places["青石乡"].need, places["青石乡"].where) == (9, None, Where.UNKNOWN)

    def test_shows_a_unit_what_it_was_given(self, county: make.County) -> None:
        happen("case.dispatched", 7, on=ON, place=make.VILLAGE, org=make.WATER, matter=LAMPS)
        happen("case.dispatched", 9, on=ON, place=make.VILLAGE, org=make.ROADS, matter=LAMPS)

        places = {one.name: one.requests for one in read(county.water_head).places}

        assert places["清源镇"] == 7

    def test_refuses_days_that_are_none_and_whoever_may_not_see_it(self, county: make.County) -> None:
        with pytest.raises(Refused):
            read(county.overseer, end=date(2026, 8, 1))
        with pytest.raises(NotAllowed):
            read(county.water)

    def test_asks_no_table_of_a_door_and_always_as_often(self, county: make.County) -> None:
        counted = []
        for number in range(3):
            asked_for(make.VILLAGE, 5)
            load(LINE.replace("120", str(number)))
            with CaptureQueriesContext(connection) as caught:
                read(county.overseer)
            counted.append(len(caught))

        assert counted[1] == counted[2] <= 14
        assert not [one["sql"] for one in caught if '"cases_' in one["sql"]]
