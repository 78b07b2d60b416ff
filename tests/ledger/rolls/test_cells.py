"""Cells say what the facts say: whatever came late, was taken back, is not folded yet, or was never folded at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from tests.ledger.conftest import WIDGET, make_widget

from minqing.kernel.ref import Ref
from minqing.ledger.definitions import definition_hash
from minqing.ledger.expressions import Expression
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import MEASURES, Measure, Tally, Term, Worked, lines_asked
from minqing.ledger.models import Cell, Fact, Folded, Line, Node
from minqing.ledger.percentiles import Percentile
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.records import FactView
from minqing.ledger.rolls.auditing import cells_hash, differing_cells
from minqing.ledger.rolls.building import ready_all, rebuild
from minqing.ledger.rolls.days import keep_days_from
from minqing.ledger.rolls.folding import fold, fold_all
from minqing.ledger.rolls.reading import read
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.service import recorded, reverse
from minqing.ledger.sheets import Number, sheet
from minqing.ledger.spans import Span

COUNTY = "139901/"
UNITS = ("139901/water/", "139901/roads/", "139901/roads/bridges/")
PLACES = ("139901/101/203/", "139901/101/204/g001/", "139901/102/201/g002/h00001/")
NIGHT = datetime(2026, 9, 20, 17, tzinfo=UTC)
HOURS = Term("widget.made", sums=True)
PAINTED = Measure(
    key="widgets.painted",
    title="Painted",
    question="?",
    unit="件",
    part=(Term("widget.made", {"colour": (1, 2)}), Term("widget.made", {"late": 1}, sign=-1, until_end=True)),
    whole=(Term("widget.made", sums=True),),
    counts="?",
    misleads="?",
    worked=Worked([], Tally()),
)
TIMED = replace(
    PAINTED,
    key="widgets.median_hours",
    unit="hours",
    part=(Term("widget.made", {"colour": 1}),),
    whole=(),
    percentile=Percentile(50, (0, 2, 4, 6)),
)
RUNNING = replace(PAINTED, key="widgets.this_year", part=(Term("widget.made", since_year=True),), whole=())
PER_PIECE = replace(PAINTED, key="widgets.hours_each", unit="hours", part=(HOURS,), whole=(Term("widget.made"),))
TWICE = replace(
    PAINTED, key="widgets.hours_twice", unit="hours", part=(), whole=(), expression=Expression("widgets.hours_each * 2")
)
OURS = (PAINTED, TIMED, RUNNING, PER_PIECE, TWICE)
SPANS = (
    Span(None, date(2026, 9, 12)),
    Span(None, date(2027, 1, 1)),
    Span(date(2026, 9, 1), date(2026, 10, 1)),
    Span(date(2026, 9, 5), date(2026, 9, 12)),
    Span(date(2025, 1, 1), date(2026, 9, 3)),
    Span(date(2026, 8, 20), date(2026, 9, 25)),
)
SCOPES = (
    Scope(COUNTY, COUNTY, Node.ORG),
    Scope(COUNTY, COUNTY, Node.PLACE),
    Scope("139901/roads/", COUNTY, Node.ORG),
    Scope("139901/roads/", COUNTY, Node.ORG, ("139901/roads/bridges/",)),
    Scope(COUNTY, "139901/101/", Node.PLACE),
    Scope("139901/roads/", "139901/102/", Node.PLACE),
    Scope(COUNTY, PLACES[2], Node.PLACE),
)


@pytest.fixture(autouse=True)
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in OURS:
        monkeypatch.setitem(MEASURES, one.key, one)


def make(chance: Random) -> FactView:
    """Make a widget on some day, somewhere and somehow."""
    return make_widget(
        subject=Ref("widget", str(chance.random())),
        at=datetime(2026, 8, 15, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 40)),
        org_path=chance.choice(UNITS),
        place_path=chance.choice(PLACES),
        data={"late": chance.random() < 0.5, "colour": chance.choice((1, 2, None)), "hours": chance.randrange(9)},
    )


def take_back(made: FactView) -> None:
    recorded(reverse)(made.id, actor=Ref("post", "clerk"), at=NIGHT)


def settle() -> None:
    """Give positions to everything, also to what this test's own transaction wrote."""
    forget_transactions()
    settle_all()


def above(row: Fact, scope: Scope) -> list[str]:
    """Name the nodes that a fact belongs to: of organisations all, of places down to grid cells, and what is asked."""
    path = row.org_path if scope.tree == Node.ORG else row.place_path
    steps = [path[: end + 1] for end, letter in enumerate(path) if letter == "/"]
    asked = scope.paths or [step for step in steps if step.startswith(scope.path)]
    return [step for step in steps if step in asked and (step.count("/") <= 4 or step == scope.place_path)]


