"""For every declared measure: what it opens to adds up to it, and so does what it is split into."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.apps import apps

from minqing.kernel.ref import Ref
from minqing.ledger.behind import Frame, behind, heaps
from minqing.ledger.expressions import Expression
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.figures import Asked, figure
from minqing.ledger.measures import MEASURES, Kind, Measure, Tally
from minqing.ledger.models import Fact, PendingFact, Position
from minqing.ledger.opening import facts_of
from minqing.ledger.positions import forget_transactions, last_position, settle_all
from minqing.ledger.records import OpenedFact
from minqing.ledger.service import record, recorded, reverse
from minqing.ledger.splits import By, adds_up, split, without_mark
from minqing.ledger.terms import Term, Then

assert apps.ready
pytestmark = pytest.mark.django_db

COUNTY = "139901/"
UNITS = (COUNTY, "139901/water/", "139901/roads/", "139901/roads/bridges/")
PLACES = (COUNTY, "139901/101/", "139901/101/203/", "139901/101/204/g001/", "139901/102/201/")
NOW = datetime(2026, 10, 20, tzinfo=UTC)
DAYS: dict[str, Any] = {"start": date(2026, 8, 11), "end": date(2026, 10, 5)}
FIRST = datetime(2025, 12, 1, tzinfo=UTC)
CLOSED = MEASURES["cases.closed"]
CLOSING, SOON = Term("case.closed"), Then("case.reopened", 9)
FOLLOWED = Term("case.closed", {"late": 0}, then=SOON)
OTHERS = tuple(
    replace(CLOSED, key=f"examples.{key}", **how)
    for key, how in {
        "subjects": {"part": (replace(CLOSING, distinct="subject"),)},
        "each": {"part": (CLOSING,), "whole": (replace(CLOSING, distinct="subject"),)},
        "actors": {"part": (replace(CLOSING, distinct="actor", until_end=True),)},
        "this_year": {"part": (replace(CLOSING, since_year=True),)},
        "hours": {"part": (replace(CLOSING, sums=True), Term("case.declined", sums=True, sign=-1)), "unit": "hours"},
        "followed": {"part": (FOLLOWED,), "whole": (CLOSING,), "unit": "%"},
        "ever_followed": {"part": (replace(FOLLOWED, until_end=True),)},
        "not_followed": {"part": (Term("case.closed", {"late": 0}), replace(FOLLOWED, sign=-1))},
        "hour_each": {"part": (replace(CLOSING, sums=True),), "whole": (CLOSING,), "unit": "hours"},
        "double": {"part": (), "expression": Expression("examples.hour_each * 2"), "unit": "hours"},
    }.items()
)
"""Of each kind one that the house may have no other of."""
WAYS: tuple[By, ...] = ("place", "org", "month", "matter", "channel")


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in OTHERS:
        monkeypatch.setitem(MEASURES, one.key, one)


@recorded
def happen(chance: Random, kind: str) -> None:
    """Let something happen to one of a few subjects, on a day of the last ten months, most of them in the last."""
    columns = {name: column for name, column in FACT_TYPES[kind].columns.items() if column.column != "qty"}
    data = {
        name: chance.choice(list(column.codes) or [0, 1] if column.kind == "code" else [0, 1])
        for name, column in columns.items()
    }
    amounts = [name for name, column in FACT_TYPES[kind].columns.items() if column.column == "qty"]
    hours = chance.randrange(24 * 320) if chance.random() < 0.3 else 24 * 250 + chance.randrange(24 * 70)
    record(
        kind,
        subject=Ref("example", str(chance.randrange(40))),
        actor=Ref("post", chance.choice(("clerk", "smith", "joiner"))),
        at=FIRST + timedelta(hours=hours),
        org_path=chance.choice(UNITS),
        place_path=chance.choice(PLACES),
        data=data | {name: chance.randrange(200) for name in amounts},
    )


def take_back(chance: Random) -> None:
    key = chance.choice(list(Fact.objects.filter(reverses=None).values_list("pk", flat=True)))
    if not Fact.objects.filter(reverses=key).exists():
        recorded(reverse)(key, actor=Ref("post", "chief"), at=NOW)


def write(chance: Random, kinds: list[str], times: int) -> None:
    for _ in range(times):
        for kind in kinds:
            happen(chance, kind)
        take_back(chance)


def settle() -> int:
    forget_transactions()
    settle_all()
    return last_position()


def asked(**changes: Any) -> Asked:
    plain: dict[str, Any] = {"org_path": COUNTY, "place_path": COUNTY, **DAYS, "at": NOW}
    return Asked(**plain | changes)


def opened(measure: Measure, side: str, question: Asked) -> Iterator[OpenedFact]:
    """Turn every page."""
    cursor = None
    where = {"org_path": question.org_path, "place_path": question.place_path, "known_at": question.known_at()}
    while True:
        found = facts_of(measure, side=side, **DAYS, **where, cursor=cursor, confided=True)
        yield from found.items
        if not (cursor := found.next):
            return


def refuse_difference(measure: Measure, question: Asked) -> None:
    """Hold a number against the facts that it opens to."""
    told, facts = figure(measure, question), list(opened(measure, "part", question))
    assert len({fact.id for fact in facts}) == len(facts)
    if measure.percentile:
        bins = measure.percentile.bins
        amounts = [(fact.data["hours"], fact.counts) for fact in facts]
        held = [sum(n for a, n in amounts if (low or -1) <= a and (high is None or a < high)) for low, high in bins]
        assert (told.n, told.value) == (sum(held), measure.percentile.value(held)), measure.key
        return
    assert told.part == sum(fact.counts for fact in facts), measure.key
    if measure.is_share:
        assert told.whole == sum(fact.counts for fact in opened(measure, "whole", question)), measure.key


@pytest.mark.parametrize("seed", [1, 2])
class TestEveryMeasure:
    @pytest.fixture
    def chance(self, seed: int) -> Random:
        return Random(seed)

    @pytest.fixture(autouse=True)
    def filled(self, chance: Random) -> None:
        kinds = sorted({kind for measure in MEASURES.values() for kind in measure.kinds})
        write(chance, kinds, 6)
        self.position = settle()
        write(chance, kinds, 3)
        assert PendingFact.objects.exists()

    @pytest.mark.parametrize(
        "where",
        [{}, {"org_path": UNITS[2]}, {"place_path": PLACES[1]}, {"org_path": UNITS[2], "place_path": PLACES[1]}],
    )
    def test_opens_to_facts_that_make_it(self, where: dict[str, str]) -> None:
        for measure in MEASURES.values():
            if measure.kind is not Kind.DERIVED:
                refuse_difference(measure, asked(**where))

    def test_opens_to_facts_that_made_it_as_it_was_known(self) -> None:
        for measure in MEASURES.values():
            if measure.kind is not Kind.DERIVED:
                refuse_difference(measure, asked(as_of=self.position))

    def test_lists_behind_a_number_as_many_facts_as_it_says(self) -> None:
        frame = Frame(COUNTY, COUNTY, DAYS["start"], DAYS["end"])
        for measure in MEASURES.values():
            for side in ("part", "whole"):
                terms = getattr(measure, side)
                if not terms or any(term.sums for term in terms) or any(heap.takes for heap in heaps(terms)):
                    continue
                listed = sum(heap.adds[0].sign * behind(heap, frame).count() for heap in heaps(terms))
                assert listed == sum(fact.counts for fact in opened(measure, side, asked())), (measure.key, side)

    @pytest.mark.parametrize("by", WAYS)
    def test_is_the_sum_of_what_it_is_split_into(self, by: By) -> None:
        """With k = 0 nothing is hidden."""
        for measure in MEASURES.values():
            if by in {"matter", "channel"} and without_mark(measure, by):
                continue
            found = split(measure, by, asked(), k=0)
            assert found.adds_up == adds_up(measure, by)
            assert found.figure == figure(measure, asked()), measure.key
            if found.adds_up:
                rows = [row.number for row in found.rows if row.number]
                sums = sum((Tally(row.part or 0, row.whole or 0) for row in rows), Tally())
                assert (sums.part, sums.whole) == (found.figure.part, found.figure.whole or 0), measure.key
                assert sum(row.n for row in rows) == found.figure.n, measure.key

    def test_can_be_split_by_place_organisation_and_month(self) -> None:
        for measure in MEASURES.values():
            for by in WAYS[:3]:
                found = split(measure, by, asked(), k=0)
                assert found.rows or not found.figure.n, (measure.key, by)

    def test_is_the_same_for_ever_as_it_was_known(self, chance: Random) -> None:
        before = {key: figure(one, asked(as_of=self.position)) for key, one in MEASURES.items()}
        write(chance, sorted(FACT_TYPES), 1)
        settle()

        assert Position.objects.filter(position__gt=self.position).exists()
        assert {key: figure(one, asked(as_of=self.position)) for key, one in MEASURES.items()} == before
