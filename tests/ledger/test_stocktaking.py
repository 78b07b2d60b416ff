"""Taking stock: each cell is what the rule of one stock by one mark says, wherever and whenever."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby, product
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.panels import COUNTY, happen
from tests.factories.stocks import settle

from minqing.kernel.access import system_actor
from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger import stocktaking
from minqing.ledger.behind import Frame
from minqing.ledger.measures import MEASURES
from minqing.ledger.models import Fact, Position
from minqing.ledger.records import FactView
from minqing.ledger.service import backfilling, recorded, reverse
from minqing.ledger.stocks import Stock, by_newest, stocks_in
from minqing.ledger.stocktaking import Spot, Stocktaking

pytestmark = pytest.mark.django_db
FIRST = date(2026, 8, 1)
MATTERS = (0, 101, 102, 7)
"""The last one stands in no list."""
ENDS = (date(2026, 8, 9), date(2026, 8, 20), date(2026, 10, 1))
UNITS = ("139901/", "139901/water/", "139901/water/north/", "139901/roads/")
PLACES = ("139901/", "139901/101/", "139901/101/203/", "139901/102/204/", "139901/102/204/001/")
STOCKS = {key: stocks_in(MEASURES[key])[0] for key in ("cases.open", "cases.lying", "cases.on_time")}
CHANCES = {
    "registered": 1.0,
    "accepted": 0.7,
    "stage_passed": 0.6,
    "stage_entered": 0.6,
    "recategorised": 0.6,
    "became_overdue": 0.5,
    "closed": 0.6,
    "noted": 0.5,
    "reopened": 0.5,
}
OPEN = STOCKS["cases.open"]
BACKFILLER = system_actor("importer", ["ledger.backfill"], root=COUNTY)


def same(path: str) -> str:
    return path


def within(prefix: str) -> Callable[[str], str]:
    return lambda path: prefix if path.startswith(prefix) else ""


def take_back(fact: FactView) -> None:
    recorded(reverse)(fact.id, actor=Ref("system", "example"), at=datetime(2026, 12, 1, tzinfo=SHANGHAI))


def asked(stock: Stock = OPEN, **changes: Any) -> Stocktaking:
    plain = Stocktaking(stock, ("matter", "channel"), ENDS, COUNTY, COUNTY, place_of=same, org_of=same)
    return replace(plain, **changes)


def taken(question: Stocktaking) -> dict[date, Mapping[Spot, int]]:
    found = question.take()
    assert found is not None
    return dict(found)


def live(chance: Random, about: str, *, first: int = 0) -> list[FactView]:
    """Let a request come in and go on somehow, at changing places and units; facts may be written late."""
    day, steps = first, []
    for kind, likely in CHANCES.items():
        if chance.random() < likely:
            day += chance.randrange(5)
            steps.append((kind, day))
    if chance.random() < 0.3:
        chance.shuffle(steps)
    return [fact for kind, day in steps for fact in _happen(chance, about, kind, day)]


def _happen(chance: Random, about: str, kind: str, day: int) -> list[FactView]:
    marks = {"matter": chance.choice(MATTERS)} | ({"channel": chance.randrange(1, 4)} if kind == "registered" else {})
    marks |= {"late": chance.randrange(2)} if kind in {"closed", "stage_passed"} else {}
    where = {"org": chance.choice(UNITS), "place": chance.choice(PLACES)}
    return happen(
        f"case.{kind}", on=FIRST + timedelta(days=day), hour=chance.randrange(24), about=about, **where, **marks
    )


def world(seed: int, *, fold: bool) -> tuple[Random, list[int]]:
    """Let forty requests live, some taken back in part, some brought over from elsewhere; return positions between."""
    chance, positions = Random(seed), list[int]()
    for about in range(40):
        facts = live(chance, str(about))
        for fact in chance.sample(facts, 1 if chance.random() < 0.4 else 0):
            take_back(fact)
        if about % 15 == 0:
            positions.append(settle(fold=fold and about < 30))
    with backfilling(actor=BACKFILLER, source="earlier"):
        for kind, day in (("registered", 3), ("recategorised", 9), ("closed", 30), ("recategorised", 40)):
            _happen(chance, "brought", kind, day)
    return chance, positions


@pytest.mark.parametrize("key", sorted(STOCKS))
@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_is_what_each_stock_by_each_mark_is(seed: int, fold: bool, key: str) -> None:
    """Of every unit with every place, at every end, as of now and of earlier."""
    _chance, positions = world(seed, fold=fold)

    for known_at in (None, positions[1]):
        found = taken(asked(STOCKS[key], known_at=known_at))
        for end, org, place in product(ENDS, UNITS, PLACES):
            frame = Frame(org, place, end, end)
            for number, mark in enumerate(("matter", "channel")):
                sums = Counter[int | None]()
                for spot, n in found[end].items():
                    if spot.org.startswith(org) and spot.place.startswith(place):
                        sums[spot.marks[number]] += n
                told = {code: n for code, n in sums.items() if n and code is not None}
                assert told == {code: n for code, n in by_newest(STOCKS[key], mark, frame, known_at).items() if n}


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_is_what_is_countedone_by_one(seed: int, fold: bool) -> None:
    """Also of both marks at once, which no page of a number tells, and in any order of being written."""
    _chance, positions = world(seed, fold=fold)

    for known_at in (None, *positions):
        found = taken(asked(known_at=known_at))
        assert found == {end: one_by_one(end, known_at) for end in ENDS}


def one_by_one(end: date, known_at: int | None) -> dict[Spot, int]:
    rows = Fact.objects.filter(happened_on__lt=end)
    if known_at is not None:
        rows = rows.filter(pk__in=Position.objects.filter(position__lte=known_at).values("fact_id"))
    found, signs = Counter[Spot](), {term.fact: term.sign for term in OPEN}
    for _subject, some in groupby(rows.order_by("subject", "happened_at", "id"), key=lambda fact: fact.subject):
        facts = list(some)
        back = {fact.reverses for fact in facts}
        stand = [fact for fact in facts if fact.reverses is None and fact.id not in back]
        matters = [fact.d2 for fact in stand]
        channels = [fact.d1 for fact in stand if fact.kind == "case.registered"]
        marks = matters[-1] if matters else None, channels[-1] if channels else None
        for fact in facts:
            found[Spot(fact.place_path, fact.org_path, marks)] += signs.get(fact.kind, 0) * (-1 if fact.reverses else 1)
    return {spot: n for spot, n in found.items() if n}


@pytest.mark.parametrize("seed", range(3))
def test_is_the_same_told_apart_by_less(seed: int) -> None:
    """Nodes, scopes and marks are sums of the finest."""
    world(seed, fold=seed == 1)
    finest = taken(asked())

    for org, place, names in product(UNITS, PLACES, ((), ("channel",), ("matter", "channel"))):
        changes = {"org_path": org, "place_path": place, "names": names, "org_of": None, "place_of": within(PLACES[1])}
        found = taken(asked(**changes))
        for end in ENDS:
            sums = Counter[Spot]()
            for spot, n in finest[end].items():
                if spot.org.startswith(org) and spot.place.startswith(place):
                    marks = tuple(dict(zip(("matter", "channel"), spot.marks, strict=True))[name] for name in names)
                    sums[Spot(within(PLACES[1])(spot.place), "", marks)] += n
            assert found[end] == {spot: n for spot, n in sums.items() if n}


class TestWhatIsKept:
    def test_says_who_is_looked_at(self) -> None:
        """What was closed before the first end is not read at all."""
        for about in range(5):
            (
                happen("case.registered", on=FIRST, about=f"gone{about}"),
                happen("case.closed", on=FIRST, about=f"gone{about}"),
            )
        happen("case.registered", on=FIRST, about="left", matter=3, channel=2)
        settle(fold=True)

        question = asked(org_of=None)

        assert set(question._subjects().values_list("subject", flat=True)) == {"example:left"}
        assert taken(question) == {end: {Spot(COUNTY, "", (3, 2)): 1} for end in ENDS}

    def test_closed_at_another_unit_stands_at_both(self) -> None:
        """As each unit's own number has it: one more here, one less there, together none."""
        happen("case.registered", on=FIRST, about="a", org=UNITS[1], channel=2)
        happen("case.closed", on=FIRST, about="a", org=UNITS[3], matter=3)
        settle(fold=True)

        found = taken(asked())[ENDS[0]]

        assert found == {Spot(COUNTY, UNITS[1], (3, 2)): 1, Spot(COUNTY, UNITS[3], (3, 2)): -1}


class TestLimits:
    def test_more_than_are_gone_through_are_not_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for about in range(4):
            happen("case.registered", on=FIRST, about=str(about))
        settle(fold=True)
        assert asked().take() is not None

        monkeypatch.setattr(stocktaking, "MOST", 3)

        assert asked().take() is None
        assert asked(org_of=None).take() is None

    @pytest.mark.parametrize(("org_of", "most"), [(None, 5), (same, 3)])
    def test_takes_as_many_queries_whatever_stands(self, org_of: Callable[[str], str] | None, most: int) -> None:
        seen = []
        for times in (1, 30):
            for number in range(times):
                happen("case.registered", on=FIRST, about=f"{times}-{number}", place=PLACES[number % 5])
            settle(fold=True)
            with CaptureQueriesContext(connection) as caught:
                taken(asked(org_of=org_of))
            seen.append(len(caught))

        assert seen[0] == seen[1] <= most
