"""What remains of stocks: folded is what is counted anew, whatever came late or was taken back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from tests.factories.panels import COUNTY, happen

from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.behind import Frame, Heap, behind, heaps
from minqing.ledger.measures import MEASURES, Term
from minqing.ledger.models import KeptStock, Remaining
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.rolls import remaining
from minqing.ledger.rolls.remaining import Kept, differing_stock, fold_stocks, forget_stocks, keep_stock, subjects_since
from minqing.ledger.service import recorded, reverse

pytestmark = pytest.mark.django_db
WATER, ROADS, FIRST = "139901/water/", "139901/roads/", date(2026, 3, 1)
NORTH, SOUTH = "139901/101/203/", "139901/102/204/"
OPEN, LYING = (MEASURES[key].part for key in ("cases.open", "cases.lying"))
take_back = recorded(reverse)


def fold() -> None:
    forget_transactions()
    settle_all()
    fold_stocks()


def listed(heap: Heap, frame: Frame) -> set[UUID]:
    return set(behind(heap, frame).values_list("id", flat=True))


def held(terms: Sequence[Term], *, by_unit: bool = False) -> set[tuple[str, str, int]]:
    row = KeptStock.objects.get(key=Kept(tuple(terms), by_unit).key)
    return set(Remaining.objects.filter(stock=row.pk).values_list("subject", "org_path", "n"))


class TestFolding:
    def test_deletes_what_came_to_nought_wherever_it_was_closed(self) -> None:
        for about in ("a", "b"):
            happen("case.registered", on=FIRST, about=about)
        fold()
        happen("case.closed", on=FIRST, org=WATER, about="b")
        fold()

        assert held(OPEN) == {("example:a", "", 1)}

    def test_of_units_knows_which_has_it(self) -> None:
        happen("case.registered", on=FIRST, about="a")
        happen("case.stage_passed", on=FIRST, about="a")
        happen("case.stage_entered", on=FIRST, org=WATER, about="a")
        fold()

        assert held(LYING, by_unit=True) == {("example:a", WATER, 1)}

    @pytest.mark.parametrize("seed", range(4))
    def test_is_what_is_counted_anew(self, seed: int) -> None:
        random, written = Random(seed), []
        for _ in range(60):
            kind = random.choice(["registered", "closed", "reopened", "stage_entered", "stage_passed", "withdrawn"])
            on, org = FIRST + timedelta(days=random.randint(0, 60)), random.choice([COUNTY, WATER, ROADS])
            written += happen(f"case.{kind}", on=on, org=org, about=f"s{random.randint(0, 9)}")
            if random.random() < 0.2:
                one = written.pop(random.randrange(len(written)))
                take_back(one.id, actor=Ref("system", "example"), at=datetime(2026, 9, 1, tzinfo=SHANGHAI))
            if random.random() < 0.2:
                fold()
        fold()

        assert differing_stock() == ""
        before = set(Remaining.objects.values_list("subject", "org_path", "place_path", "n"))
        forget_stocks()
        fold()
        assert set(Remaining.objects.values_list("subject", "org_path", "place_path", "n")) == before

    def test_goes_in_batches(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fold()
        monkeypatch.setattr(remaining, "AT_ONCE", 3)
        happen("case.registered", 8, on=FIRST)
        fold()

        assert len(held(OPEN)) == 8
        assert differing_stock() == ""

    def test_forgets_what_nobody_asks_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        happen("case.registered", on=FIRST)
        fold()
        monkeypatch.setattr(remaining, "KEPT", {})
        fold_stocks()

        assert not KeptStock.objects.exists()
        assert not Remaining.objects.exists()

    def test_is_found_out_when_it_does_not_say_what_the_facts_say(self) -> None:
        happen("case.registered", on=FIRST, about="a")
        fold()
        Remaining.objects.all().delete()

        assert differing_stock() != ""


class TestReading:
    def test_looks_at_everything_where_nothing_is_kept_or_not_by_unit(self) -> None:
        asked = {"org_path": COUNTY, "place_path": COUNTY, "end": FIRST}
        assert subjects_since(OPEN, **asked) is None
        fold()

        assert subjects_since(OPEN, **asked) is not None
        assert subjects_since(OPEN, **(asked | {"org_path": WATER})) is None
        assert subjects_since(OPEN[:1], **asked) is None

    def test_adds_whatever_was_not_added_yet(self) -> None:
        happen("case.registered", on=FIRST, about="a")
        fold()
        happen("case.registered", on=FIRST, about="b")

        few = subjects_since(OPEN, org_path=COUNTY, place_path=COUNTY, end=FIRST + timedelta(days=9))
        assert few is not None
        assert {row["subject"] for row in few} == {"example:a", "example:b"}

    @pytest.mark.parametrize("seed", range(3))
    @pytest.mark.parametrize("terms", [OPEN, LYING], ids=["open", "lying"])
    def test_lists_the_same_facts_as_without(self, terms: Sequence[Term], seed: int) -> None:
        random, kinds = Random(seed), ["registered", "closed", "reopened", "stage_entered", "stage_passed", "withdrawn"]
        for _ in range(60):
            on, org = FIRST + timedelta(days=random.randint(0, 60)), random.choice([COUNTY, WATER, ROADS])
            place = random.choice([NORTH, SOUTH])
            happen(f"case.{random.choice(kinds)}", on=on, org=org, place=place, about=f"s{random.randint(0, 9)}")
        (heap,) = heaps(terms)
        frames = [
            Frame(org, place, FIRST, FIRST + timedelta(days=days), alone=alone)
            for org in (COUNTY, WATER)
            for place in (COUNTY, NORTH)
            for days in (9, 90)
            for alone in (False, True)
        ]
        before = [listed(heap, frame) for frame in frames]
        fold()

        assert any(before)
        assert [listed(heap, frame) for frame in frames] == before

    def test_refuses_to_keep_what_is_no_stock(self) -> None:
        with pytest.raises(ValueError, match="only a stock"):
            keep_stock(MEASURES["cases.registered"].part, by_unit=False)
