"""The panels as data: the numbers of their pages, the same reach, nothing that the pages hide, few questions."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make
from tests.factories.panels import happen

from minqing.kernel.times import day_of

DAYS = "from=2026-09-01&to=2026-09-30"
ON = date(2026, 9, 10)
ALL = (
    "/panels/control",
    f"/panels/control/units?{DAYS}",
    "/panels/ageing",
    f"/panels/durations?{DAYS}",
    f"/panels/paths?{DAYS}",
    f"/panels/seasons?{DAYS}",
    f"/panels/supply?{DAYS}&matter=101",
)


@pytest.fixture
def reader(office: make.County) -> Caller:
    """A system that reads the analysis of the whole county."""
    return system("insight.read")


class TestAllOfThem:
    @pytest.mark.parametrize("address", ALL)
    def test_need_their_permission_and_say_below_whose_reach(self, reader: Caller, address: str) -> None:
        assert Caller().get(address).status == 401
        assert system("cases.oversee").get(address).status == 403

        answer = reader.get(address)

        assert answer.status == 200
        assert answer.body["reach"] == {"org_path": make.COUNTY, "place_path": make.COUNTY, "name": "青禾县"}

    @pytest.mark.parametrize("address", ALL)
    def test_slow_down_who_asks_all_the_time(
        self, reader: Caller, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setattr("minqing.exchange.api.throttle.MOST_A_MINUTE", 2)

        answers = [reader.get(address) for _ in range(5)]

        slowed = next(one for one in answers if one.status == 429)
        assert 1 <= int(slowed.headers["Retry-After"]) <= 60, "the limit is a minute's, and so is the wait"
        assert slowed.headers["Retry-After"] in slowed.body["detail"]

    @pytest.mark.parametrize("address", ALL)
    def test_ask_as_often_however_much_there_is(self, reader: Caller, address: str) -> None:
        reader.get(address)
        counted = []
        for number in range(3):
            happen("case.closed", 6, on=ON, hours=30, org=make.WATER, place=make.VILLAGE)
            happen("case.accepted", 6, on=ON, matter=101, place=make.OTHER_VILLAGE, about=f"q{number}")
            with CaptureQueriesContext(connection) as caught:
                reader.get(address)
            counted.append(len(caught))

        assert counted[1] == counted[2] <= 20
        assert not [one["sql"] for one in caught if '"cases_case"' in one["sql"]]

    @pytest.mark.parametrize("address", ["durations", "paths", "seasons", "control/units"])
    def test_refuse_days_that_are_none(self, reader: Caller, address: str) -> None:
        for days in ("from=2026-09-30&to=2026-09-01", "period=never", "from=0001-01-01&to=2026-09-01", "from=x"):
            assert (days, reader.get(f"/panels/{address}?{days}").status) == (days, 422)

    def test_take_a_named_period_and_this_year_without_any(self, reader: Caller) -> None:
        today = day_of(timezone.now())

        body = reader.get("/panels/paths").body

        assert (body["start"], body["end"]) == (f"{today.year}-01-01", f"{today + timedelta(days=1)}")
        assert reader.get("/panels/paths?period=month").body["start"] == f"{today.replace(day=1)}"


class TestControl:
    def test_gives_periods_and_refuses_what_cannot_be_drawn(self, reader: Caller) -> None:
        body = reader.get("/panels/control?measure=cases.on_time&by=week").body

        assert (body["measure"]["key"], body["by"], body["says"]) == ("cases.on_time", "week", False)
        assert len(body["measure"]["definition"]) == 64
        for wrong in ("measure=cases.satisfied", "measure=no.such", "by=day"):
            assert (wrong, reader.get(f"/panels/control?{wrong}").status) == (wrong, 422)

    def test_of_units_tells_no_small_number(self, reader: Caller) -> None:
        happen("case.closed", 9, on=ON, org=make.WATER)
        happen("case.closed", 2, on=ON, org=make.ROADS)

        rows = {one["path"]: one for one in reader.get(f"/panels/control/units?{DAYS}").body["rows"]}

        assert (rows[make.WATER]["hidden"], rows[make.WATER]["whole"]) == (False, 9)
        assert rows[make.ROADS] == {
            "path": make.ROADS,
            "name": rows[make.ROADS]["name"],
            "hidden": True,
            **dict.fromkeys(("part", "whole", "share", "low", "high", "beyond")),
        }


class TestAgeing:
    def test_adds_up_and_hides_few(self, reader: Caller, office: make.County) -> None:
        for minute in range(6):
            make.in_hand(office, at=make.AT + timedelta(minutes=minute))
        for unit in (make.ROADS, make.CENTRE):
            make.dispatched(office, to=unit)

        body = reader.get("/panels/ageing?on=2026-09-25").body

        assert (body["total"], sum(body["counts"]), body["key"]) == (8, 8, "cases.open")
        assert [one["last"] for one in body["classes"]][-1] is None
        totals = {one["path"]: one["total"] for one in body["units"]}
        assert totals == {make.WATER: 6, make.ROADS: None, make.CENTRE: None}
        assert reader.get("/panels/ageing?on=2999-01-01").status == 422

    def test_shows_a_unit_what_lies_with_it(self, reader: Caller, office: make.County) -> None:
        make.in_hand(office)
        make.dispatched(office, to=make.ROADS)

        body = system("insight.read", path=make.WATER).get("/panels/ageing?on=2026-09-25").body

        assert (body["key"], body["total"], body["reach"]["org_path"]) == ("cases.lying", 1, make.WATER)


class TestDurations:
    def test_tells_what_half_and_nine_of_ten_do_not_exceed(self, reader: Caller) -> None:
        happen("case.closed", 10, on=ON, hours=30, org=make.WATER)
        happen("case.closed", 3, on=ON, hours=30, org=make.ROADS)
        happen("case.closed", 3, on=ON, hours=30, org=make.CENTRE)

        body = reader.get(f"/panels/durations?{DAYS}").body

        assert (body["whole"]["n"], sum(body["counts"]), len(body["edges"])) == (16, 16, len(body["counts"]))
        assert body["whole"]["hours"] == {"50": "36.0", "80": "43.2", "90": "45.6"}
        assert {one["key"]: one["n"] for one in body["rows"]} == {
            make.CENTRE: None, make.ROADS: None, make.WATER: 10,
        }  # fmt: skip
        assert [one["hours"] for one in body["rows"] if one["n"] is None] == [{}, {}]

    def test_names_matters(self, reader: Caller) -> None:
        happen("case.closed", 6, on=ON, hours=30, matter=101)

        body = reader.get(f"/panels/durations?{DAYS}&by=matter").body

        assert [(one["key"], one["name"], one["n"]) for one in body["rows"]] == [("101", "停水水压", 6)]
        assert reader.get(f"/panels/durations?{DAYS}&by=person").status == 422


class TestPaths:
    def test_tells_no_way_of_few_nor_how_few(self, reader: Caller) -> None:
        happen("case.dispatched", on=ON, org=make.WATER, about="a", round=1)
        happen("case.returned", on=ON + timedelta(days=1), org=make.WATER, about="a", bounce=1)
        happen("case.dispatched", on=ON + timedelta(days=2), org=make.ROADS, about="a", round=2)

        body = reader.get(f"/panels/paths?{DAYS}").body

        assert (body["hops"], body["walks"], body["few"]) == (1, [], None)
        assert body["flows"] == [{"left": make.WATER, "got": make.ROADS, "n": None}]


class TestSeasons:
    def test_gives_months_and_hides_hours_of_few(self, reader: Caller) -> None:
        happen("case.registered", 6, on=ON, hour=9)
        happen("case.registered", 2, on=ON, hour=11)

        body = reader.get(f"/panels/seasons?{DAYS}").body

        assert {"year": 2026, "month": 9, "n": 8} in body["months"]
        assert body["clock"] == [
            {"weekday": 3, "hour": 9, "n": 6},
            {"weekday": 3, "hour": 11, "n": None},
        ]
        assert reader.get(f"/panels/seasons?{DAYS}&measure=cases.satisfied").status == 422


class TestSupply:
    def test_sets_requests_beside_what_there_is(self, reader: Caller) -> None:
        happen("case.accepted", 7, on=ON, matter=101, place=make.VILLAGE)
        happen("case.accepted", 3, on=ON, matter=101, place=make.OTHER_VILLAGE)

        body = reader.get(f"/panels/supply?{DAYS}&matter=101").body

        requests = {one["path"]: one["requests"] for one in body["places"]}
        assert (requests["139901/101/"], requests["139901/102/"]) == (7, None)
        assert {one["where"] for one in body["places"]} == {"unknown"}
        for wrong in ("", "matter=99999", "matter=-1", "matter=x"):
            assert (wrong, reader.get(f"/panels/supply?{DAYS}&{wrong}").status) == (wrong, 422)
