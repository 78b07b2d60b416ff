"""A pivot: its numbers, whose they are, what is hidden, what is refused, and how many queries it takes."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make

from minqing.insight.pivots.asked import asked_of
from minqing.insight.pivots.queries import measures_to_pivot, pivot
from minqing.insight.pivots.records import Cell, Pivot, Row
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.times import SHANGHAI, day_of
from minqing.ledger.figures import Asked, figure
from minqing.ledger.measures import MEASURES
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.rolls.days import keep_days_from
from minqing.ledger.rolls.folding import fold_all
from minqing.ledger.splits import By, split

AT = datetime(2026, 9, 5, 10, 0, tzinfo=SHANGHAI)
COUNTY = "139901/"


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def ask(actor: Actor, address: str, at: datetime = AT) -> Pivot:
    """Ask as an address does: ``m=…&rows=…``."""
    query: dict[str, list[str]] = {}
    for pair in address.split("&"):
        name, _, value = pair.partition("=")
        query.setdefault(name, []).append(value)
    return pivot(actor, asked_of(query, day_of(at)), at=at)


def told(found: Pivot, row: Row | None = None) -> dict[str, Decimal | None]:
    return {one.id: shown.cell.value for one, shown in zip(found.columns, (row or found.total).cells, strict=True)}


def by_label(found: Pivot) -> dict[str, dict[str, Decimal | None]]:
    return {" ".join(row.labels): told(found, row) for row in found.rows}


def came(count: int, *, at: datetime = make.AT, **changes: object) -> None:
    for minute in range(count):
        make.registered(at=at + timedelta(minutes=minute), **changes)


def folded() -> None:
    forget_transactions()
    settle_all()
    fold_all(at=AT)


class TestNumbers:
    def test_split_places_and_times_at_once(self, county: make.County) -> None:
        came(6)
        came(5, place_path=make.OTHER_VILLAGE)
        came(7, at=make.AT - timedelta(days=32))

        found = ask(county.overseer, "m=cases.registered&rows=township&cols=month&from=2026-08-01&to=2026-09-30")

        assert by_label(found) == {
            "清源镇": {
                "cases.registered@2026-08-01": 7,
                "cases.registered@2026-09-01": 6,
                "cases.registered": 13,
            },
            "青石乡": {
                "cases.registered@2026-08-01": 0,
                "cases.registered@2026-09-01": 5,
                "cases.registered": 5,
            },
        }
        assert told(found)["cases.registered"] == 18

    @pytest.mark.parametrize("is_folded", [False, True])
    def test_are_those_of_the_figure_itself(self, county: make.County, is_folded: bool) -> None:
        for day in range(6):
            make.closed(county, at=make.AT - timedelta(days=day))
        if is_folded:
            ready_all()
            folded()
        asked = Asked(COUNTY, COUNTY, date(2026, 8, 1), date(2026, 10, 1), AT)

        for key in ("cases.registered", "cases.open", "cases.on_time", "cases.due_closed", "cases.closed"):
            found = ask(county.overseer, f"m={key}&rows=unit&from=2026-08-01&to=2026-09-30")

            assert found.total.cells[0].cell.value == figure(MEASURES[key], asked).value, key

    @pytest.mark.parametrize(("by", "rows"), [("place", "township"), ("month", "month"), ("channel", "channel")])
    def test_are_those_of_a_split_also_in_what_they_hide(self, county: make.County, by: By, rows: str) -> None:
        came(9)
        came(3, place_path=make.OTHER_VILLAGE, channel="phone", actor=county.intake)
        came(7, at=make.AT - timedelta(days=32), channel="counter", actor=county.intake)
        asked = Asked(COUNTY, COUNTY, date(2026, 8, 1), date(2026, 10, 1), AT)

        found = ask(county.overseer, f"m=cases.registered&rows={rows}&from=2026-08-01&to=2026-09-30")
        told = split(MEASURES["cases.registered"], by, asked, k=5)

        ours = [row.cells[0].cell.value for row in found.rows]
        theirs = [row.number and row.number.value for row in told.rows if row.number is None or row.number.n]
        assert ours == theirs

    def test_split_units_below_places(self, county: make.County) -> None:
        for minute in range(5):
            make.dispatched(county, at=make.AT + timedelta(minutes=minute))
            make.dispatched(county, to=make.ROADS, at=make.AT + timedelta(minutes=minute))

        found = ask(county.overseer, "m=cases.given&rows=unit&rows=township&period=month")

        assert by_label(found) == {"县交通局 清源镇": {"cases.given": 5}, "县水务局 清源镇": {"cases.given": 5}}
        assert told(found)["cases.given"] == 10

    def test_split_codes_that_facts_carry(self, county: make.County) -> None:
        came(5)
        came(6, channel="phone", actor=county.intake)

        found = ask(county.overseer, "m=cases.registered&rows=channel&period=month")

        assert {row.keys[0]: row.cells[0].cell.value for row in found.rows} == {"1": 5, "3": 6}
        assert told(ask(county.overseer, "m=cases.registered&rows=month&channel=3&period=month")) == {
            "cases.registered": 6
        }

    def test_give_totals_read_and_not_summed(self, county: make.County) -> None:
        for day in (0, 1):
            for minute in range(5):
                make.closed(county, at=make.AT - timedelta(days=day, minutes=minute))

        found = ask(county.overseer, "m=cases.on_time&m=cases.open&rows=day&period=month")

        whole = found.total.cells[0].cell
        assert (whole.part, whole.whole) == (10, 10)
        assert whole.value == 1
        assert found.total.cells[1].cell.value == 0

    def test_of_a_unit_are_its_own(self, county: make.County) -> None:
        for minute in range(5):
            make.in_hand(county, at=make.AT + timedelta(minutes=minute))
            make.dispatched(county, to=make.ROADS, at=make.AT + timedelta(minutes=minute))

        found = ask(county.water_head, "m=cases.given&rows=month&period=month")

        assert (found.org_path, told(found)) == (make.WATER, {"cases.given": 5})

    def test_of_an_earlier_moment_stay_what_they_were(self, county: make.County) -> None:
        came(5)
        folded()
        known = ask(county.overseer, "m=cases.registered&rows=month&period=month").known_at
        came(5, at=make.AT + timedelta(hours=1))

        assert told(ask(county.overseer, f"m=cases.registered&rows=month&period=month&known_at={known}")) == {
            "cases.registered": 5
        }


class TestSmallCells:
    @pytest.mark.parametrize("count", [1, 3, 4])
    def test_are_not_shown(self, county: make.County, count: int) -> None:
        came(6)
        came(count, place_path=make.OTHER_VILLAGE)

        found = ask(county.overseer, "m=cases.registered&rows=township&period=month")

        assert [row.labels[0] for row in found.rows] == ["清源镇", "青石乡"]
        assert [row.cells[0].cell for row in found.rows] == [Cell(hidden=True)] * 2
        assert found.total.cells[0].cell.value == 6 + count
        assert (found.hidden, found.smallest) == (2, 5)

    def test_are_shown_from_five_on_and_at_nought(self, county: make.County) -> None:
        came(5)

        found = ask(county.overseer, "m=cases.registered&rows=village&rows=month&from=2026-08-01&to=2026-09-30")

        assert {row.keys: row.cells[0].cell.hidden for row in found.rows} == {(make.VILLAGE, "2026-09-01"): False}

    def test_hide_a_share_whose_rest_is_small(self, county: make.County) -> None:
        for minute in range(6):
            make.closed(county, at=make.AT + timedelta(minutes=minute))
        make.closed(county, at=make.AT - timedelta(days=40))

        found = ask(county.overseer, "m=cases.on_time&rows=month&from=2026-07-01&to=2026-09-30")

        cells = {row.labels[0]: row.cells[0].cell for row in found.rows}
        assert cells["2026年9月"].whole == 6
        assert cells["2026年7月"].hidden

    def test_hide_the_difference_to_a_small_number(self, county: make.County) -> None:
        came(6)
        came(2, at=make.AT - timedelta(days=31))

        found = ask(county.overseer, "m=cases.registered&rows=township&period=month&vs=previous")

        change = found.rows[0].cells[0].change
        assert change is not None
        assert (change.before, change.more) == (Cell(hidden=True), None)

    def test_stand_at_the_end_of_any_order(self, county: make.County) -> None:
        for days, count in ((0, 6), (1, 7), (2, 3), (3, 8)):
            came(count, at=make.AT - timedelta(days=days))
        for sort, order in (("cases.registered", [7, 8]), ("-cases.registered", [8, 7])):
            found = ask(county.overseer, f"m=cases.registered&rows=day&from=2026-08-31&to=2026-09-03&sort={sort}")

            assert [row.cells[0].cell.value for row in found.rows] == [*order, None, None]

    def test_are_told_by_no_sum_of_a_row_or_a_column(self, county: make.County) -> None:
        """With the totals beside them, one hidden number alone would be a subtraction away."""
        for count, months, place in ((3, 0, make.VILLAGE), (9, 1, make.VILLAGE), (6, 0, make.OTHER_VILLAGE)):
            came(count, at=make.AT - timedelta(days=31 * months), place_path=place)
        came(8, at=make.AT - timedelta(days=31), place_path=make.OTHER_VILLAGE)

        found = ask(county.overseer, "m=cases.registered&rows=township&cols=month&from=2026-08-01&to=2026-09-30")

        lines = [[one.cell.hidden for one in row.cells] for row in (*found.rows, found.total)]
        for line in (*lines, *zip(*lines, strict=True)):
            assert sum(line) != 1, lines

    def test_of_a_stock_hide_nothing_beside_them_in_other_months(self, county: make.County) -> None:
        came(3, at=make.AT - timedelta(days=62))
        came(6, at=make.AT - timedelta(days=31))

        found = ask(county.overseer, "m=cases.open&rows=month&from=2026-07-01&to=2026-09-30")

        assert [row.cells[0].cell.value for row in found.rows] == [None, 9, 9]


class TestComparing:
    def test_says_how_many_more(self, county: make.County) -> None:
        came(9)
        came(6, at=make.AT - timedelta(days=31))

        found = ask(county.overseer, "m=cases.registered&rows=township&period=month&vs=previous")

        assert (str(found.before_start), str(found.before_end)) == ("2026-08-01", "2026-08-06")
        change = found.rows[0].cells[0].change
        assert change is not None
        assert (change.before.value, change.more, change.is_real) == (6, 3, None)


class TestRefusals:
    @pytest.mark.parametrize(
        ("address", "field"),
        [
            ("rows=township", "m"),
            ("m=cases.nothing&rows=township", "m"),
            ("m=cases.registered", "rows"),
            ("m=cases.registered&rows=person", "rows"),
            ("m=cases.registered&rows=township&cols=village", "cols"),
            ("m=cases.registered&rows=township&period=century", "period"),
            ("m=cases.registered&rows=township&from=tomorrow", "from"),
            ("m=cases.registered&rows=township&from=2026-09-02&to=2026-09-01", "end"),
            ("m=cases.registered&rows=township&vs=never", "vs"),
            ("m=cases.registered&rows=month&vs=own&vs_from=2026-01-01", "vs"),
            ("m=cases.registered&rows=township&channel=77", "channel"),
            ("m=cases.registered&rows=township&matter=x", "matter"),
            ("m=cases.registered&rows=township&sort=size", "sort"),
            ("m=cases.registered&rows=township&page=0", "page"),
            ("m=cases.registered&rows=township&place=139902/", "place"),
            ("m=cases.registered&rows=day&from=1999-01-01&to=2026-09-01", "rows"),
            ("m=cases.solved&rows=township", "m"),
            ("m=cases.closed&rows=channel", "m"),
            ("&".join(f"m={one}" for one in sorted(MEASURES)[:9]) + "&rows=township", "m"),
        ],
    )
    def test_name_what_is_wrong(self, county: make.County, address: str, field: str) -> None:
        with pytest.raises(Refused) as refused:
            ask(county.overseer, address)

        assert refused.value.field == field

    def test_of_what_lies_out_of_reach_are_those_of_what_is_absent(self, county: make.County) -> None:
        said = set()
        for org in (make.ROADS, "139901/nowhere/"):
            with pytest.raises(Refused) as refused:
                ask(county.water_head, f"m=cases.given&rows=month&org={org}")
            said.add(str(refused.value))

        assert len(said) == 1

    def test_whoever_may_read_no_figures(self, county: make.County) -> None:
        with pytest.raises(NotAllowed):
            ask(county.water, "m=cases.registered&rows=township")

    def test_offer_nothing_confided(self, db: None) -> None:
        assert [one.key for one in measures_to_pivot() if one.is_confided] == []


class TestQueries:
    @pytest.mark.parametrize(
        ("address", "most"),
        [
            ("m=cases.registered&rows=month&period=twelve", 12),
            ("m=cases.given&m=cases.on_time&rows=unit&cols=month&period=twelve", 12),
            ("m=cases.registered&rows=township&cols=month&period=twelve&vs=year", 14),
            ("m=cases.registered&m=cases.open&rows=matter&cols=month&period=twelve", 16),
            ("m=cases.given&rows=unit&cols=township&period=twelve", 20),
        ],
    )
    @pytest.mark.parametrize("is_folded", [False, True])
    def test_are_few_however_large_the_table(
        self, county: make.County, address: str, most: int, is_folded: bool
    ) -> None:
        make.closed(county)
        if is_folded:
            ready_all()
            folded()
        ask(county.overseer, address)  # what is kept in memory is read once

        with CaptureQueriesContext(connection) as caught:
            ask(county.overseer, address)

        assert len(caught) <= most
        assert [one["sql"] for one in caught if '"cases_' in one["sql"] and "cases_matter" not in one["sql"]] == []

    def test_are_few_for_single_days_of_long_ago(self, county: make.County) -> None:
        """Cells of single days go after a quarter; then days are counted, all that touch at once."""
        for days in range(5):
            make.closed(county, at=make.AT - timedelta(days=days))
        asked = "m=cases.closed&m=cases.open&rows=day&cols=unit&from=2026-07-20&to=2026-09-04"
        ready_all()
        folded()
        before = ask(county.overseer, asked)
        keep_days_from(date(2026, 9, 5))

        with CaptureQueriesContext(connection) as caught:
            found = ask(county.overseer, asked)

        assert [row.cells for row in found.rows] == [row.cells for row in before.rows]
        assert len(caught) <= 16
