"""Fewer points, and neighbours that still touch."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from minqing.territory.shapes.geometry import Ring, doubled_area, holds, label_point
from minqing.territory.shapes.simplifying import simplify

BENT = [(100, y) for y in range(0, 101, 10)]


def two(border: list[tuple[int, int]]) -> dict[str, tuple[Ring, ...]]:
    """Two areas left and right of a border from bottom to top."""
    return {
        "left": ((((0, 0)), *border, (0, 100)),),
        "right": ((*reversed(border), (200, 0), (200, 100)),),
    }


def sides(ring: Ring) -> set[frozenset[tuple[int, int]]]:
    return {frozenset(pair) for pair in pairwise((*ring, ring[0]))}


class TestSimplifying:
    def test_leaves_out_what_lies_on_a_line(self) -> None:
        found = simplify(two(BENT), 1)

        assert {*found["left"][0]} == {(0, 0), (100, 0), (100, 100), (0, 100)}

    @given(st.lists(st.integers(-40, 40), min_size=9, max_size=9), st.integers(0, 60))
    def test_lets_neighbours_touch_wherever_they_touched(self, off: list[int], tolerance: int) -> None:
        border = [(100 + (off[n - 1] if 0 < n < 10 else 0), 10 * n) for n in range(11)]

        found = simplify(two(border), tolerance)

        left, right = found["left"][0], found["right"][0]
        assert abs(doubled_area(left)) + abs(doubled_area(right)) == 2 * 200 * 100
        shared = sides(left) & sides(right)
        assert {y for side in shared for _, y in side} >= {0, 100}

    def test_loses_no_ring_however_coarse(self) -> None:
        hole = ((40, 40), (40, 60), (60, 60), (60, 40))
        areas = {"around": (((0, 0), (100, 0), (100, 100), (0, 100)), hole), "within": (hole[::-1],)}

        found = simplify(areas, 1_000)

        assert [len(rings) for rings in found.values()] == [2, 1]
        assert all(len(ring) >= 3 for rings in found.values() for ring in rings)
        assert sides(found["around"][1]) == sides(found["within"][0])

    def test_keeps_a_ring_that_meets_another_in_one_corner(self) -> None:
        areas = {"a": (((0, 0), (10, 0), (10, 10)),), "b": (((10, 10), (20, 10), (20, 20)),)}

        assert {key: len(rings[0]) for key, rings in simplify(areas, 1).items()} == {"a": 3, "b": 3}


class TestPlaces:
    def test_a_name_stands_inside_a_bent_area(self) -> None:
        ring = ((0, 0), (100, 0), (100, 100), (80, 100), (80, 20), (0, 20))

        assert holds([ring], label_point([ring]))
