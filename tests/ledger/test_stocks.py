"""A stock by matter counts what stands, each under the newest matter that is known of it; the rows make the whole."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.stocks import settle

from minqing.kernel.ref import Ref
from minqing.ledger.expressions import Expression
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.figures import Asked, figure
from minqing.ledger.measures import MEASURES
from minqing.ledger.models import Fact, Position
from minqing.ledger.records import FactView
from minqing.ledger.service import record, recorded, reverse
from minqing.ledger.splits import Split, split, ways
from minqing.ledger.stocks import stocks_in

assert apps.ready
pytestmark = pytest.mark.django_db

COUNTY, WATER, NORTH, SOUTH = "139901/", "139901/water/", "139901/101/", "139901/102/"
OPEN, LYING, ON_TIME = MEASURES["cases.open"], MEASURES["cases.lying"], MEASURES["cases.on_time"]
FIRST, NOW = datetime(2026, 8, 1, 4, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
WATERS, ROADS = 3, 4
_numbers = count(1)


@recorded
def happen(kind: str, about: str, *, day: int = 0, matter: int = 0, org: str = COUNTY, **said: int) -> FactView:
    columns = {name: next(iter(column.codes), 0) for name, column in FACT_TYPES[kind].columns.items()}
    return record(
        kind,
        subject=Ref("example", about),
        actor=Ref("system", "example"),
        at=FIRST + timedelta(days=day, minutes=next(_numbers)),
        org_path=org,
        place_path=NORTH,
        data=columns | ({"matter": matter} if "matter" in columns else {}) | said,
    )


def take_back(fact: FactView) -> None:
    recorded(reverse)(fact.id, actor=Ref("system", "example"), at=NOW)


def asked(**changes: Any) -> Asked:
    plain: dict[str, Any] = {"org_path": COUNTY, "place_path": COUNTY, "at": NOW}
    return Asked(**plain | {"start": date(2026, 8, 1), "end": date(2026, 10, 1)} | changes)


def told(found: Split) -> dict[str, int | str | None]:
    """Key → part, or why it is not told; rows of nought are left out."""
    said = {row.key: row.number.part if row.number else row.hidden for row in found.rows}
    return {key: part for key, part in said.items() if part}


@pytest.mark.parametrize("fold", [False, True])
class TestOpenRequests:
    def test_count_under_the_matter_that_was_named_later(self, fold: bool) -> None:
        for one in "abc":
            happen("case.registered", one)
            happen("case.accepted", one, day=1, matter=WATERS)
        happen("case.closed", "a", day=2, matter=WATERS)
        happen("case.registered", "d")
        settle(fold=fold)

        found = split(OPEN, "matter", asked(), k=0)

        assert told(found) == {"0": 1, "3": 2}
        assert (found.figure.part, found.adds_up) == (3, True)

    def test_count_under_the_newest_matter_that_stands(self, fold: bool) -> None:
        happen("case.registered", "a", matter=WATERS)
        happen("case.recategorised", "a", day=1, matter=ROADS)
        happen("case.registered", "b", matter=WATERS)
        changed = happen("case.recategorised", "b", day=1, matter=ROADS)
        settle(fold=fold)
        assert told(split(OPEN, "matter", asked(), k=0)) == {"4": 2}

        take_back(changed)

        assert told(split(OPEN, "matter", asked(), k=0)) == {"3": 1, "4": 1}

    def test_count_as_they_stood_on_an_earlier_day(self, fold: bool) -> None:
        happen("case.registered", "a", matter=WATERS)
        happen("case.recategorised", "a", day=40, matter=ROADS)
        happen("case.closed", "a", day=50, matter=ROADS)
        settle(fold=fold)

        assert told(split(OPEN, "matter", asked(end=date(2026, 9, 1)), k=0)) == {"3": 1}
        assert told(split(OPEN, "matter", asked(end=date(2026, 9, 15)), k=0)) == {"4": 1}
        assert told(split(OPEN, "matter", asked(), k=0)) == {}

    def test_count_as_they_were_known(self, fold: bool) -> None:
        happen("case.registered", "a")
        changed = happen("case.accepted", "a", matter=WATERS)
        first = settle(fold=fold)
        happen("case.recategorised", "a", matter=ROADS)
        second = settle(fold=fold)
        take_back(changed)
        happen("case.closed", "a", matter=ROADS)
        settle(fold=fold)

        assert told(split(OPEN, "matter", asked(as_of=first), k=0)) == {"3": 1}
        assert told(split(OPEN, "matter", asked(as_of=second), k=0)) == {"4": 1}
        assert told(split(OPEN, "matter", asked(), k=0)) == {}

    def test_that_came_in_twice_count_twice(self, fold: bool) -> None:
        happen("case.registered", "a"), happen("case.reopened", "a", day=1, matter=WATERS)
        settle(fold=fold)

        assert told(split(OPEN, "matter", asked(), k=0)) == {"3": 2}

    def test_lying_at_a_unit_count_there(self, fold: bool) -> None:
        happen("case.registered", "a"), happen("case.stage_passed", "a", day=1, matter=WATERS)
        happen("case.stage_entered", "a", day=1, matter=WATERS, org=WATER)
        happen("case.recategorised", "a", day=2, matter=ROADS)
        settle(fold=fold)

        assert told(split(LYING, "matter", asked(org_path=WATER), k=0)) == {"4": 1}


def test_no_measure_of_the_house_is_a_stock_of_some_matters() -> None:
    """What comes in would be counted under another matter than what leaves."""
    terms = [term for measure in MEASURES.values() for stock in stocks_in(measure) for term in stock]

    assert terms
    assert [term for term in terms if "matter" in term.where] == []


class TestSplits:
    def test_hide_what_is_few(self) -> None:
        for number in range(9):
            happen("case.registered", f"a{number}", matter=WATERS)
        for number in range(3):
            happen("case.registered", f"b{number}"), happen("case.accepted", f"b{number}", matter=ROADS)

        assert told(split(OPEN, "matter", asked(), k=5)) == {"3": "beside", "4": "few"}

    def test_go_by_a_mark_that_only_what_comes_in_carries(self) -> None:
        happen("case.registered", "a", channel=1), happen("case.registered", "b", channel=3)
        happen("case.closed", "b", day=2), happen("case.reopened", "c")

        assert "channel" in ways(OPEN)
        assert told(split(OPEN, "channel", asked(), k=0)) == {"1": 1, "": 1}

    def test_count_the_stock_within_a_share_alike(self) -> None:
        """Two are overdue under the matter that they got later; one was closed in time, by its own fact's matter."""
        for one in "ab":
            happen("case.became_overdue", one), happen("case.recategorised", one, day=1, matter=WATERS)
        happen("case.became_overdue", "c"), happen("case.closed", "c", day=2, matter=WATERS, late=1)
        happen("case.closed", "d", day=2, matter=WATERS)

        found = split(ON_TIME, "matter", asked(), k=0)

        assert {row.key: (row.number.part, row.number.whole) for row in found.rows if row.number} == {"3": (1, 4)}
        assert (found.figure.part, found.figure.whole) == (1, 4)

    def test_count_stocks_within_an_expression_alike(self) -> None:
        happen("case.registered", "a"), happen("case.accepted", "a", matter=WATERS)
        twice = replace(OPEN, key="examples.twice", part=(), expression=Expression("cases.open * 2"))

        found = split(twice, "matter", asked(), k=0)

        assert {row.key: row.number.value for row in found.rows if row.number} == {"3": 2}

    def test_take_as_many_queries_however_much_stands(self) -> None:
        seen = []
        for times in (1, 30):
            for number in range(times):
                (
                    happen("case.registered", f"{times}-{number}"),
                    happen("case.accepted", f"{times}-{number}", matter=times),
                )
            settle(fold=True)
            with CaptureQueriesContext(connection) as caught:
                split(OPEN, "matter", asked(), k=0)
            seen.append(len(caught))

        assert seen[0] == seen[1] <= 18


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_rows_are_what_stands_whatever_happened(seed: int, fold: bool) -> None:
    """Matters change between coming in and going out, changes are taken back, and it is asked as of earlier."""
    chance = Random(seed)
    positions = []
    for about in range(40):
        _live(chance, str(about))
        if about % 15 == 0:
            positions.append(settle(fold=fold and about < 30))

    for as_of in (None, *positions):
        for end in (date(2026, 8, 9), date(2026, 8, 20), date(2026, 10, 1)):
            question = asked(end=end, as_of=as_of)
            found = split(OPEN, "matter", question, k=0)
            assert told(found) == {key: n for key, n in _counted(end, as_of).items() if n}
            assert sum(row.number.part or 0 for row in found.rows if row.number) == figure(OPEN, question).part


