"""Which villages stand alone; and which months are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.insight.public.grouping import standing_alone, weight
from minqing.insight.public.months import months_to_tell, twelve_up_to
from minqing.ledger.spans import Span

pytestmark = pytest.mark.anydb
COUNTS = st.lists(st.integers(0, 40), min_size=3, max_size=3)


class TestStandingAlone:
    @given(villages=st.dictionaries(st.sampled_from("abcdef"), COUNTS), own=COUNTS)
    def test_leaves_no_village_of_few_and_no_rest_that_is_one(self, villages, own: list[int]) -> None:
        whole = [sum(counts) for counts in zip(own, *villages.values(), strict=True)]

        alone = standing_alone(villages, whole, fewest=30, k=5)

        rest = [total - sum(villages[path][month] for path in alone) for month, total in enumerate(whole)]
        assert all(weight(villages[path], 5) >= 30 for path in alone)
        if alone and any(rest) and len(alone) < len(villages):
            assert len(villages) - len(alone) >= 2
            assert weight(rest, 5) >= 30

    def test_counts_no_month_of_a_few(self) -> None:
        villages = {"a": [14, 14, 4], "b": [40, 0, 0], "c": [50, 0, 0], "d": [60, 0, 0]}

        assert "a" not in standing_alone(villages, [164, 14, 4], fewest=30, k=5)


class TestMonthsToTell:
    @pytest.mark.parametrize(
        ("today", "after", "told"),
        [
            (date(2026, 11, 10), date(2026, 9, 1), []),
            (date(2026, 11, 11), date(2026, 9, 1), [date(2026, 10, 1)]),
            (date(2027, 1, 10), date(2026, 11, 1), []),
            (date(2027, 1, 11), date(2026, 11, 1), [date(2026, 12, 1)]),
            (date(2026, 2, 11), None, [date(2025, month, 1) for month in range(1, 13)] + [date(2026, 1, 1)]),
        ],
    )
    def test_are_over_for_some_days_and_new(self, today: date, after: date | None, told: list[date]) -> None:
        assert [span.start for span in months_to_tell(today, wait_days=10, after=after)] == told

    def test_have_twelve_before_them(self) -> None:
        spans = twelve_up_to(Span(date(2026, 12, 1), date(2027, 1, 1)))

        assert [span.start for span in spans] == [date(2026, month, 1) for month in range(1, 13)]
