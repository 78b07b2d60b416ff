"""Nobody can subtract her way to what a few residents said: not by periods, places or units, nor by other figures."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from minqing.kernel.access import covers
from minqing.kernel.times import day_of
from minqing.ledger.confided import Cell, Sums, Told, blocks, enough, next_month, told_until, whole_months
from minqing.ledger.measures import MEASURES, Tally
from minqing.ledger.models import Fact
from minqing.ledger.queries import tally

assert apps.ready

K = 5
MONTHS = [date(2025, 11, 1)]
while MONTHS[-1] < date(2026, 5, 1):
    MONTHS.append(next_month(MONTHS[-1]))
SPANS = list(combinations(MONTHS, 2))
UNITS = ("139901/", "139901/water/", "139901/water/north/", "139901/water/south/", "139901/roads/")
PLACES = ("139901/", "139901/101/", "139901/101/203/", "139901/102/")
KEYS = ("cases.solved", "cases.partly_solved", "cases.not_solved", "cases.satisfied")


def rating(chance: random.Random) -> Fact:
    """One resident's answer, or the taking back of one, on some day at some unit and place."""
    at = datetime(2025, 11, 1, 4, tzinfo=UTC) + timedelta(days=chance.randrange(181))
    return Fact(
        id=UUID(int=chance.getrandbits(128), version=4),
        kind="rating.given",
        subject=f"case:{UUID(int=chance.getrandbits(128), version=4)}",
        actor="receipt:x",
        happened_at=at,
        happened_on=day_of(at),
        org_path=chance.choice((*UNITS[1:], *UNITS[1:2] * 8)),
        place_path=chance.choice((*PLACES[1:], *PLACES[1:2] * 12)),
        d1=chance.choice((1, 1, 1, 2, 3, 3)),
        d2=101,
        d3=chance.randrange(2),
        d4=chance.randrange(2),
        reverses=UUID(int=chance.getrandbits(128), version=4) if chance.random() < 0.05 else None,
    )


@dataclass(frozen=True)
class Asked:
    """One question that the API lets somebody ask who is not oversight, and what it is answered."""

    org: str
    place: str
    span: tuple[date, date]
    tallies: dict[str, Tally]

    def holds(self, other: "Asked") -> bool:
        """Tell whether everybody counted in the other question is counted here."""
        inside = self.span[0] <= other.span[0] and other.span[1] <= self.span[1]
        return inside and covers(self.org, other.org) and covers(self.place, other.place)


def everything() -> Iterator[Asked]:
    for org, place, span in product(UNITS, PLACES, SPANS):
        sums = Sums(org, place, *span, MONTHS[-1], K)
        told = {key: sums.told(MEASURES[key]).tally for key in KEYS}
        yield Asked(org, place, span, {key: found for key, found in told.items() if found is not None})


def less(one: Tally, other: Tally) -> Tally:
    return Tally(one.part - other.part, one.whole - other.whole)


def safe(cell: Tally) -> bool:
    return cell == Tally() or enough(cell, K)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
class TestNoDifference:
    def test_of_two_answers_is_less_than_may_be_shown(self, seed: int) -> None:
        chance = random.Random(seed)
        Fact.objects.bulk_create(rating(chance) for _ in range(450))

        asked = list(everything())

        assert sum(bool(one.tallies.get(key, Tally()).whole) for one in asked for key in KEYS[:1]) > 40
        for one in asked:
            assert all(safe(found) for found in one.tallies.values()), one
        for one, other in ((one, other) for one in asked for other in asked if one is not other and one.holds(other)):
            for key in one.tallies.keys() & other.tallies.keys():
                assert safe(less(one.tallies[key], other.tallies[key])), (key, one, other)

    def test_of_a_unit_and_all_below_it_nor_of_a_period_and_its_months(self, seed: int) -> None:
        chance = random.Random(seed)
        Fact.objects.bulk_create(rating(chance) for _ in range(450))
        found = {(one.org, one.place, one.span): one.tallies for one in everything()}

        for (org, place, span), key in product(found, KEYS):
            whole = found[org, place, span].get(key)
            below = [
                unit for unit in UNITS if unit != org and unit.startswith(org) and unit.count("/") == org.count("/") + 1
            ]
            months = [one for one in SPANS if next_month(one[0]) == one[1] and span[0] <= one[0] and one[1] <= span[1]]
            for parts in ([(unit, place, span) for unit in below], [(org, place, month) for month in months]):
                told = [found[part][key] for part in parts if key in found[part]]
                if whole is not None and told:
                    assert safe(less(whole, sum(told, Tally()))), (key, org, place, span)

    def test_of_the_answers_to_one_question(self, seed: int) -> None:
        chance = random.Random(seed)
        Fact.objects.bulk_create(rating(chance) for _ in range(450))

        for one in everything():
            told = [one.tallies[key] for key in KEYS[:3] if key in one.tallies]
            if len(told) > 1 and len({cell.whole for cell in told}) == 1:
                rest = told[0].whole - sum(cell.part for cell in told)
                assert rest == 0 or rest >= K, one

    def test_and_what_is_told_is_true_where_nothing_is_left_out(self, seed: int) -> None:
        chance = random.Random(seed)
        Fact.objects.bulk_create(rating(chance) for _ in range(450))

        for org, span, key in product(UNITS, SPANS, KEYS):
            told = Sums(org, "139901/", *span, MONTHS[-1], K).told(MEASURES[key])
            if told.tally is not None and not told.partly:
                scope: dict[str, Any] = {"org_path": org, "place_path": "139901/", "start": span[0], "end": span[1]}
                assert told.tally == tally(MEASURES[key], **scope)


