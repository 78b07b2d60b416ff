"""Amounts by bins: edges, splits, what was taken back, and what another fact of the same subject says."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.panels import COUNTY, happen

from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.behind import Frame
from minqing.ledger.service import recorded, reverse
from minqing.ledger.spreads import UNIT, Split, spread

pytestmark = pytest.mark.django_db
ON, WATER, ROADS = date(2026, 9, 3), "139901/water/", "139901/roads/"
FRAME = Frame(COUNTY, COUNTY, ON, ON + timedelta(days=1))
EDGES = (0, 24, 48)
take_back = recorded(reverse)


class TestSpread:
    def test_puts_an_amount_on_an_edge_into_the_bin_that_begins_there(self) -> None:
        for hours in (0, 23, 24, 47, 48, 900, -3):
            happen("case.closed", on=ON, hours=hours)

        assert spread("case.closed", EDGES, FRAME) == {"": [3, 2, 2]}

    def test_counts_only_these_days_this_unit_and_this_place(self) -> None:
        happen("case.closed", on=ON, hours=1, org=WATER, place="139901/101/203/")
        happen("case.closed", on=ON, hours=1, org=ROADS)
        happen("case.closed", on=ON + timedelta(days=1), hours=1, org=WATER)
        happen("case.closed", on=ON - timedelta(days=1), hours=1, org=WATER)

        assert spread("case.closed", EDGES, Frame(WATER, COUNTY, FRAME.start, FRAME.end)) == {"": [1, 0, 0]}
        assert spread("case.closed", EDGES, Frame(COUNTY, "139901/101/", FRAME.start, FRAME.end)) == {"": [1, 0, 0]}

    def test_takes_out_what_was_taken_back(self) -> None:
        happen("case.closed", on=ON, hours=1)
        (wrong,) = happen("case.closed", on=ON, hours=30)
        take_back(wrong.id, actor=Ref("system", "example"), at=datetime(2026, 9, 9, tzinfo=SHANGHAI))

        assert spread("case.closed", EDGES, FRAME) == {"": [1, 0, 0]}

    def test_splits_by_unit_by_a_column_and_by_what_another_fact_says(self) -> None:
        happen("case.registered", on=ON - timedelta(days=2), about="a", channel=3)
        happen("case.closed", on=ON, hours=50, about="a", matter=7, org=WATER)
        happen("case.closed", on=ON, hours=5, about="b", matter=8, org=ROADS)

        assert spread("case.closed", EDGES, FRAME, Split(UNIT)) == {WATER: [0, 0, 1], ROADS: [1, 0, 0]}
        assert spread("case.closed", EDGES, FRAME, Split("matter")) == {7: [0, 0, 1], 8: [1, 0, 0]}
        assert spread("case.closed", EDGES, FRAME, Split("channel", of="case.registered")) == {
            3: [0, 0, 1],
            None: [1, 0, 0],
        }

    def test_asks_once(self) -> None:
        happen("case.closed", 5, on=ON, hours=1)
        with CaptureQueriesContext(connection) as caught:
            spread("case.closed", EDGES, FRAME, Split("channel", of="case.registered"))

        assert len(caught) == 1
