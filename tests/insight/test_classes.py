"""A map's classes: at most five, none empty, equal values together, and hidden numbers in none."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from minqing.insight.queries.classes import classes, levels, value_of
from minqing.insight.records import Cell

VALUES = st.lists(st.integers(0, 60).map(float), max_size=40)


@given(VALUES)
def test_hold_every_value_once_and_none_is_empty(values: list[float]) -> None:
    cut = classes(values)

    assert len(cut) == min(5, len(set(values)))
    assert sum(one.places for one in cut) == len(values)
    assert all(one.places for one in cut)
    assert all(before.high < after.low for before, after in pairwise(cut))


@given(VALUES)
def test_give_each_place_the_class_it_lies_in(values: list[float]) -> None:
    cut = classes(values)
    level = levels({str(n): value for n, value in enumerate(values)}, cut)

    assert all(cut[level[str(n)] - 1].low <= value <= cut[level[str(n)] - 1].high for n, value in enumerate(values))


def test_leave_out_what_is_hidden_and_what_has_no_whole() -> None:
    assert value_of(Cell("a.b", None)) is None
    assert value_of(Cell("a.b", 0, 0)) is None
    assert value_of(Cell("a.b", 9, 16)) == 56.2
    assert levels({"x": None}, classes([1.0])) == {"x": 0}
