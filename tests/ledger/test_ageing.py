"""What stands by its age: the counts add up to the stock's number, whatever came back, was taken back or moved on."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.panels import COUNTY, happen

from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.ageing import Standing, Stock, standing
from minqing.ledger.behind import Frame
from minqing.ledger.measures import MEASURES
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import tally
from minqing.ledger.rolls.remaining import fold_stocks, subjects_since
from minqing.ledger.service import recorded, reverse

WATER, ROADS, PLACE = "139901/water/", "139901/roads/", "139901/101/203/"
FIRST = date(2026, 3, 1)
OPEN, LYING = MEASURES["cases.open"].part, MEASURES["cases.lying"].part
STOCK = Stock(chosen=OPEN, since=OPEN, holding=LYING)
take_back = recorded(reverse)


def frame(days: int = 400, *, org: str = COUNTY, place: str = COUNTY) -> Frame:
    return Frame(org, place, FIRST, FIRST + timedelta(days=days))


@pytest.mark.django_db
class TestStanding:
    def test_tells_from_which_day_and_at_which_unit(self) -> None:
        happen("case.registered", on=FIRST, about="a")
        happen("case.stage_entered", on=FIRST + timedelta(days=2), org=WATER, about="a")
        happen("case.registered", on=FIRST, about="b")
        happen("case.closed", on=FIRST + timedelta(days=3), about="b")

        assert standing(STOCK, frame()) == Counter({Standing(FIRST, WATER): 1})

    def test_begins_anew_with_what_was_opened_again(self) -> None:
        for kind, day in (("registered", 0), ("closed", 5), ("reopened", 9)):
            happen(f"case.{kind}", on=FIRST + timedelta(days=day), about="a")

        assert standing(STOCK, frame()) == Counter({Standing(FIRST + timedelta(days=9), COUNTY): 1})

    def test_knows_a_past_day(self) -> None:
        happen("case.registered", on=FIRST, about="a")
        happen("case.closed", on=FIRST + timedelta(days=5), about="a")

        assert sum(standing(STOCK, frame(5)).values()) == 1
        assert not standing(STOCK, frame(6))

    def test_leaves_out_what_was_taken_back(self) -> None:
        happen("case.registered", on=FIRST, about="a")
        (closing,) = happen("case.closed", on=FIRST + timedelta(days=5), about="a")
        (again,) = happen("case.registered", on=FIRST + timedelta(days=6), about="b")
        at = datetime(2026, 9, 1, tzinfo=SHANGHAI)
        for one in (closing, again):
            take_back(one.id, actor=Ref("system", "example"), at=at)

        assert standing(STOCK, frame()) == Counter({Standing(FIRST, COUNTY): 1})

    def test_of_a_unit_is_as_old_as_its_being_open_and_not_as_its_being_there(self) -> None:
        happen("case.registered", on=FIRST, place=PLACE, about="a")
        happen("case.stage_passed", on=FIRST + timedelta(days=4), about="a")
        happen("case.stage_entered", on=FIRST + timedelta(days=4), org=WATER, place=PLACE, about="a")

        found = standing(Stock(chosen=LYING, since=OPEN, holding=LYING), frame(org=WATER))

        assert found == Counter({Standing(FIRST, WATER): 1})
        assert not standing(Stock(chosen=LYING, since=OPEN, holding=LYING), frame(org=ROADS))

    @pytest.mark.parametrize("kept_after", [None, 0, 12, 25])
    @pytest.mark.parametrize("seed", range(6))
    def test_adds_up_to_the_stock_on_every_day(self, seed: int, kept_after: int | None) -> None:
        random = Random(seed)
        for about in range(25):
            if about == kept_after:
                fold_what_is_there()
            _life(random, f"s{seed}-{about}")
        if kept_after == 25:
            fold_what_is_there()

        for days in (3, 20, 45, 90):
            for place in (COUNTY, PLACE):
                asked = frame(days, place=place)
                span = {"org_path": COUNTY, "place_path": place, "start": asked.start, "end": asked.end}
                assert sum(standing(STOCK, asked).values()) == tally(MEASURES["cases.open"], **span).part

    def test_asks_as_often_however_much_stands(self) -> None:
        """Whether it is kept what remains, up to where, and then once."""
        for times in (1, 30):
            happen("case.registered", times, on=FIRST)
            fold_what_is_there()
            with CaptureQueriesContext(connection) as caught:
                standing(STOCK, frame())

            assert len(caught) == 3

    def test_looks_at_no_subject_that_has_left(self) -> None:
        for about in ("a", "b"):
            happen("case.registered", on=FIRST, about=about)
        happen("case.closed", on=FIRST + timedelta(days=3), org=WATER, about="b")
        fold_what_is_there()

        few = subjects_since(OPEN, org_path=COUNTY, place_path=COUNTY, end=FIRST + timedelta(days=9))

        assert few is not None
        assert [row["subject"] for row in few] == ["example:a"]
        assert standing(STOCK, frame()) == Counter({Standing(FIRST, COUNTY): 1})


def fold_what_is_there() -> None:
    """Add up what remains, also of what this test's own transaction wrote."""
    forget_transactions()
    settle_all()
    fold_stocks()


def _life(random: Random, about: str) -> None:
    """A request that comes in, goes to a unit, ends, and perhaps comes back."""
    day, place = FIRST + timedelta(days=random.randint(0, 40)), random.choice([PLACE, "139901/102/204/"])
    happen("case.registered", on=day, place=place, about=about)
    for _ in range(random.randint(0, 2)):
        day += timedelta(days=random.randint(0, 15))
        happen("case.stage_entered", on=day, org=random.choice([WATER, ROADS]), place=place, about=about)
        if random.random() < 0.3:
            continue
        ending = random.choice(["closed", "declined", "diverted", "withdrawn"])
        happen(f"case.{ending}", on=day, org=WATER, place=place, about=about)
        if random.random() < 0.5:
            return
        day += timedelta(days=random.randint(0, 10))
        happen("case.reopened", on=day, place=place, about=about)
