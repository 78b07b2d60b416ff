"""What is counted once is counted once, over any days and anywhere, however its facts came, went and were folded."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from tests.ledger.conftest import WIDGET, make_widget
from tests.ledger.rolls.playing import fold_while_built, folded, in_every_state
from tests.ledger.rolls.test_cells import COUNTY, NIGHT, PAINTED, PLACES, SCOPES, SPANS, UNITS, above, settle, take_back

from minqing.kernel.ref import Ref
from minqing.ledger.definitions import definition_hash
from minqing.ledger.lines import Line
from minqing.ledger.measures import MEASURES, Tally, Term
from minqing.ledger.models import Cell, Fact, Folded, Node, Presence
from minqing.ledger.records import FactView
from minqing.ledger.rolls import building
from minqing.ledger.rolls.auditing import cells_hash, differing_cells
from minqing.ledger.rolls.building import ready_all, rebuild
from minqing.ledger.rolls.days import keep_days_from
from minqing.ledger.rolls.folding import fold, fold_all
from minqing.ledger.rolls.reading import read
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.sheets import DoesNotAddUp, Number, sheet
from minqing.ledger.spans import Span

pytestmark = pytest.mark.django_db
MADE = replace(PAINTED, key="widgets.kinds", unit="个", part=(Term("widget.made", distinct="subject"),), whole=())
GREEN = replace(MADE, key="widgets.green_kinds", part=(Term("widget.made", {"colour": 1}, distinct="subject"),))
SLOW = replace(MADE, key="widgets.slow", part=(Term("widget.made", between=(4, None), distinct="subject"),))
MAKERS = replace(MADE, key="widgets.makers", unit="人", part=(Term("widget.made", distinct="actor"),))
EVER = replace(MADE, key="widgets.makers_ever", part=(Term("widget.made", distinct="actor", until_end=True),))
EACH = replace(MADE, key="widgets.each", unit="件", part=(Term("widget.made"),), whole=MADE.part)
OURS = (MADE, GREEN, SLOW, MAKERS, EVER, EACH)
MONTHS = (Span(date(2026, 8, 1), date(2026, 10, 1)), Span(date(2025, 11, 1), date(2027, 1, 1)))
YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))
ORGS, WHERE = Scope(COUNTY, COUNTY, Node.ORG), Scope(COUNTY, COUNTY, Node.PLACE)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in OURS:
        monkeypatch.setitem(MEASURES, one.key, one)


def make(chance: Random) -> FactView:
    """Make one of a few widgets, by one of a few people, on some day and somewhere."""
    return make_widget(
        subject=Ref("widget", str(chance.randrange(7))),
        actor=Ref("post", chance.choice(("clerk", "smith", "joiner"))),
        at=datetime(2026, 7, 25, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 61)),
        org_path=chance.choice(UNITS),
        place_path=chance.choice(PLACES),
        data={"late": chance.random() < 0.5, "colour": chance.choice((1, 2, None)), "hours": chance.randrange(9)},
    )


def lines() -> list[Line]:
    """Return what is counted once, each line once."""
    terms = (term for one in OURS for term in one.terms if term.distinct)
    return list({term.line.key: term.line for term in terms}.values())


def by_hand(span: Span, scope: Scope) -> dict[tuple[str, str], int]:
    """Count every entity one by one: it is there if it has more facts than were taken back."""
    facts: dict[tuple[str, str, str], int] = defaultdict(int)
    actors = dict(Fact.objects.values_list("id", "actor"))
    for row in Fact.objects.filter(kind=WIDGET.key):
        here = row.org_path.startswith(scope.org_path) and row.place_path.startswith(scope.place_path)
        for line in lines():
            fits = line.holds((row.d1, row.d2, row.d3, row.d4), row.qty)
            if here and fits and span.holds(row.happened_on):
                whose = row.subject if line.distinct == "subject" else actors[row.reverses or row.id]
                for path in above(row, scope):
                    facts[line.key, path, whose] += 1 if row.reverses is None else -1
    found: dict[tuple[str, str], int] = defaultdict(int)
    for (key, path, _), count in facts.items():
        found[key, path] += count > 0
    return {key: count for key, count in found.items() if count}


def told(spans: tuple[Span, ...] = (*SPANS, *MONTHS, YEAR)) -> Iterator[tuple[dict, dict]]:
    """Read every span of every scope, and count the same by hand."""
    for scope in SCOPES:
        read_once = read(lines(), spans, scope)
        for span in spans:
            held = {(line.key, path): value for line in lines() for path, value in read_once.of(line.key, span).items()}
            yield {key: facts for key, (facts, _) in held.items() if facts}, by_hand(span, scope)


def dump() -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    cells = Cell.objects.exclude(facts=0, amount=0).values_list("line", "period", "node", "facts", "amount")
    there = Presence.objects.exclude(facts=0).values_list("line", "period", "node", "entity", "facts")
    return set(cells), set(there)


class TestRead:
    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("days_from", [date(1970, 1, 1), date(2026, 9, 8)])
    def test_says_what_the_facts_say(self, seed: int, days_from: date) -> None:
        Folded.objects.update_or_create(pk=1, defaults={"days_from": days_from})
        in_every_state(make, seed, many=12, few=6, limit=5)

        for read_once, counted in told():
            assert read_once == counted

    def test_counts_from_facts_alone_where_nothing_is_folded(self) -> None:
        chance = Random(7)
        for gone in [make(chance) for _ in range(12)][:4]:
            take_back(gone)

        for read_once, counted in told():
            assert read_once == counted

    def test_counts_everything_anew_where_too_much_is_not_folded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("minqing.ledger.rolls.reading.FEW", 3)
        folded(make, 8, 20)
        chance = Random(9)
        for _ in range(9):
            make(chance)
        settle()

        for read_once, counted in told():
            assert read_once == counted

    def test_lets_go_whoever_has_nothing_left_and_takes_him_in_again(self) -> None:
        ready_all()
        counts = []
        for _ in range(2):
            made = make_widget(subject=Ref("widget", "1"))
            settle()
            fold_all(NIGHT)
            counts.append(sheet([MADE], [YEAR], ORGS).number(MADE, YEAR).part)
            take_back(made)
            counts.append(sheet([MADE], [YEAR], ORGS).number(MADE, YEAR).part)
            settle()
            fold_all(NIGHT)
            counts.append(sheet([MADE], [YEAR], ORGS).number(MADE, YEAR).part)

        assert counts == [1, 0, 0, 1, 0, 0]

    def test_says_the_same_when_old_days_have_gone(self) -> None:
        folded(make, 5, 20)

        keep_days_from(date(2026, 9, 10))

        for read_once, counted in told():
            assert read_once == counted

    def test_tells_a_number_as_it_was_known_at_an_earlier_position(self) -> None:
        early = folded(make, 6, 10)
        printed = sheet(OURS, [YEAR], WHERE)
        numbers = {one.key: printed.number(one, YEAR) for one in OURS}
        for gone in early:
            take_back(gone)
        make_widget(subject=Ref("widget", "new"), actor=Ref("post", "new"))
        settle()
        fold_all(NIGHT)

        again = sheet(OURS, [YEAR], WHERE, known_at=printed.through)

        assert {one.key: again.number(one, YEAR) for one in OURS} == numbers
        assert sheet(OURS, [YEAR], WHERE).number(MAKERS, YEAR).part == 1 < numbers[MAKERS.key].part

    def test_takes_as_many_queries_for_many_months_and_units_as_for_one(self) -> None:
        folded(make, 1, 30)
        months = [Span(date(2026, month, 1), date(2026, month + 1, 1)) for month in range(1, 12)]

        with CaptureQueriesContext(connection) as one:
            sheet([MADE], months[8:9], replace(ORGS, paths=(COUNTY,)))
        with CaptureQueriesContext(connection) as many:
            sheet([MADE, GREEN], months, ORGS)

        assert len(one) == len(many) == 7


class TestRebuild:
    @pytest.mark.parametrize("seed", range(3))
    def test_gives_the_same_cells_and_presence_as_folding(self, seed: int) -> None:
        made = folded(make, seed, 20)
        for gone in made[3:9]:
            take_back(gone)
        settle()
        fold(NIGHT, limit=2)
        fold_all(NIGHT)
        kept, name = dump(), cells_hash()
        make(Random(seed))

        rebuild()

        assert dump() == kept
        assert all(kept)
        assert cells_hash() == name

    def test_adds_what_was_folded_while_it_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        chance = Random(1)
        made = [make(chance) for _ in range(12)]
        settle()
        fold_all(NIGHT)
        meanwhile = fold_while_built(monkeypatch, lambda: [*map(take_back, made[:4]), make(chance)])
        ready_all()
        kept = dump()

        assert meanwhile == [5]
        for read_once, counted in told():
            assert read_once == counted
        rebuild()
        assert dump() == kept

    def test_writes_in_parts_what_is_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = folded(make, 2, 20)
        take_back(made[0])
        settle()
        fold_all(NIGHT)
        kept = dump()
        monkeypatch.setattr("minqing.ledger.rolls.building_once.ROWS_AT_ONCE", 3)
        monkeypatch.setattr("minqing.ledger.rolls.presence.AT_ONCE", 4)

        rebuild()

        assert dump() == kept

    def test_forgets_what_no_measure_asks_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folded(make, 1, 20)
        assert Presence.objects.exists()

        for one in OURS:
            monkeypatch.delitem(MEASURES, one.key)
        ready_all()

        assert not Presence.objects.exists()


class TestAudit:
    def test_finds_a_cell_that_was_changed_by_hand(self) -> None:
        folded(make, 3, 20)
        line = building.Line.objects.get(key=MADE.part[0].line.key).pk
        sound = differing_cells(seed=1, sample=1000)

        Cell.objects.filter(line=line, period=2026).update(facts=F("facts") + 1)

        assert sound == ""
        assert MADE.part[0].line.key in differing_cells(seed=1, sample=1000)

    def test_finds_presence_that_was_changed_by_hand(self) -> None:
        folded(make, 3, 20)
        name = cells_hash()

        Presence.objects.filter(period=2026, entity="widget:3").update(facts=F("facts") + 1)

        assert "widget:3" in differing_cells(seed=1, sample=1000)
        assert cells_hash() != name


class TestSheet:
    def test_gives_numbers_that_do_not_add_up(self) -> None:
        ready_all()
        for number, (who, month) in enumerate([("a", 8), ("b", 8), ("a", 9), ("a", 9)]):
            at = datetime(2026, month, 3, tzinfo=UTC)
            make_widget(subject=Ref("widget", who), actor=Ref("post", who), at=at, org_path=UNITS[number % 2])
        settle()
        fold_all(NIGHT)
        months = [Span(date(2026, 8, 1), date(2026, 9, 1)), Span(date(2026, 9, 1), date(2026, 10, 1))]

        read_once = sheet(OURS, [*months, YEAR], ORGS)

        assert [read_once.number(MADE, span).value for span in (*months, YEAR)] == [2, 1, 2]
        assert read_once.tallies(MADE, YEAR) == {COUNTY: Tally(2), UNITS[0]: Tally(1), UNITS[1]: Tally(2)}
        assert read_once.number(EVER, months[0]).value == 2
        assert read_once.number(EACH, YEAR) == Number(value=2, part=4, whole=2, n=2)
        with pytest.raises(DoesNotAddUp):
            read_once.own(MADE, YEAR)

    def test_has_a_definition_of_its_own(self) -> None:
        counted = replace(MADE, part=(Term("widget.made"),))

        assert len({definition_hash(one) for one in (*OURS, counted)}) == len(OURS) + 1
