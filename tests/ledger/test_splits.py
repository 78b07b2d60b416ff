"""A split tells each row but those of few, and none that could be had by subtracting from the whole."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minqing.cases.codes import Channel
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref
from minqing.ledger.expressions import Expression
from minqing.ledger.figures import Asked
from minqing.ledger.measures import MEASURES
from minqing.ledger.service import record, recorded
from minqing.ledger.spans import Span
from minqing.ledger.splits import Row, Split, confides, months, split, ways
from minqing.ledger.terms import Term

assert apps.ready
pytestmark = pytest.mark.django_db

COUNTY, NORTH, SOUTH, EAST = "139901/", "139901/101/", "139901/102/", "139901/103/"
CAME, OPEN, IN_TIME = MEASURES["cases.registered"], MEASURES["cases.open"], MEASURES["cases.accepted_in_time"]
NOW = datetime(2026, 10, 20, tzinfo=UTC)
_numbers = count(1)


@recorded
def come(place: str, times: int, *, month: int = 9, matter: int = 3, channel: int = Channel.QR) -> None:
    for _ in range(times):
        record(
            "case.registered",
            subject=Ref("example", str(next(_numbers))),
            actor=Ref("system", "example"),
            at=datetime(2026, month, 10, 4, tzinfo=UTC),
            org_path=COUNTY,
            place_path=place,
            data={"channel": channel, "matter": matter, "danger": 0, "on_behalf": 0},
        )


@recorded
def accept(place: str, *, in_time: int, late: int) -> None:
    for number in range(in_time + late):
        record(
            "case.accepted",
            subject=Ref("example", str(next(_numbers))),
            actor=Ref("system", "example"),
            at=datetime(2026, 9, 10, 4, tzinfo=UTC),
            org_path=COUNTY,
            place_path=place,
            data={"late": int(number >= in_time), "matter": 3, "demands": 1, "hours": 2},
        )


def asked(**changes: Any) -> Asked:
    plain: dict[str, Any] = {"org_path": COUNTY, "place_path": COUNTY, "at": NOW}
    return Asked(**plain | {"start": date(2026, 8, 1), "end": date(2026, 10, 1)} | changes)


def told(found: Split) -> dict[str, int | str | None]:
    """Key → part, or why it is not told."""
    return {row.key: row.number.part if row.number else row.hidden for row in found.rows}


class TestRows:
    def test_are_what_lies_below_and_what_lies_here(self) -> None:
        come(NORTH, 7), come(f"{NORTH}203/", 6), come(SOUTH, 8), come(COUNTY, 9)

        found = split(CAME, "place", asked(), k=5)

        assert told(found) == {COUNTY: 9, NORTH: 13, SOUTH: 8}
        assert [row.key for row in found.rows if row.here] == [COUNTY]
        assert (found.figure.part, found.adds_up) == (30, True)

    def test_of_one_place_are_the_villages_in_it(self) -> None:
        come(f"{NORTH}203/", 6), come(f"{NORTH}204/g001/", 8), come(SOUTH, 7)

        assert told(split(CAME, "place", asked(place_path=NORTH), k=5)) == {f"{NORTH}203/": 6, f"{NORTH}204/": 8}

    def test_are_calendar_months_cut_to_the_days_asked_for(self) -> None:
        come(NORTH, 6, month=8), come(NORTH, 7, month=9)

        found = split(CAME, "month", asked(start=date(2026, 8, 5), end=date(2026, 9, 20)), k=5)

        assert told(found) == {"2026-08": 6, "2026-09": 7}

    def test_of_a_stock_are_what_was_there_at_the_end_of_each_month(self) -> None:
        come(NORTH, 6, month=7), come(NORTH, 7, month=9)

        found = split(OPEN, "month", asked(), k=5)

        assert told(found) == {"2026-08": 6, "2026-09": 13}
        assert (found.figure.part, found.adds_up) == (13, False)

    def test_are_the_matters_that_occur_and_all_channels(self) -> None:
        come(NORTH, 6, matter=3, channel=Channel.QR), come(SOUTH, 8, matter=0, channel=Channel.PHONE)

        assert told(split(CAME, "matter", asked(), k=5)) == {"0": 8, "3": 6}
        by_channel = told(split(CAME, "channel", asked(), k=5))
        assert by_channel == {str(channel.value): 0 for channel in Channel} | {"1": 6, "3": 8}

    def test_of_a_measure_of_one_channel_are_that_channel(self) -> None:
        come(NORTH, 6, channel=Channel.QR), come(SOUTH, 8, channel=Channel.PHONE)

        found = split(MEASURES["cases.came_by_qr"], "channel", asked(), k=5)

        assert {key: part for key, part in told(found).items() if part} == {"1": 6}

    def test_of_a_share_of_one_channel_are_a_dash_by_any_other(self) -> None:
        come(NORTH, 6, channel=Channel.QR), come(SOUTH, 8, channel=Channel.PHONE)
        by_code = Term("case.registered", {"channel": Channel.QR})
        share = replace(CAME, unit="%", part=(Term("case.registered", {"channel": 1, "danger": 0}),), whole=(by_code,))

        found = {row.key: row.number for row in split(share, "channel", asked(), k=0).rows}

        assert {key: one.value for key, one in found.items() if one} == {str(one.value): None for one in Channel} | {
            "1": 1
        }

    def test_of_what_is_counted_once_do_not_add_up(self) -> None:
        come(NORTH, 6), come(SOUTH, 8)
        once = replace(CAME, part=(Term("case.registered", distinct="actor"),))

        found = split(once, "place", asked(), k=0)

        assert (told(found), found.figure.part, found.adds_up) == ({NORTH: 1, SOUTH: 1}, 1, False)

    def test_of_a_number_worked_out_from_others_are_worked_out_each(self, monkeypatch: pytest.MonkeyPatch) -> None:
        come(NORTH, 6, matter=3), come(NORTH, 8, matter=4)
        twice = replace(CAME, key="examples.twice", part=(), expression=Expression("cases.registered * 2"))

        found = split(twice, "matter", asked(), k=5)

        assert {row.key: row.number.value for row in found.rows if row.number} == {"3": 12, "4": 16}

    def test_take_as_many_queries_however_many_there_are(self) -> None:
        come(NORTH, 6, matter=3)
        with CaptureQueriesContext(connection) as few:
            split(CAME, "matter", asked(), k=5)
        for matter in range(4, 20):
            come(f"139901/{matter + 100}/", 6, matter=matter)
        with CaptureQueriesContext(connection) as many:
            split(CAME, "matter", asked(), k=5)

        assert len(many) == len(few) <= 14

    def test_are_told_as_they_were_known(self) -> None:
        come(NORTH, 6)

        assert told(split(CAME, "place", asked(as_of=0), k=5)) == {}


class TestHiding:
    def test_leaves_out_what_is_few_and_the_smallest_other_where_it_is_alone(self) -> None:
        come(NORTH, 3), come(SOUTH, 9), come(EAST, 7)

        found = split(CAME, "place", asked(), k=5)

        assert told(found) == {NORTH: "few", SOUTH: 9, EAST: "beside"}
        assert found.figure.part == 19

    def test_leaves_out_no_other_where_two_are_few_or_rows_do_not_add_up(self) -> None:
        come(NORTH, 3), come(SOUTH, 9), come(EAST, 2)
        assert told(split(CAME, "place", asked(), k=5)) == {NORTH: "few", SOUTH: 9, EAST: "few"}

        come(NORTH, 20, month=7)
        assert told(split(OPEN, "month", asked(start=date(2026, 6, 1)), k=25)) == {
            "2026-06": 0,
            "2026-07": "few",
            "2026-08": "few",
            "2026-09": 34,
        }

    def test_leaves_out_a_whole_of_few(self) -> None:
        come(NORTH, 4)

        found = split(CAME, "place", asked(), k=5)

        assert (found.figure.part, found.figure.n, found.figure.value, found.figure.hidden) == (None, None, None, "few")
        assert found.rows == (Row(NORTH, None, here=False, hidden="few"),)

    def test_of_shares_minds_those_that_are_not_in_the_part_too(self) -> None:
        accept(NORTH, in_time=48, late=2), accept(SOUTH, in_time=30, late=10)

        assert told(split(IN_TIME, "place", asked(), k=5)) == {NORTH: "few", SOUTH: "beside"}

    def test_of_sums_minds_what_is_added_up_too(self) -> None:
        """Seven facts are enough, of two hours each; fourteen hours are not where fifteen must be."""
        accept(NORTH, in_time=7, late=0), accept(SOUTH, in_time=2, late=0)
        hours = replace(CAME, key="examples.hours", unit="hours", part=(Term("case.accepted", sums=True),))

        assert told(split(hours, "place", asked(), k=5)) == {NORTH: "beside", SOUTH: "few"}
        assert [row.hidden for row in split(hours, "place", asked(), k=15).rows] == ["few", "few"]

    def test_of_a_number_worked_out_from_others_minds_each_of_them(self) -> None:
        come(NORTH, 3), come(SOUTH, 9), accept(SOUTH, in_time=30, late=10)
        text = "cases.registered - cases.registered"
        nothing = replace(CAME, key="examples.nothing", part=(), expression=Expression(text))

        assert [row.hidden for row in split(nothing, "place", asked(), k=5).rows] == ["few", ""]


class TestRefusals:
    def test_name_the_facts_that_do_not_carry_what_is_asked(self) -> None:
        with pytest.raises(Refused, match="办结"):
            split(MEASURES["cases.closed"], "channel", asked(), k=5)

    def test_of_more_than_twenty_years_of_months(self) -> None:
        with pytest.raises(Refused):
            split(CAME, "month", asked(start=date(1990, 1, 1)), k=5)
        assert len(months(Span(date(2006, 10, 1), date(2026, 10, 1)))) == 240

    def test_of_what_lies_ahead(self) -> None:
        with pytest.raises(Refused):
            split(CAME, "place", asked(as_of=1), k=5)


class TestWays:
    def test_are_told_of_each_measure(self) -> None:
        assert ways(CAME) == ("place", "org", "month", "matter", "channel")
        assert ways(MEASURES["cases.closed"]) == ("place", "org", "month", "matter")
        assert ways(MEASURES["territory.cards_posted"]) == ("place", "org", "month")

    def test_that_would_say_what_people_confided(self) -> None:
        assert confides(MEASURES["cases.solved"], "month")
        assert confides(MEASURES["cases.answered"], "matter")
        assert not confides(MEASURES["cases.answered"], "org")
        assert not confides(CAME, "matter")