def _live(chance: Random, about: str) -> None:
    day, facts = chance.randrange(12), [happen("case.registered", about)]
    for kind in ("accepted", "recategorised", "became_overdue", "closed", "reopened", "recategorised"):
        if chance.random() < 0.6:
            day += chance.randrange(4)
            facts.append(happen(f"case.{kind}", about, day=day, matter=chance.randrange(4)))
    if chance.random() < 0.4:
        take_back(chance.choice(facts))


def _counted(end: date, as_of: int | None) -> Counter[str]:
    """Count one by one, in memory."""
    rows = Fact.objects.filter(happened_on__lt=end)
    if as_of is not None:
        rows = rows.filter(pk__in=[pk for pk, position in _positions().items() if position <= as_of])
    found: Counter[str] = Counter()
    held: dict[str, list[Fact]] = {}
    for fact in rows.order_by("happened_at", "id"):
        held.setdefault(fact.subject, []).append(fact)
    signs = {term.fact: term.sign for term in OPEN.part}
    for facts in held.values():
        taken_back = {fact.reverses for fact in facts}
        net = sum(signs.get(fact.kind, 0) * (-1 if fact.reverses else 1) for fact in facts)
        matters = [fact.d2 for fact in facts if fact.reverses is None and fact.id not in taken_back]
        found[str(matters[-1]) if matters else ""] += net
    return found


def _positions() -> dict[Any, int]:
    return dict(Position.objects.values_list("fact_id", "position"))