def by_hand(span: Span, scope: Scope) -> dict[tuple[str, str], tuple[int, int]]:
    """Count every painted widget one by one."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in Fact.objects.filter(kind=WIDGET.key):
        here = row.org_path.startswith(scope.org_path) and row.place_path.startswith(scope.place_path)
        if not (span.holds(row.happened_on) and here):
            continue
        sign = 1 if row.reverses is None else -1
        for line in lines_asked().values():
            if line.fact == row.kind and line.holds((row.d1, row.d2, row.d3, row.d4), row.qty):
                for path in above(row, scope):
                    facts, amount = found.get((line.key, path), (0, 0))
                    found[line.key, path] = facts + sign, amount + sign * (row.qty or 0)
    return {key: value for key, value in found.items() if value != (0, 0)}


def told() -> Iterator[tuple[dict, dict]]:
    """Read every span of every scope, and count the same by hand."""
    lines = {term.line.key: term.line for one in OURS for term in one.terms}.values()
    for scope in SCOPES:
        read_once = read(lines, SPANS, scope)
        for span in SPANS:
            held = {(line.key, path): value for line in lines for path, value in read_once.of(line.key, span).items()}
            yield {key: value for key, value in held.items() if value != (0, 0)}, by_hand(span, scope)


def dump() -> set[tuple[int, ...]]:
    return set(Cell.objects.exclude(facts=0, amount=0).values_list("line", "period", "node", "facts", "amount"))


@pytest.mark.django_db
class TestRead:
    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("days_from", [date(1970, 1, 1), date(2026, 9, 8)])
    def test_says_what_the_facts_say(self, seed: int, days_from: date) -> None:
        Folded.objects.update_or_create(pk=1, defaults={"days_from": days_from})
        chance = Random(seed)
        early = [make(chance) for _ in range(12)]
        settle()
        assert fold_all(NIGHT) == 12
        ready_all()
        folded = [make(chance) for _ in range(12)]
        settle()
        assert fold(NIGHT, limit=5) == 5
        fold_all(NIGHT)
        settled = [make(chance) for _ in range(6)]
        settle()
        pending = [make(chance) for _ in range(6)]
        for gone in (early[0], folded[0], settled[0], pending[0]):
            take_back(gone)

        for read_once, counted in told():
            assert read_once == counted

    def test_counts_from_facts_alone_where_nothing_is_folded(self) -> None:
        chance = Random(7)
        for _ in range(9):
            make(chance)

        for read_once, counted in told():
            assert read_once == counted

    def test_counts_days_that_touch_in_one_query(self) -> None:
        make(Random(7))
        days = [date(2026, 8, 20) + timedelta(days=number) for number in range(30)]
        spans = [*(Span(day, day + timedelta(days=1)) for day in days), Span(date(2025, 1, 1), date(2025, 2, 1))]

        with CaptureQueriesContext(connection) as caught:
            read([HOURS.line], spans, SCOPES[0])

        assert len([one for one in caught if "GROUP BY" in one["sql"]]) == 2

    def test_counts_everything_anew_where_too_much_is_not_folded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.ledger.rolls.reading.FEW", 3)
        chance = Random(8)
        ready_all()
        for _ in range(9):
            make(chance)
        settle()

        for read_once, counted in told():
            assert read_once == counted


@pytest.mark.django_db
class TestRebuild:
    @pytest.mark.parametrize("seed", range(3))
    def test_gives_the_same_cells_as_folding(self, seed: int) -> None:
        chance = Random(seed)
        ready_all()
        made = [make(chance) for _ in range(20)]
        settle()
        fold(NIGHT, limit=7)
        take_back(made[3])
        settle()
        fold_all(NIGHT)
        folded = dump()
        make(chance)

        assert rebuild() == len(lines_asked())

        assert dump() == folded
        assert folded

    def test_forgets_lines_that_no_measure_asks_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ready_all()
        make(Random(1))
        settle()
        fold_all(NIGHT)
        assert Cell.objects.exists()

        for one in OURS:
            monkeypatch.delitem(MEASURES, one.key)
        ready_all()

        assert not Cell.objects.exists()
        assert FACT_TYPES[WIDGET.key]


@pytest.mark.django_db
class TestSheet:
    def test_gives_every_kind_of_number(self) -> None:
        ready_all()
        for number, (hours, month) in enumerate([(1, 1), (3, 2), (3, 9), (9, 9)]):
            made_on = datetime(2026, month, 3, tzinfo=UTC)
            data = {"late": False, "colour": 1, "hours": hours}
            make_widget(subject=Ref("widget", str(number)), at=made_on, org_path=UNITS[number % 2], data=data)
        settle()
        fold_all(NIGHT)
        september = Span(date(2026, 9, 1), date(2026, 10, 1))

        read_once = sheet(OURS, [september], Scope(COUNTY, COUNTY, Node.ORG))

        numbers = {one.key: read_once.number(one, september) for one in OURS}
        assert numbers["widgets.median_hours"].value == Decimal("4.0")
        assert numbers["widgets.median_hours"].n == 2
        assert numbers["widgets.this_year"].value == 4
        assert numbers["widgets.hours_each"] == Number(Decimal(6), 12, 2, 2)
        assert numbers["widgets.hours_twice"].value == 12
        assert read_once.number(PER_PIECE, september, UNITS[0]).value == 3
        assert read_once.number(PER_PIECE, Span(date(2026, 9, 1), date(2026, 9, 2))).value is None
        assert read_once.tallies(RUNNING, september)[UNITS[0]] == Tally(2)
        assert read_once.through == 4


@pytest.mark.django_db
class TestAudit:
    def test_finds_a_cell_that_was_changed_by_hand(self) -> None:
        ready_all()
        chance = Random(3)
        for _ in range(20):
            make(chance)
        settle()
        fold_all(NIGHT)
        sound = differing_cells(seed=1, sample=2000)
        node = Node.objects.get(tree=Node.PLACE, path="139901/101/203/").pk

        Cell.objects.filter(node=node, period=202609).update(facts=F("facts") + 1)

        assert sound == ""
        assert "139901/101/203/" in differing_cells(seed=1, sample=2000)

    def test_passes_over_a_line_that_is_being_built(self) -> None:
        ready_all()
        make(Random(1))
        settle()
        fold_all(NIGHT)

        Line.objects.exclude(pk=Cell.objects.order_by("line").values_list("line", flat=True)[0]).update(ready=False)

        assert differing_cells(seed=1, sample=500) == ""

    def test_has_one_hash_however_the_cells_came_about(self) -> None:
        chance = Random(4)
        ready_all()
        for _ in range(9):
            make(chance)
        settle()
        fold(NIGHT, limit=4)
        fold(NIGHT, limit=9)
        folded = cells_hash()

        rebuild()
        again = cells_hash()
        Cell.objects.filter(period=2026).update(facts=F("facts") + 1)

        assert folded == again != cells_hash()

    def test_counts_a_province_in_no_unit(self) -> None:
        ready_all()
        make_widget(place_path="13/")
        settle()
        fold_all(NIGHT)

        found = {(tree, path) for tree, path in Node.objects.values_list("tree", "path")}

        assert found == {(Node.PLACE, "13/")}
        assert differing_cells(seed=1, sample=500) == ""
        for read_once, counted in told():
            assert read_once == counted


@pytest.mark.django_db
class TestKeepDaysFrom:
    def test_lets_old_days_go_and_changes_no_figure(self) -> None:
        ready_all()
        chance = Random(5)
        for _ in range(20):
            make(chance)
        settle()
        fold_all(NIGHT)

        gone = keep_days_from(date(2026, 9, 10))

        assert gone > 0
        assert keep_days_from(date(2026, 9, 1)) == 0
        assert not Cell.objects.filter(period__gt=10_000_000, period__lt=20260910).exists()
        for read_once, counted in told():
            assert read_once == counted


@pytest.mark.django_db
class TestKnownAt:
    def test_tells_a_number_as_it_was_known_at_an_earlier_position(self) -> None:
        chance = Random(6)
        ready_all()
        early = [make(chance) for _ in range(10)]
        settle()
        fold_all(NIGHT)
        scope, year = Scope(COUNTY, COUNTY, Node.PLACE), Span(date(2026, 1, 1), date(2027, 1, 1))
        printed = sheet(OURS, [year], scope)
        numbers = {one.key: printed.number(one, year) for one in OURS}
        take_back(early[0])
        for _ in range(5):
            make(chance)
        settle()
        fold_all(NIGHT)
        make(chance)

        again = sheet(OURS, [year], scope, known_at=printed.through)

        assert printed.through == again.through == 10
        assert {one.key: again.number(one, year) for one in OURS} == numbers
        assert sheet(OURS, [year], scope).number(RUNNING, year).value == 15


@pytest.mark.django_db
class TestDefinitionHash:
    def test_changes_with_what_is_counted_and_not_with_the_words(self) -> None:
        kept = definition_hash(PAINTED)

        assert definition_hash(replace(PAINTED, title="Other", counts="Other")) == kept
        assert definition_hash(replace(PAINTED, part=PAINTED.part[:1])) != kept
        assert definition_hash(replace(PAINTED, unit="次")) != kept
        assert definition_hash(replace(TIMED, percentile=Percentile(90, (0, 2, 4, 6)))) != definition_hash(TIMED)
        assert len({definition_hash(one) for one in OURS}) == len(OURS)
