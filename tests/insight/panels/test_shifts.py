"""Control charts: published and hand-made examples, and how seldom chance is called a change."""

from math import exp, sqrt
from random import Random

import pytest

from minqing.insight.panels.shifts import chart, deviation
from minqing.insight.panels.tails import chance_of_side, is_rare
from minqing.ledger.measures import Tally

CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
"""Montgomery, Introduction to Statistical Quality Control: leaking cans among fifty, thirty times."""


def shares(parts: list[int], whole: int = 100) -> list[Tally]:
    return [Tally(part, whole) for part in parts]


class TestPublishedExample:
    def test_gives_the_centre_and_the_plain_limits_of_the_book(self) -> None:
        centre = sum(CANS) / 1500
        reach = 3 * deviation(centre, 50, nested=True)

        assert (round(centre, 4), round(centre + reach, 4), round(centre - reach, 4)) == (0.2313, 0.4102, 0.0524)

    def test_widens_them_by_the_mean_moving_range_of_the_scores(self) -> None:
        found = chart([Tally(part, 50) for part in CANS])

        assert found.spread == pytest.approx(1.6608667)
        assert found.points[0].high == pytest.approx(0.2313333 + 3 * 1.6608667 * 0.0596352, abs=1e-6)

    def test_no_longer_calls_the_two_high_samples_a_change(self) -> None:
        found = chart([Tally(part, 50) for part in CANS])

        assert [number for number, point in enumerate(found.points) if point.beyond] == []


class TestHandMadeExample:
    def test_reckons_limits_that_are_as_wide_as_each_whole_asks(self) -> None:
        tallies = [Tally(10, 100), Tally(12, 100), Tally(8, 100), Tally(10, 100)] * 2 + [Tally(40, 400)]

        found = chart(tallies)

        assert (found.centre, found.spread) == (0.1, 1.0)
        assert found.points[0].high == pytest.approx(0.1 + 3 * sqrt(0.1 * 0.9 / 100))
        assert found.points[8].high == pytest.approx(0.1 + 3 * sqrt(0.1 * 0.9 / 400))
        assert not found.has_signal

    def test_counts_like_rare_events_where_the_part_is_none_of_the_whole(self) -> None:
        found = chart(shares([120, 110, 130, 118, 122, 115, 125, 120]), nested=False)

        assert found.points[0].high == pytest.approx(1.2 + 3 * sqrt(1.2 / 100))
        assert found.says


class TestSignals:
    def test_are_raised_by_one_month_far_off(self) -> None:
        found = chart(shares([10, 11, 9, 10, 12, 9, 10, 11, 35, 10, 9, 11]))

        assert [point.beyond for point in found.points] == [0] * 8 + [1] + [0] * 3

    def test_are_raised_by_eight_in_a_row_and_not_by_seven(self) -> None:
        seven, eight = [9, 11, 9, 11, 9] + [11] * 7, [9, 11, 9, 11, 9] + [11] * 8

        assert not chart(shares(seven)).has_signal
        assert [point.run for point in chart(shares(eight)).points] == [0] * 5 + [1] * 8

    def test_know_no_side_for_a_month_on_the_centre_or_without_anything(self) -> None:
        above, below = [Tally(11, 100)] * 4, [Tally(8, 100)] * 4

        found = chart([Tally(9, 100), *above, Tally(10, 100), Tally(), *above, *below, Tally(11, 100)])

        assert found.centre == 0.1
        assert [point.run for point in found.points] == [0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0]

    def test_are_not_made_of_all_the_others_by_one_month_far_off(self) -> None:
        """One bad month lifts the mean; eleven that are as they ever were are no run below it."""
        found = chart(shares([10] * 9 + [60] + [10] * 2))

        assert found.centre == 0.1
        assert [point.beyond for point in found.points] == [0] * 9 + [1] + [0] * 2
        assert not any(point.run for point in found.points)

    def test_need_a_longer_run_where_most_periods_lie_below_the_mean_anyway(self) -> None:
        """Two rare events in 24 months of fifty: months without any lie below the mean, and prove nothing."""
        rare = [Tally(1 if month in (4, 17) else 0, 50) for month in range(24)]

        assert not chart(rare).has_signal

    def test_need_more_than_three_deviations_where_numbers_are_small(self) -> None:
        """Of three requests a month one in twenty is late: two late ones lie beyond 3σ, and are no wonder."""
        found = chart([Tally(0, 3)] * 11 + [Tally(2, 3)])

        assert found.points[11].share > (found.points[11].high or 0)
        assert found.points[11].beyond == 0

    def test_say_nothing_of_fewer_than_eight_periods_nor_where_nothing_ever_differs(self) -> None:
        assert not chart(shares([5, 5, 5, 5, 5, 5, 90])).says
        assert not chart(shares([100] * 12)).says
        assert chart([]).centre is None


