"""A stock is told by no matter in a pivot: a dash, and why; nothing else changes."""

from dataclasses import asdict

import pytest
from tests.factories import cases as make

from minqing.insight.pivots.frozen import freeze, thaw
from minqing.insight.pivots.records import Cell, Pivot

from .test_pivot import ask, by_label, came, told

DAYS = "from=2026-08-01&to=2026-09-30"


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


@pytest.fixture
def busy(county: make.County) -> make.County:
    """Nine stand open: named later, or not yet."""
    came(9)
    for _ in range(7):
        make.dispatched(county)
    return county


def test_of_matters_is_a_dash_and_of_all_is_told(busy: make.County) -> None:
    found = ask(busy.overseer, f"m=cases.registered&m=cases.open&m=cases.on_time&rows=matter&{DAYS}")

    assert {label: row["cases.open"] for label, row in by_label(found).items()} == dict.fromkeys(by_label(found))
    assert all(row["cases.registered"] for row in by_label(found).values())
    assert told(found)["cases.open"] == told(found)["cases.registered"] == 16
    assert found.untold == ("cases.on_time", "cases.open")
    assert len(found.notes) == 2
    assert "按事项" in found.notes[0]


@pytest.mark.parametrize("query", [f"rows=township&matter=0&{DAYS}", f"rows=township&cols=matter&{DAYS}"])
def test_asked_of_one_matter_is_a_dash_everywhere(busy: make.County, query: str) -> None:
    found = ask(busy.overseer, f"m=cases.open&{query}&vs=previous")

    by_code = [
        shown.cell
        for row in (*found.rows, found.total)
        for column, shown in zip(found.columns, row.cells, strict=True)
        if column.at or "matter=0" in query
    ]
    assert set(by_code) <= {Cell()}
    assert found.untold == ("cases.open",)


def test_without_matters_is_told(busy: make.County) -> None:
    found = ask(busy.overseer, f"m=cases.open&rows=township&{DAYS}")

    assert told(found)["cases.open"] == 16
    assert (found.untold, found.notes) == ((), ())


def test_is_written_down_with_what_is_not_told(busy: make.County) -> None:
    found = ask(busy.overseer, f"m=cases.open&rows=matter&{DAYS}")

    assert thaw(freeze(found)).notes == found.notes
    before = asdict(thaw(freeze(found)))
    before.pop("untold")
    assert Pivot(**before).untold == ()
