"""Funnels: an example by hand, and how seldom units that only differ as units do are called different."""

from math import sqrt
from random import Random

import pytest

from minqing.insight.panels.funnel import LEFT, funnel, over_dispersed
from minqing.ledger.measures import Tally


class TestFunnel:
    def test_draws_narrower_limits_for_larger_units(self) -> None:
        found = funnel(
            {"a": Tally(10, 100), "b": Tally(40, 400), "c": Tally(5, 50), "d": Tally(20, 200), "e": Tally(3, 30)}
        )

        assert (found.centre, found.spread) == (pytest.approx(0.1), 1.0)
        assert found.placed["a"].high == pytest.approx(0.1 + 3 * sqrt(0.09 / 100))
        assert found.placed["b"].high == pytest.approx(0.1 + 3 * sqrt(0.09 / 400))
        assert found.limits(100) == (found.placed["a"].low, found.placed["a"].high)

    def test_reckons_how_much_units_differ_from_scores_with_their_ends_drawn_in(self) -> None:
        """Of 100 at one half a score is (part − 50) ÷ 5: −8, −4, 0, 4, 8; the tenths are ±6.4, so φ = 22.784."""
        tallies = [Tally(part, 100) for part in (10, 30, 50, 70, 90)]

        assert over_dispersed(tallies, 0.5) == pytest.approx(sqrt((2 * 6.4**2 + 2 * 4**2) / 5 / LEFT))

    def test_draws_in_as_much_as_that_leaves_of_normal_scores(self) -> None:
        random = Random(3)
        scores = sorted(random.gauss(0, 1) for _ in range(40_000))
        edge = scores[36_000]

        assert sum(min(max(one, -edge), edge) ** 2 for one in scores) / 40_000 == pytest.approx(LEFT, abs=0.01)

    def test_names_the_one_that_is_far_off(self) -> None:
        units = {f"u{number}": Tally(10 + number % 3, 100) for number in range(12)}

        found = funnel(units | {"late": Tally(45, 100)})

        assert [name for name, one in found.placed.items() if one.beyond] == ["late"]

    def test_says_nothing_of_fewer_than_five_nor_of_none(self) -> None:
        assert not funnel({name: Tally(1, 10) for name in "abcd"}).says
        assert funnel({}).centre is None
        assert funnel({"a": Tally()}).placed == {}

    def test_asks_exactly_where_a_unit_had_few(self) -> None:
        units = {f"u{number}": Tally(5, 100) for number in range(12)}

        assert funnel(units | {"few": Tally(2, 5)}).placed["few"].beyond == 0


class TestChance:
    def test_is_seldom_called_a_difference_where_units_differ_anyway(self) -> None:
        random, wrong = Random(20261128), 0
        for _ in range(300):
            found = funnel({str(unit): _unit(random, 0.2 + random.gauss(0, 0.05)) for unit in range(25)})
            wrong += sum(bool(one.beyond) for one in found.placed.values())

        assert wrong / 300 / 25 < 0.01

    def test_is_told_from_one_unit_that_is_worse(self) -> None:
        random, named = Random(5), 0
        for _ in range(200):
            units = {str(unit): _unit(random, 0.1) for unit in range(25)}
            named += funnel(units | {"worse": _unit(random, 0.3)}).placed["worse"].beyond == 1

        assert named / 200 > 0.9


def _unit(random: Random, share: float) -> Tally:
    whole = random.randint(60, 400)
    share = min(max(share, 0.0), 1.0)
    return Tally(sum(random.random() < share for _ in range(whole)), whole)
