"""Percentiles read off fixed bins lie inside the right bin, and add up over places."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.ledger.percentiles import HOURS, Percentile

amounts = st.lists(st.integers(0, 4000), min_size=1, max_size=200)


def binned(of: Percentile, found: Sequence[int]) -> list[int]:
    """Count amounts into bins one by one."""
    return [
        sum((low is None or low <= amount) and (high is None or amount < high) for amount in found)
        for low, high in of.bins
    ]


class TestPercentile:
    @given(found=amounts, percent=st.sampled_from([10, 50, 90]))
    def test_lies_in_the_bin_of_the_exact_one(self, found: list[int], percent: int) -> None:
        of = Percentile(percent)
        rank = -(-len(found) * percent // 100)
        exact = sorted(found)[rank - 1]
        low, high = next(
            (low or 0, high or HOURS[-1]) for low, high in of.bins if exact >= (low or 0) and (not high or exact < high)
        )

        value = of.value(binned(of, found))

        assert value is not None
        assert low <= value <= max(high, low)

    def test_is_missing_without_facts(self) -> None:
        assert Percentile(50).value([0] * len(HOURS)) is None

    def test_is_put_between_the_edges_by_proportion(self) -> None:
        assert Percentile(50, (0, 10, 20)).value([1, 2, 1]) == 15

    def test_of_the_open_bin_is_its_lower_edge(self) -> None:
        assert Percentile(90, (0, 10, 20)).value([0, 0, 7]) == 20

    @pytest.mark.parametrize(("percent", "edges"), [(0, (0, 1)), (100, (0, 1)), (50, (0,)), (50, (3, 1)), (50, (1, 1))])
    def test_refuses_bins_that_are_none(self, percent: int, edges: tuple[int, ...]) -> None:
        with pytest.raises(ValueError, match="percentile"):
            Percentile(percent, edges)


class TestBetween:
    def test_is_where_the_rank_lies_in_95_of_100(self) -> None:
        found = Percentile(50, (0, 10, 20, 30)).between([25, 50, 25, 0], 1.96)

        assert found is not None
        assert [round(float(one), 2) for one in found] == [13.04, 16.96]

    def test_says_nothing_of_too_few(self) -> None:
        assert Percentile(90).between([3, 4], 1.96) is None
        assert Percentile(50).between([0, 0], 1.96) is None