@pytest.mark.django_db
class TestPlaces:
    def test_are_answered_with_the_blocks_that_lie_wholly_there(self) -> None:
        chance = random.Random(1)
        facts = [rating(chance) for _ in range(20)]
        for number, fact in enumerate(facts):
            month, fact.org_path, fact.reverses = MONTHS[number % 2], UNITS[1], None
            fact.happened_on = month
            fact.place_path, fact.d1 = PLACES[1 + 2 * (number % 2)], 1 + number // 2 % 2
        Fact.objects.bulk_create(facts)

        def told(place: str, end: date) -> Told:
            return Sums(UNITS[1], place, MONTHS[0], end, MONTHS[-1], K).told(MEASURES["cases.solved"])

        assert told("139901/", MONTHS[2]) == Told(Tally(10, 20))
        assert told("139901/101/", MONTHS[2]) == Told(Tally(5, 10), partly=True)
        assert told("139901/102/", MONTHS[1]) == Told(None, "few")


class TestWhenABlockCloses:
    """How many answered in a month is free to see. Nobody may conclude from that, and from what is told, how."""

    def test_says_of_nobody_how_she_answered(self) -> None:
        fewest, histories = 2, defaultdict[Any, list[tuple[int, ...]]](list)
        for answered in product(range(1, 5), repeat=4):
            for parts in product(*(range(one + 1) for one in answered)):
                cells = months_of([(part, whole - part) for part, whole in zip(parts, answered, strict=True)])
                told = tuple((one.start, one.end, one.tallies["x"]) for one in blocks(cells, "x", fewest))
                histories[answered, told].append(parts)

        assert any(len(told) > 1 for _, told in histories)
        for (answered, told), possible in histories.items():
            for month, whole in enumerate(answered):
                said = {parts[month] for parts in possible}
                assert said not in ({0}, {whole}), f"all of month {month} of {answered} are known by {told}"


CELLS = st.lists(st.tuples(st.integers(-1, 9), st.integers(-1, 9)), max_size=14)


def months_of(numbers: list[tuple[int, int]]) -> list[Cell]:
    cells, month = [], date(2025, 3, 1)
    for part, rest in numbers:
        cells.append(Cell(month, {"x": Tally(part, part + rest)}, 0))
        month = next_month(month)
    return cells


class TestBlocks:
    @given(CELLS)
    def test_hold_enough_on_either_side_and_cross_no_year(self, numbers: list[tuple[int, int]]) -> None:
        for block in blocks(months_of(numbers), "x", K):
            assert enough(block.tallies["x"], K)
            assert block.start.year == (block.end - timedelta(days=1)).year

    @given(CELLS, st.integers(0, 14))
    def test_stay_what_they_are_when_more_months_come(self, numbers: list[tuple[int, int]], known: int) -> None:
        early = list(blocks(months_of(numbers[:known]), "x", K))

        assert list(blocks(months_of(numbers), "x", K))[: len(early)] == early

    def test_are_nothing_where_all_said_the_same(self) -> None:
        assert list(blocks(months_of([(9, 0), (0, 0)]), "x", K)) == []


class TestWholeMonths:
    @pytest.mark.parametrize(
        ("asked", "whole"),
        [
            ((date(2026, 1, 1), date(2026, 11, 22)), (date(2026, 1, 1), date(2026, 11, 1))),
            ((date(2026, 11, 22), date(2026, 11, 29)), (date(2026, 12, 1), date(2026, 12, 1))),
            ((date(2026, 12, 15), date(2027, 2, 1)), (date(2027, 1, 1), date(2027, 2, 1))),
        ],
    )
    def test_are_those_inside(self, asked: tuple[date, date], whole: tuple[date, date]) -> None:
        assert whole_months(*asked) == whole

    def test_are_told_some_days_after_they_end(self) -> None:
        assert told_until(date(2026, 11, 10), wait_days=10) == date(2026, 10, 1)
        assert told_until(date(2026, 11, 11), wait_days=10) == date(2026, 11, 1)
