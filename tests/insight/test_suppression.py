"""Nobody works out a cell of a few: every table that fits what is printed is tried."""

from functools import reduce
from math import inf
from operator import or_

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.insight.public.suppression import Tree, bounds, suppressed

pytestmark = pytest.mark.anydb
MOST = 90
ALL = (1 << MOST + 1) - 1
UNHURRIED = settings(deadline=None)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Tree, dict[str, int]]:
    """A county of some townships, each of some villages or none, with numbers that are small more often than not."""
    parents: dict[str, str] = {}
    for number in range(draw(st.integers(1, 3))):
        parents[f"t{number}"] = "c"
        parents |= {f"t{number}v{village}": f"t{number}" for village in range(draw(st.integers(0, 3)))}
    tree = Tree("c", parents)
    values: dict[str, int] = {}
    for key in reversed(tree.downwards):
        parts = tree.parts[key]
        values[key] = sum(values[part] for part in parts) if parts else draw(st.integers(0, 9))
    return tree, values


def possible(tree: Tree, printed: dict[str, int | None], fixed: dict[str, int], key: str) -> int:
    """Say which numbers a cell may have, by trying all that its parts may have: a bit for each, none above MOST."""
    own = ALL if printed[key] is None else 1 << printed[key]
    own &= 1 << fixed[key] if key in fixed else ALL
    if not tree.parts[key]:
        return own
    sums = 1
    for part in tree.parts[key]:
        more = possible(tree, printed, fixed, part)
        sums = reduce(or_, (sums << number for number in range(MOST + 1) if more >> number & 1), 0) & ALL
    return own & sums


def fits(tree: Tree, printed: dict[str, int | None], key: str, value: int) -> bool:
    """Say whether some table fits in which a cell has this number."""
    return possible(tree, printed, {key: value}, tree.root) > 0


class TestSuppressed:
    @UNHURRIED
    @given(table=tables(), k=st.integers(2, 6))
    def test_leaves_of_each_small_cell_everything_from_none_to_k_possible(self, table, k: int) -> None:
        tree, values = table
        printed = suppressed(tree, values, k)

        small = [key for key, value in values.items() if 0 < value < k]

        assert all(printed[key] is None for key in small)
        assert [(key, guess) for key in small for guess in range(k + 1) if not fits(tree, printed, key, guess)] == []

    @UNHURRIED
    @given(table=tables(), k=st.integers(2, 6))
    def test_never_leaves_a_single_hidden_cell_in_a_sum_with_a_small_one(self, table, k: int) -> None:
        tree, values = table
        printed = suppressed(tree, values, k)

        for whole, parts in tree.parts.items():
            hidden = [key for key in (whole, *parts) if printed[key] is None]
            if parts and any(0 < values[key] < k for key in hidden):
                assert len(hidden) > 1

    @UNHURRIED
    @given(table=tables(), k=st.integers(2, 6))
    def test_prints_what_it_prints_as_it_is(self, table, k: int) -> None:
        tree, values = table

        assert {
            value for key, value in suppressed(tree, values, k).items() if value not in (None, values[key])
        } == set()

    @UNHURRIED
    @given(table=tables())
    def test_hides_nothing_where_nothing_is_small(self, table) -> None:
        tree, values = table
        values = {key: value * 10 for key, value in values.items()}

        assert suppressed(tree, values, 5) == values

    def test_hides_more_than_two_where_two_would_tell(self) -> None:
        tree = Tree("c", dict.fromkeys(["a", "b", "d", "e"], "c"))

        printed = suppressed(tree, {"c": 42, "a": 1, "b": 1, "d": 18, "e": 22}, 5)

        assert printed == {"c": 42, "a": None, "b": None, "d": None, "e": 22}

    def test_hides_a_village_of_the_township_that_is_hidden_for_another(self) -> None:
        tree = Tree("c", {"small": "c", "big": "c", "east": "big", "west": "big"})

        printed = suppressed(tree, {"c": 33, "small": 3, "big": 30, "east": 10, "west": 20}, 5)

        assert printed == {"c": 33, "small": None, "big": None, "east": None, "west": 20}

    def test_prints_none_as_0(self) -> None:
        tree = Tree("c", {"a": "c", "b": "c"})

        assert suppressed(tree, {"c": 7, "a": 0, "b": 7}, 5) == {"c": 7, "a": 0, "b": 7}

    @pytest.mark.parametrize("values", [{"c": 9, "a": 4, "b": 4}, {"c": 3, "a": -1, "b": 4}])
    def test_refuses_a_table_that_is_none(self, values: dict[str, int]) -> None:
        with pytest.raises(ValueError, match="sum of its parts"):
            suppressed(Tree("c", {"a": "c", "b": "c"}), values, 5)


class TestBounds:
    @UNHURRIED
    @given(table=tables(), k=st.integers(2, 6), data=st.data())
    def test_are_the_least_and_the_most_that_fit(self, table, k: int, data: st.DataObject) -> None:
        tree, values = table
        hidden = data.draw(st.sets(st.sampled_from(sorted(values))))
        printed = {key: None if key in hidden else value for key, value in values.items()}

        for key, (low, high) in bounds(tree, printed).items():
            assert fits(tree, printed, key, int(low))
            assert low == 0 or not fits(tree, printed, key, int(low) - 1)
            assert high == inf or fits(tree, printed, key, int(high))
            assert high == inf or not fits(tree, printed, key, int(high) + 1)
