"""A stock in a pivot by matter and channel: each cell is what its own page says, and the rows make the whole."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.panels import happen
from tests.ledger.test_stocktaking import one_by_one, settle, world

from minqing.insight.pivots.asked import Asked, asked_of
from minqing.insight.pivots.axes import ALL, ELSEWHERE, values_of
from minqing.insight.pivots.dimensions import Family
from minqing.insight.pivots.frozen import freeze, thaw
from minqing.insight.pivots.reading import At, Cube, read, span_of
from minqing.insight.pivots.records import Cell, Pivot
from minqing.insight.pivots.tables import values_in
from minqing.kernel.errors import Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger import stocktaking
from minqing.ledger.figures import Asked as Figured
from minqing.ledger.figures import figure
from minqing.ledger.measures import MEASURES, Measure
from minqing.ledger.splits import By, split
from minqing.ledger.stocktaking import Spot

from .test_pivot import ask, by_label, came, told

DAYS = "from=2026-08-01&to=2026-09-30"
NOW, COUNTY = datetime(2026, 12, 1, tzinfo=SHANGHAI), "139901/"
KEYS = ("cases.open", "cases.lying", "cases.on_time")
OPEN = MEASURES["cases.open"]
WITHOUT, UNNAMED = "没有写明", "还没定事项"


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


@pytest.fixture
def busy(county: make.County) -> make.County:
    """Sixteen stand open: nine not named yet, seven named after they came in."""
    came(9)
    for _ in range(7):
        make.dispatched(county)
    return county


def cube(address: str) -> Cube:
    """Read a pivot of the whole county that hides nothing."""
    query: dict[str, list[str]] = {}
    for pair in address.split("&"):
        name, _, value = pair.partition("=")
        query.setdefault(name, []).append(value)
    asked = asked_of(query, date(2026, 11, 30))
    org, place = asked.org or COUNTY, asked.place or COUNTY
    axes = {one.family: values_of(one, asked, org=org, place=place) for one in asked.splits}
    return read(asked, axes, org=org, place=place, smallest=0)


def spots(found: Cube) -> Iterator[At]:
    """Yield every place in a pivot, all of a split and what lies in none of its values too."""
    ats: list[At] = [{}]
    for family in found.axes:
        ats = [{**at, family: value} for at in ats for value in (ALL, *values_in(found.axes, family))]
    return iter(ats)


def of_page(measure: Measure, found: Cube, at: At, *, before: bool) -> tuple[int, int | None]:
    """Read from the number's own page what stands in one cell: a row of its split, or the whole."""
    asked, span = found.asked, span_of(found.asked, at.get(Family.TIME, ALL), before=before)
    place, org = (at.get(one, ALL).path or root for one, root in ((Family.PLACE, asked.place), (Family.ORG, asked.org)))
    assert span.start is not None
    question = Figured(org or COUNTY, place or COUNTY, span.start, span.end, at=NOW, as_of=asked.known_at)
    by: By = "matter" if Family.MATTER in found.axes or "matter" in asked.codes else "channel"
    wanted = {str(number) for number in asked.codes.get(by, ())}
    wanted = {str(at[Family(by)].number)} if Family(by) in at and at[Family(by)].key else wanted
    if not wanted:
        whole = figure(measure, question)
        return whole.part or 0, whole.whole
    rows = [row.number for row in split(measure, by, question, k=0).rows if row.key in wanted and row.number]
    whole_of = sum(row.whole or 0 for row in rows) if measure.is_share else None
    return sum(row.part or 0 for row in rows), whole_of


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(
    "asked",
    [
        "rows=township&cols=matter",
        "rows=village&rows=matter&vs=previous",
        "rows=unit&rows=township&cols=matter",
        "rows=section&rows=grid&matter=0&matter=101",
        "rows=matter&cols=month&vs=year",
        "rows=matter&place=139901/102/&org=139901/water/",
        "rows=township&cols=month&matter=102&place=139901/101/",
    ],
)
def test_each_cell_is_what_the_numbers_own_page_says(county: make.County, asked: str, seed: int) -> None:
    """By place, unit, time and matter, of the time before and with filters."""
    world(seed, fold=bool(seed))
    found = cube(f"{'&'.join(f'm={key}' for key in KEYS)}&{asked}&{DAYS}")

    lates = (False, True) if found.asked.before else (False,)
    for measure in found.asked.measures:
        for at in spots(found):
            if any(value.key == ELSEWHERE for value in at.values()):
                continue
            for late in lates:
                cell = found.cell(measure, at, before=late)
                assert (cell.part, cell.whole) == of_page(measure, found, at, before=late)


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(
    "asked", ["rows=matter&cols=channel", "rows=channel&cols=township&matter=101", "rows=month&channel=2"]
)
def test_each_cell_of_matter_and_channel_is_counted_one_by_one(county: make.County, asked: str, seed: int) -> None:
    world(seed, fold=bool(seed))
    found = cube(f"m=cases.open&{asked}&{DAYS}")

    for at in spots(found):
        if any(value.key == ELSEWHERE for value in at.values()):
            continue
        stands = one_by_one(span_of(found.asked, at.get(Family.TIME, ALL)).end, None)
        assert found.cell(OPEN, at).part == sum(n for spot, n in stands.items() if _lies(spot, found.asked, at))


