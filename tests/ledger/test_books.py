"""The books of a night say what the facts say: at any moment, whatever came late or was taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.ledger.conftest import make_widget

from minqing.kernel.ref import Ref
from minqing.ledger import books
from minqing.ledger.measures import MEASURES, Measure, Tally, Term, Worked
from minqing.ledger.models import Balance, Closing, Fact
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import Reckoning
from minqing.ledger.records import FactView
from minqing.ledger.seals import verify
from minqing.ledger.service import recorded, reverse

COUNTY = "139901/"
PLACES = ("139901/101/203/", "139901/101/204/", "139901/102/201/")
UNITS = ("139901/water/", "139901/roads/")
NIGHT = datetime(2026, 9, 20, 17, tzinfo=UTC)
"""One o'clock of the 21st in the county."""
CLOSED = date(2026, 9, 21)
PAINTED = Measure(
    key="widgets.painted",
    title="Painted",
    question="?",
    unit="件",
    part=(
        Term("widget.made", {"colour": (1, 2)}, until_end=True),
        Term("widget.made", {"late": 1}, sign=-1, until_end=True),
    ),
    whole=(Term("widget.made", until_end=True, sums=True), Term("widget.made", {"late": 0})),
    counts="?",
    misleads="?",
    worked=Worked([], Tally()),
)


@pytest.fixture(autouse=True)
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MEASURES, PAINTED.key, PAINTED)


def make(chance: Random, day: int) -> FactView:
    """Make a widget on a day of September, somewhere and somehow."""
    return make_widget(
        subject=Ref("widget", str(chance.random())),
        at=datetime(2026, 9, day, chance.randrange(24), tzinfo=UTC),
        org_path=chance.choice(UNITS),
        place_path=chance.choice(PLACES),
        data={"late": chance.random() < 0.5, "colour": chance.choice((1, 2, None)), "hours": chance.randrange(9)},
    )


def settle() -> None:
    """Give positions to everything, also to what this test's own transaction wrote."""
    forget_transactions()
    settle_all()


def told(end: date) -> list[Any]:
    """Return every answer about the painted widgets up to a day."""
    found: list[Any] = []
    for org, place in ((COUNTY, COUNTY), (UNITS[0], "139901/101/"), (UNITS[1], PLACES[2]), ("139901/wat/", COUNTY)):
        reckoning = Reckoning(org, place, date(2026, 9, 5), end)
        whole = reckoning.tally(PAINTED)
        splits = [reckoning.tallies(PAINTED, by=by) for by in ("place_path", "org_path")]
        seen = [{path: tally for path, tally in split.items() if tally != Tally()} for split in splits]
        found += [whole, *seen]
    return found


def by_hand() -> Tally:
    """Count the painted widgets of the whole county one by one, up to the last day."""
    painted = late = hours = in_time = 0
    for row in Fact.objects.filter(kind="widget.made", happened_on__lt=ENDS[-1]):
        sign = 1 if row.reverses is None else -1
        painted += sign * (row.d2 in (1, 2))
        late += sign * (row.d1 == 1)
        hours += sign * (row.qty or 0)
        in_time += sign * (row.d1 == 0 and row.happened_on >= date(2026, 9, 5))
    return Tally(painted - late, hours + in_time)


ENDS = [date(2026, 9, day) for day in (3, 12, 20, 21, 22, 25, 29)]


@pytest.mark.django_db
class TestBooks:
    @pytest.mark.parametrize("seed", range(6))
    def test_give_the_same_answers_as_the_facts_alone(self, seed: int) -> None:
        chance = Random(seed)
        made = [make(chance, chance.randrange(1, 21)) for _ in range(25)]
        settle()
        unsettled = [make(chance, chance.randrange(1, 21)) for _ in range(5)]
        books.close_books(NIGHT)
        settle()
        late = [make(chance, chance.randrange(1, 21)) for _ in range(5)]
        for gone in (made[0], unsettled[0], late[0]):
            recorded(reverse)(gone.id, actor=Ref("post", "clerk"), at=NIGHT + timedelta(days=2))
        for _ in range(5):
            make(chance, chance.randrange(22, 29))

        with_books = [told(end) for end in ENDS]
        assert verify().why == ""
        Closing.objects.all().delete()

        assert with_books == [told(end) for end in ENDS]
        assert with_books[-1][0] == by_hand()

    def test_hold_one_line_however_many_facts_there_are(self) -> None:
        for _ in range(7):
            make_widget(data={"late": False, "colour": 1, "hours": 2})
        settle()
        books.close_books(NIGHT)

        (line,) = Balance.objects.filter(kind="widget.made")

        assert (line.facts, line.amount) == (7, 14)

    def test_are_asked_as_often_for_many_facts_as_for_few(self) -> None:
        counts = []
        for _ in range(2):
            for day in range(1, 29):
                make(Random(day), day)
            settle()
            books.close_books(NIGHT)
            with CaptureQueriesContext(connection) as asked:
                Reckoning(COUNTY, COUNTY, date(2026, 9, 1), date(2026, 9, 30)).tally(PAINTED)
            counts.append(len(asked))

        assert counts == [5, 5]  # four for all stocks, and one for what happened within the period

    def test_are_made_once_a_day_and_kept_for_a_day_more(self) -> None:
        for days in (0, 1, 2):
            at = NIGHT + timedelta(days=days)
            assert books.close_books(at) == books.close_books(at + timedelta(hours=3)) == CLOSED + timedelta(days=days)

        assert [closing.day for closing in Closing.objects.order_by("day")] == [date(2026, 9, 22), date(2026, 9, 23)]

    def test_are_not_asked_where_they_do_not_hold_what_a_stock_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make(Random(1), 3)
        settle()
        books.close_books(NIGHT)
        monkeypatch.setitem(MEASURES, "widgets.due", replace(PAINTED, part=(Term("case.due", until_end=True),)))
        Balance.objects.filter(kind="widget.made").update(facts=100)

        assert Reckoning(COUNTY, COUNTY, date(2026, 9, 1), CLOSED).tally(PAINTED).part <= 1
        assert books.close_books(NIGHT) == CLOSED
        assert "case.due()" in Closing.objects.get().holds

    def test_are_found_out_when_somebody_changes_them(self) -> None:
        make(Random(1), 3)
        settle()
        books.close_books(NIGHT)
        assert verify().is_sound

        Balance.objects.filter(kind="widget.made").update(facts=2)

        assert "和事实对不上" in verify().why