class TestChance:
    def test_is_seldom_called_a_change_even_where_months_differ_more_than_chance(self) -> None:
        random, wrong = Random(20261128), 0
        for _ in range(400):
            months = [_month(random, 0.1 + random.gauss(0, 0.03), random.randint(80, 300)) for _ in range(24)]
            wrong += any(point.beyond for point in chart(months).points)

        assert wrong / 400 < 0.1

    def test_would_often_be_called_a_change_by_a_plain_p_chart(self) -> None:
        random, wrong = Random(20261128), 0
        for _ in range(400):
            months = [_month(random, 0.1 + random.gauss(0, 0.03), random.randint(80, 300)) for _ in range(24)]
            centre = sum(one.part for one in months) / sum(one.whole for one in months)
            wrong += any(
                abs(one.part / one.whole - centre) > 3 * deviation(centre, one.whole, nested=True) for one in months
            )

        assert wrong / 400 > 0.5

    def test_is_told_from_a_shift_that_lasts(self) -> None:
        random, found = Random(7), 0
        for _ in range(200):
            shares_of = [0.1] * 14 + [0.2] * 10
            months = [_month(random, share + random.gauss(0, 0.01), 200) for share in shares_of]
            found += any(point.run == 1 or point.beyond == 1 for point in chart(months).points[14:])

        assert found / 200 > 0.95

    def test_makes_runs_of_eight_seldom(self) -> None:
        random, wrong = Random(11), 0
        for _ in range(400):
            months = [_month(random, 0.3, 200) for _ in range(24)]
            wrong += any(point.run for point in chart(months).points)

        assert wrong / 400 < 0.12


def _month(random: Random, share: float, whole: int) -> Tally:
    share = min(max(share, 0.0), 1.0)
    return Tally(sum(random.random() < share for _ in range(whole)), whole)


class TestTails:
    @pytest.mark.parametrize(
        ("part", "whole", "rare"),
        [(0, 10, True), (9, 10, False), (10, 10, True), (5, 10, False), (1, 14, True), (2, 14, False)],
    )
    def test_are_those_of_a_coin(self, part: int, whole: int, rare: bool) -> None:
        """Ten of ten: 1 ÷ 1,024; nine or more: 11 ÷ 1,024, which is not rare."""
        assert is_rare(part, whole, 0.5) is rare

    def test_say_how_likely_either_side_of_the_mean_is(self) -> None:
        """Of 50 with one in a hundred: none with 0.99 to the 50th; of four coins two is on neither side."""
        assert chance_of_side(50, 0.01, -1) == pytest.approx(0.99**50)
        assert chance_of_side(50, 0.99, 1) == pytest.approx(0.99**50)
        assert [chance_of_side(4, 0.5, side) for side in (-1, 1)] == pytest.approx([5 / 16, 5 / 16])
        assert chance_of_side(1000, 0.3, 1) == 0.5
        assert chance_of_side(10, 0.05, -1, nested=False) == pytest.approx(exp(-0.5))

    def test_of_rare_events_are_those_of_poisson(self) -> None:
        """With one expected: five or more 0.00366, six or more 0.00059."""
        assert not is_rare(5, 10, 0.1, nested=False)
        assert is_rare(6, 10, 0.1, nested=False)
