"""Facts by weekday and hour of the county's clocks, the same on both databases."""

from datetime import date, datetime, timedelta

import pytest
from tests.factories.panels import COUNTY, happen

from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.clock import by_weekday_and_hour
from minqing.ledger.service import recorded, reverse
from minqing.ledger.spans import Span
from minqing.ledger.terms import Term

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 8, 31)
WEEK = Span(MONDAY, MONDAY + timedelta(days=7))
WHERE = {"org_path": COUNTY, "place_path": COUNTY}
take_back = recorded(reverse)


class TestClock:
    def test_says_the_hour_of_the_county_and_not_of_the_database(self) -> None:
        happen("case.registered", 2, on=MONDAY, hour=1)
        happen("case.registered", on=MONDAY, hour=23)
        happen("case.registered", on=MONDAY + timedelta(days=6), hour=7)

        found = by_weekday_and_hour([Term("case.registered")], WEEK, **WHERE)

        assert found == {(0, 1): 2, (0, 23): 1, (6, 7): 1}

    def test_counts_only_what_the_terms_ask_for_below_the_paths(self) -> None:
        happen("case.registered", on=MONDAY, channel=1, place="139901/101/203/")
        happen("case.registered", on=MONDAY, channel=3, place="139901/101/203/")
        happen("case.registered", on=MONDAY, channel=3, place="139901/102/204/")
        happen("case.registered", on=MONDAY + timedelta(days=7), channel=3, place="139901/101/203/")

        found = by_weekday_and_hour(
            [Term("case.registered", {"channel": (3, 4)})], WEEK, org_path=COUNTY, place_path="139901/101/"
        )

        assert found == {(0, 10): 1}

    def test_takes_a_reversal_out_where_the_fact_was(self) -> None:
        (wrong,) = happen("case.registered", on=MONDAY, hour=9)
        take_back(wrong.id, actor=Ref("system", "example"), at=datetime(2026, 9, 5, 20, tzinfo=SHANGHAI))

        assert by_weekday_and_hour([Term("case.registered")], WEEK, **WHERE) == {}
