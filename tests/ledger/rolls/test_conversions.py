"""What was followed in time is counted at its beginning, whichever came first, was taken back, or came late."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import F
from tests.ledger.conftest import WIDGET, make_widget
from tests.ledger.rolls.playing import fold_while_built, folded, in_every_state
from tests.ledger.rolls.test_cells import COUNTY, NIGHT, PAINTED, PLACES, SCOPES, SPANS, UNITS, above, settle, take_back
from tests.ledger.rolls.test_cells import dump as cells

from minqing.kernel.ref import Ref
from minqing.ledger import working_days as calendars
from minqing.ledger.definitions import definition_hash
from minqing.ledger.facts import FACT_TYPES, FactType, code
from minqing.ledger.measures import MEASURES, Kind, Tally, Term, lines_asked
from minqing.ledger.models import Cell, Fact, Folded, Line, Node
from minqing.ledger.queries import facts_of, tally
from minqing.ledger.records import FactView
from minqing.ledger.rolls import building
from minqing.ledger.rolls.auditing import cells_hash, differing_cells
from minqing.ledger.rolls.building import missing_lines, ready_all, rebuild
from minqing.ledger.rolls.days import keep_days_from
from minqing.ledger.rolls.folding import fold, fold_all
from minqing.ledger.rolls.reading import read
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.service import record, recorded
from minqing.ledger.sheets import sheet
from minqing.ledger.spans import Span
from minqing.ledger.terms import Then
from minqing.ledger.working_days import WorkingDays

pytestmark = pytest.mark.django_db
SOLD = FactType(
    "widget.sold", title="Sold", meaning="Sold.", columns={"channel": code("d1", "where", {1: "shop", 2: "web"})}
)
MADE = Term("widget.made")
SOON = replace(
    PAINTED, key="widgets.sold_soon", unit="%", part=(Term("widget.made", then=Then("widget.sold", 3)),), whole=(MADE,)
)
GREEN = Term("widget.made", {"colour": 1}, between=(2, None), then=Then("widget.sold", 5, {"channel": 2}))
OF_GREEN = replace(PAINTED, key="widgets.green_to_web", part=(GREEN,), whole=())
AGAIN = replace(PAINTED, key="widgets.again", part=(Term("widget.made", then=Then("widget.made", 4)),), whole=())
SAME_DAY = Term("widget.made", until_end=True, then=Then("widget.sold", 0))
STOCK = replace(PAINTED, key="widgets.sold_at_once", part=(SAME_DAY,), whole=())
OURS = (SOON, OF_GREEN, AGAIN, STOCK)
YEAR = Span(date(2026, 1, 1), date(2027, 1, 1))
ORGS = Scope(COUNTY, COUNTY, Node.ORG)
HOLIDAYS = {date(2026, 9, 3), date(2026, 9, 4)}


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACT_TYPES, SOLD.key, SOLD)
    monkeypatch.setattr(calendars, "_source", [lambda: WorkingDays("ours", works)])
    for one in OURS:
        monkeypatch.setitem(MEASURES, one.key, one)


def happen(chance: Random) -> FactView:
    """Make or sell one of a few widgets, in any order of time and of writing."""
    what: dict[str, Any] = {
        "subject": Ref("widget", str(chance.randrange(6))),
        "at": datetime(2026, 8, 24, tzinfo=UTC) + timedelta(hours=12 * chance.randrange(50)),
        "org_path": chance.choice(UNITS),
        "place_path": chance.choice(PLACES),
    }
    if chance.random() < 0.5:
        sold = {"actor": Ref("post", "clerk"), "data": {"channel": chance.choice((1, 2))}}
        return recorded(record)("widget.sold", **what, **sold)
    data = {"late": False, "colour": chance.choice((1, 2)), "hours": chance.randrange(9)}
    return make_widget(**what, data=data)


def in_time(first: date, then: date, within: int) -> bool:
    """Count the working days after one day up to another."""
    between = (first + timedelta(days=number + 1) for number in range((then - first).days))
    worked = [day for day in between if works(day)]
    return then == first or len(worked) < within or (len(worked) == within and worked[-1:] == [then])


def by_hand(span: Span, scope: Scope) -> dict[tuple[str, str], int]:
    """Look at every fact that was not taken back, and at every other of its subject."""
    every = list(Fact.objects.all())
    taken = {row.reverses for row in every}
    standing = [row for row in every if row.reverses is None and row.pk not in taken]
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in standing:
        here = row.org_path.startswith(scope.org_path) and row.place_path.startswith(scope.place_path)
        if row.kind != WIDGET.key or not here or not span.holds(row.happened_on):
            continue
        for line in (one.part[0].line for one in OURS):
            ends = [end for end in standing if end.subject == row.subject and end.pk != row.pk]
            ends = [end for end in ends if end.kind == line.then.fact and end.happened_at >= row.happened_at]
            ends = [end for end in ends if line.then.holds(end.kind, (end.d1, end.d2, end.d3, end.d4))]
            fits = line.holds((row.d1, row.d2, row.d3, row.d4), row.qty)
            if fits and any(in_time(row.happened_on, end.happened_on, line.then.within_days) for end in ends):
                for path in above(row, scope):
                    found[line.key, path] += 1
    return dict(found)


def told() -> Iterator[tuple[dict, dict]]:
    """Read every span of every scope, and count the same by hand."""
    lines = [one.part[0].line for one in OURS]
    for scope in SCOPES:
        read_once = read(lines, (*SPANS, YEAR), scope)
        for span in (*SPANS, YEAR):
            held = {(line.key, path): value for line in lines for path, value in read_once.of(line.key, span).items()}
            yield {key: facts for key, (facts, _) in held.items() if facts}, by_hand(span, scope)


class TestRead:
    @pytest.mark.parametrize("seed", range(4))
    @pytest.mark.parametrize("days_from", [date(1970, 1, 1), date(2026, 9, 8)])
    def test_says_what_the_facts_say(self, seed: int, days_from: date) -> None:
        Folded.objects.update_or_create(pk=1, defaults={"days_from": days_from})
        in_every_state(happen, seed, many=25, few=8, limit=7)

        for read_once, counted in told():
            assert read_once == counted

    def test_counts_from_facts_alone_where_nothing_is_folded(self) -> None:
        chance = Random(7)
        for gone in [happen(chance) for _ in range(40)][:8]:
            take_back(gone)

        for read_once, counted in told():
            assert read_once == counted
        assert by_hand(YEAR, ORGS)

    def test_says_the_same_when_old_days_have_gone(self) -> None:
        folded(happen, 5, 40)

        keep_days_from(date(2026, 9, 10))

        for read_once, counted in told():
            assert read_once == counted

    def test_tells_a_number_as_it_was_known_at_an_earlier_position(self) -> None:
        early = folded(happen, 6, 40)
        printed = sheet(OURS, [YEAR], ORGS)
        numbers = {one.key: printed.number(one, YEAR) for one in OURS}
        for gone in early[:20]:
            take_back(gone)
        settle()
        fold_all(NIGHT)

        again = sheet(OURS, [YEAR], ORGS, known_at=printed.through)

        assert {one.key: again.number(one, YEAR) for one in OURS} == numbers
        assert sheet(OURS, [YEAR], ORGS).number(SOON, YEAR) != numbers[SOON.key]

    def test_tells_it_by_the_calendar_that_was_held_then(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folded(happen, 6, 40)
        printed, held = sheet(OURS, [YEAR], ORGS), calendars.working_days()
        numbers = {one.key: printed.number(one, YEAR) for one in OURS}

        monkeypatch.setattr(calendars, "_source", [lambda: WorkingDays("all", lambda day: True, lambda at: held)])
        again = sheet(OURS, [YEAR], ORGS, known_at=printed.through)
        frame = {"org_path": COUNTY, "place_path": COUNTY, "start": date(2026, 1, 1), "end": date(2027, 1, 1)}
        opened = facts_of(SOON, side="part", known_at=printed.through, **frame)

        assert {one.key: again.number(one, YEAR) for one in OURS} == numbers
        assert sheet(OURS, [YEAR], ORGS).number(SOON, YEAR) != numbers[SOON.key]
        assert len(opened.items) == numbers[SOON.key].part

    @pytest.mark.parametrize(("sold", "followed"), [(1, 0), (2, 1), (7, 1), (9, 1), (10, 0)])
    def test_skips_days_off(self, sold: int, followed: int) -> None:
        """Made on Wednesday the 2nd; the 3rd and 4th are holidays; the third working day is the 9th."""
        made = datetime(2026, 9, 2, 4, tzinfo=UTC)
        make_widget(at=made)
        one = {"actor": Ref("post", "clerk"), "org_path": UNITS[0], "place_path": PLACES[0], "data": {"channel": 1}}
        recorded(record)("widget.sold", subject=Ref("widget", "1"), at=made.replace(day=sold), **one)

        assert sheet([SOON], [YEAR], ORGS).tally(SOON, YEAR) == Tally(followed, 1)


class TestOpen:
    def test_lists_them_over_any_days_that_can_be_asked_for(self) -> None:
        """A year has 250 working days, and no statement holds those of three centuries."""
        for subject in "ab":
            make_widget(subject=Ref("widget", subject), at=datetime(2026, 9, 1, 4, tzinfo=UTC))
        sold = {"actor": Ref("post", "clerk"), "data": {"channel": 1}, "org_path": UNITS[0], "place_path": PLACES[0]}
        recorded(record)("widget.sold", subject=Ref("widget", "a"), at=datetime(2026, 9, 2, 4, tzinfo=UTC), **sold)
        asked = {"org_path": COUNTY, "place_path": COUNTY, "start": date(1900, 1, 1), "end": date(2199, 12, 31)}

        assert [fact.counts for fact in facts_of(SOON, side="part", **asked).items] == [1]

    def test_lists_the_facts_that_were_followed_and_no_others(self) -> None:
        folded(happen, 4, 40)
        frame = {"org_path": COUNTY, "place_path": "139901/101/", "start": date(2026, 8, 1), "end": date(2026, 9, 10)}

        opened = [len(facts_of(one, side="part", **frame).items) for one in OURS]

        assert opened == [tally(one, **frame).part for one in OURS]
        assert sum(opened) > 0


class TestRebuild:
    @pytest.mark.parametrize("seed", range(3))
    def test_gives_the_same_cells_as_folding(self, seed: int) -> None:
        happened = folded(happen, seed, 40)
        for gone in happened[3:9]:
            take_back(gone)
        settle()
        fold(NIGHT, limit=2)
        fold_all(NIGHT)
        kept, name = cells(), cells_hash()
        happen(Random(seed))

        rebuild()

        assert cells() == kept
        assert cells_hash() == name

    def test_adds_what_was_folded_while_it_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        chance = Random(1)
        happened = [happen(chance) for _ in range(30)]
        settle()
        fold_all(NIGHT)
        meanwhile = fold_while_built(monkeypatch, lambda: [take_back(gone) for gone in happened[:4]])
        ready_all()

        assert meanwhile == [4]
        for read_once, counted in told():
            assert read_once == counted


def by_the_calendar() -> set[str]:
    """Name the lines that count working days, of ours and of the house."""
    return {key for key, line in lines_asked().items() if line.then}


class TestCalendar:
    def test_counts_anew_when_a_day_became_a_day_off(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folded(happen, 2, 40)
        assert missing_lines() == []

        monkeypatch.setattr(calendars, "_source", [lambda: WorkingDays("other", lambda day: day.weekday() < 5)])
        missing = {line.key for line in missing_lines()}
        monkeypatch.setitem(globals(), "HOLIDAYS", set())
        by_facts = list(told())
        ready_all()

        assert missing == by_the_calendar() >= {one.part[0].line.key for one in OURS}
        assert missing_lines() == []
        for read_once, counted in (*by_facts, *told()):
            assert read_once == counted

    def test_does_not_take_a_line_for_whole_because_an_old_calendar_came_back(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folded(happen, 2, 40)
        with monkeypatch.context() as other:
            other.setattr(calendars, "_source", [lambda: WorkingDays("other", works)])
            happen(Random(3))
            settle()
            fold_all(NIGHT)

        assert {line.key for line in missing_lines()} == by_the_calendar()
        for read_once, counted in told():
            assert read_once == counted

    def test_does_not_finish_what_was_begun_under_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folded(happen, 2, 40)
        Line.objects.update(ready=False)
        really = building._finished

        def change_first(*args: Any) -> bool:
            with monkeypatch.context() as other:
                other.setattr(calendars, "_source", [lambda: WorkingDays("other", works)])
                return really(*args)

        monkeypatch.setattr(building, "_finished", change_first)
        ready_all()

        assert {line.key for line in missing_lines()} >= {one.part[0].line.key for one in OURS}


class TestAudit:
    def test_finds_a_cell_that_was_changed_by_hand(self) -> None:
        folded(happen, 3, 40)
        line = Line.objects.get(key=SOON.part[0].line.key).pk
        sound = differing_cells(seed=1, sample=1000)

        Cell.objects.filter(line=line, period=2026).update(facts=F("facts") + 1)

        assert sound == ""
        assert "then=widget.sold within=3" in differing_cells(seed=1, sample=1000)


class TestMeasure:
    def test_is_a_kind_of_its_own_with_a_definition_of_its_own(self) -> None:
        later = replace(SOON, part=(Term("widget.made", then=Then("widget.sold", 4)),))

        assert SOON.kind is Kind.CONVERSION
        assert SOON.kinds == {"widget.made", "widget.sold"}
        assert len({definition_hash(one) for one in (*OURS, later)}) == len(OURS) + 1
