"""One test over all measures, now and later: worked examples come true, parts add up, every term is declared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import MEASURES, Given, Measure, Tally
from minqing.ledger.queries import Asked, Confided, Reckoning, facts_of, figure, tallies, tally
from minqing.ledger.service import record, recorded
from minqing.ledger.sheets import DoesNotAddUp
from minqing.ledger.terms import Term, Then
from minqing.ledger.working import MOMENTS, completed, worked_out

assert apps.ready

COUNTY = "139901/"
START, END = date(2026, 9, 1), date(2026, 10, 1)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PLACES = ("139901/101/203/", "139901/101/204/", "139901/102/201/")
UNITS = ("139901/water/", "139901/roads/")


def _write(given: Given, numbers: Iterator[int]) -> None:
    for _ in range(given.times):
        number = next(numbers)
        recorded(record)(
            given.fact,
            subject=Ref("example", given.about or str(number)),
            actor=Ref("system", given.by or "example"),
            at=MOMENTS[given.when] + timedelta(seconds=number),
            org_path=UNITS[number % len(UNITS)],
            place_path=PLACES[number % len(PLACES)],
            data=completed(given),
        )


def _sum(split: dict[str, Tally]) -> Tally:
    return sum(split.values(), Tally())


@pytest.mark.django_db
@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.key)
class TestEveryMeasure:
    def test_worked_example_comes_true_and_adds_up(self, measure: Measure) -> None:
        numbers = count(1)
        for given in measure.worked.given:
            _write(given, numbers)
        frame = {"org_path": COUNTY, "place_path": COUNTY, "start": START, "end": END}

        whole_county = tally(measure, **frame)

        assert worked_out(measure) == measure.worked.gives
        if isinstance(measure.worked.gives, Tally):
            assert whole_county == measure.worked.gives
        else:
            assert figure(measure, Asked(**frame, at=NOW)).value == measure.worked.gives
        for path in ("place_path", "org_path"):
            if measure.adds_up:
                assert _sum(tallies(measure, by=path, **frame)) == whole_county
            else:
                with pytest.raises(DoesNotAddUp):
                    tallies(measure, by=path, **frame)

    def test_reads_no_term_twice_however_often_it_is_asked_for(self, measure: Measure) -> None:
        numbers = count(1)
        for given in measure.worked.given:
            _write(given, numbers)
        reckoning = Reckoning(COUNTY, COUNTY, START, END)
        split = reckoning.tallies(measure, by="org_path") if measure.adds_up else {"": reckoning.tally(measure)}

        with CaptureQueriesContext(connection) as again:
            whole = reckoning.tally(measure)

        assert whole == _sum(split)
        assert whole == measure.worked.gives or measure.percentile
        assert len(again) == 0

    def test_opens_down_to_its_facts(self, measure: Measure) -> None:
        numbers = count(1)
        for given in measure.worked.given:
            _write(given, numbers)
        if any(FACT_TYPES[term.fact].confided for term in measure.part):
            with pytest.raises(Confided):
                facts_of(measure, side="part", org_path=COUNTY, place_path=COUNTY, start=START, end=END)
            return

        found = facts_of(measure, side="part", org_path=COUNTY, place_path=COUNTY, start=START, end=END)

        kinds = {term.fact for term in measure.part}
        assert {fact.kind for fact in found.items} <= kinds

    def test_says_what_it_counts_and_where_it_misleads(self, measure: Measure) -> None:
        for words in (measure.title, measure.question, measure.counts, measure.misleads, measure.unit):
            assert str(words).strip()


@pytest.mark.django_db
class TestGiven:
    @pytest.mark.parametrize(
        "term",
        [Term("case.registered", distinct="subject"), Term("case.registered", then=Then("case.closed", 5))],
    )
    def test_can_say_that_facts_are_about_the_same_subject(self, term: Term) -> None:
        """Two of three are about one thing: there are two different ones, and the two were followed."""
        numbers = count(1)
        registered = Given("case.registered", times=2, about="a"), Given("case.registered")
        for given in (*registered, Given("case.closed", about="a")):
            _write(given, numbers)
        counted = replace(MEASURES["cases.registered"], part=(term,))

        assert tally(counted, org_path=COUNTY, place_path=COUNTY, start=START, end=END).part == 2
        assert worked_out(counted, [*registered, Given("case.closed", about="a")]) == Tally(2, 0)


@pytest.mark.django_db
class TestTally:
    def test_is_nothing_and_no_share_without_facts(self) -> None:
        assert Tally().share is None
        assert Tally(3, 4).share == 0.75

    @pytest.mark.parametrize(
        ("given", "small"),
        [(Tally(0, 0), False), (Tally(4, 100), True), (Tally(97, 100), True), (Tally(50, 100), False)],
    )
    def test_is_small_when_few_cases_could_be_told_apart(self, given: Tally, small: bool) -> None:
        assert given.is_small(5) is small