def _lies(spot: Spot, asked: Asked, at: At) -> bool:
    for mark, family in zip(spot.marks, (Family.MATTER, Family.CHANNEL), strict=True):
        number = at.get(family, ALL).number
        wanted = asked.codes.get(str(family), ()) if number is None else (number,)
        if wanted and mark not in wanted:
            return False
    return spot.place.startswith(at.get(Family.PLACE, ALL).path)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "asked",
    ["rows=matter", "rows=channel&cols=matter", "rows=village&cols=matter", "rows=unit&rows=village&cols=channel"],
)
def test_rows_and_what_lies_in_none_make_the_whole(county: make.County, asked: str, seed: int) -> None:
    """What is read from cells: it knows nothing of what was counted one by one."""
    world(seed, fold=bool(seed % 2))
    found = cube(f"m=cases.open&{asked}&{DAYS}")

    for family in found.axes:
        for at in spots(found):
            if family in at and at[family].key:
                continue
            each = [found.cell(OPEN, {**at, family: value}).part or 0 for value in values_in(found.axes, family)]
            assert sum(each) == found.cell(OPEN, at).part


class TestTables:
    def test_tell_a_stock_by_matter(self, busy: make.County) -> None:
        found = ask(busy.overseer, f"m=cases.registered&m=cases.open&rows=matter&{DAYS}")

        assert {label: row["cases.open"] for label, row in by_label(found).items()} == {UNNAMED: 9, "停水水压": 7}
        assert told(found)["cases.open"] == 16
        assert (found.untold, found.notes) == ((), ())

    def test_tell_it_as_known_earlier(self, busy: make.County) -> None:
        earlier = settle(fold=True)
        came(8)
        settle()

        found = ask(busy.overseer, f"m=cases.open&rows=matter&known_at={earlier}&{DAYS}")

        assert {label: row["cases.open"] for label, row in by_label(found).items()} == {UNNAMED: 9, "停水水压": 7}

    def test_tell_by_channel_what_only_comes_in_with_one(self, busy: make.County) -> None:
        found = ask(busy.overseer, f"m=cases.open&rows=channel&{DAYS}")

        assert list(told(found).values()) == [16]
        assert sum(row["cases.open"] or 0 for row in by_label(found).values()) == 16

    def test_hide_what_is_few(self, busy: make.County) -> None:
        for _ in range(3):
            make.dispatched(busy, place_path=make.OTHER_VILLAGE)

        found = ask(busy.overseer, f"m=cases.open&rows=township&matter=101&{DAYS}")

        assert {row.labels[0]: row.cells[0].cell.hidden for row in found.rows} == {"清源镇": True, "青石乡": True}
        assert found.hidden == 2

    def test_have_a_row_for_what_says_no_matter_of_the_list(self, busy: make.County) -> None:
        happen("case.registered", 6, on=date(2026, 9, 2), place=make.VILLAGE, matter=7)

        found = ask(busy.overseer, f"m=cases.open&m=cases.registered&rows=matter&{DAYS}")

        assert by_label(found)[WITHOUT]["cases.open"] == 6
        assert sum(row["cases.open"] or 0 for row in by_label(found).values()) == told(found)["cases.open"] == 22

    def test_take_as_many_queries_however_much_stands(self, county: make.County) -> None:
        asked, seen = f"m=cases.open&m=cases.lying&rows=township&rows=matter&vs=year&{DAYS}", []
        for times in (1, 12):
            came(times)
            make.dispatched(county)
            settle(fold=True)
            ask(county.overseer, asked)
            with CaptureQueriesContext(connection) as caught:
                ask(county.overseer, asked)
            seen.append(len(caught))

        assert seen[0] == seen[1] <= 24


@pytest.mark.parametrize(
    "asked", ["rows=matter", "rows=township&matter=0", "rows=matter&cols=township", "rows=channel"]
)
class TestTooMuch:
    @pytest.fixture(autouse=True)
    def few(self, busy: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stocktaking, "MOST", 15)

    def test_is_a_dash_and_all_else_is_told(self, busy: make.County, asked: str) -> None:
        found = ask(busy.overseer, f"m=cases.open&m=cases.registered&{asked}&{DAYS}&vs=previous")

        cells = {"cases.open": set[Cell](), "cases.registered": set[Cell]()}
        for row in (*found.rows, found.total):
            for column, shown in zip(found.columns, row.cells, strict=True):
                if "matter=0" in asked or row is not found.total:
                    cells[column.measure].add(shown.cell)
        assert cells["cases.open"] == {Cell()}
        assert {16, 9} & {cell.part for cell in cells["cases.registered"]}
        assert found.untold == ("cases.open",)
        assert "200,000" in found.notes[0]

    def test_is_written_down_with_what_is_not_told(self, busy: make.County, asked: str) -> None:
        found = ask(busy.overseer, f"m=cases.open&{asked}&{DAYS}")

        assert thaw(freeze(found)).notes == found.notes
        before = asdict(thaw(freeze(found)))
        before.pop("untold")
        assert Pivot(**before).untold == ()


def test_without_matters_is_read_from_cells(busy: make.County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stocktaking, "MOST", 0)

    found = ask(busy.overseer, f"m=cases.open&rows=township&{DAYS}")

    assert told(found)["cases.open"] == 16
    assert (found.untold, found.notes) == ((), ())


def test_refuses_a_stock_by_what_nothing_says_that_comes_in(county: make.County) -> None:
    with pytest.raises(Refused, match="不能"):
        ask(county.overseer, f"m=cases.overdue&rows=channel&{DAYS}")
