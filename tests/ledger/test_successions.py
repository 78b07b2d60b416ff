"""Through successions: whatever was merged into what, numbers, rows and facts are those of a county so drawn."""

from collections.abc import Mapping
from random import Random

import pytest
from tests.ledger.test_opening import COUNTY, PLACES, asked, opened, write

from minqing.ledger import successions as ours
from minqing.ledger.figures import Asked, figure
from minqing.ledger.measures import MEASURES
from minqing.ledger.models import Fact
from minqing.ledger.opening import facts_of
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.splits import split
from minqing.ledger.successions import Successions

pytestmark = pytest.mark.django_db

NORTH, VILLAGE, OTHER, SOUTH, WELL = PLACES[1], PLACES[2], "139901/101/204/", "139901/102/", PLACES[4]
CLOSED, ON_TIME = MEASURES["cases.closed"], MEASURES["cases.on_time"]
DRAWN: list[Mapping[str, str]] = [
    {VILLAGE: WELL},
    {VILLAGE: OTHER, OTHER: WELL},
    {NORTH: SOUTH},
    {NORTH: SOUTH, VILLAGE: "139901/103/201/"},
    {VILLAGE: WELL, WELL: "139901/103/201/", OTHER: "139901/103/201/"},
]


def drawn_anew(path: str, named: Mapping[str, str]) -> str:
    """Return where something lies now, step by step."""
    while inside := [old for old in named if path.startswith(old)]:
        path = named[max(inside, key=len)]
    return path


@pytest.mark.parametrize("named", DRAWN)
@pytest.mark.parametrize("built", [False, True])
class TestLookingThrough:
    @pytest.fixture(autouse=True)
    def filled(self, monkeypatch: pytest.MonkeyPatch, named: Mapping[str, str], built: bool) -> None:
        write(Random(3), ["case.closed", "case.became_overdue", "case.withdrawn"], 30)
        if built:
            ready_all()
        monkeypatch.setattr(ours, "_source", [lambda: named])

    def test_counts_each_fact_where_it_lies_now(self, named: Mapping[str, str]) -> None:
        rows = list(
            Fact.objects.filter(kind="case.closed", happened_on__gte="2026-08-11", happened_on__lt="2026-10-05")
        )
        for place in (COUNTY, NORTH, SOUTH, VILLAGE, OTHER, WELL, "139901/103/"):
            here = [row for row in rows if drawn_anew(row.place_path, named).startswith(place)]

            told = figure(CLOSED, asked(place_path=place, succession=True))

            assert told.part == sum(-1 if row.reverses else 1 for row in here), place

    @pytest.mark.parametrize("place", [COUNTY, NORTH, SOUTH, WELL])
    def test_splits_and_opens_what_it_counts(self, place: str) -> None:
        question = asked(place_path=place, succession=True)
        for measure in (CLOSED, ON_TIME):
            told = figure(measure, question)
            rows = [row.number for row in split(measure, "place", question, k=0).rows if row.number]
            assert sum(row.part or 0 for row in rows) == told.part
            assert sum(row.whole or 0 for row in rows) == (told.whole or 0)
            assert self.listed(question) == figure(CLOSED, question).part

    def listed(self, question: Asked) -> int:
        found, cursor = 0, None
        where = {"org_path": COUNTY, "place_path": question.place_path}
        while True:
            days = {"start": question.start, "end": question.end}
            page = facts_of(CLOSED, side="part", **where, **days, cursor=cursor, succession=True)
            found += sum(fact.counts for fact in page.items)
            if not (cursor := page.next):
                return found


class TestNone:
    def test_leave_a_number_as_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ours, "_source", [])
        write(Random(3), ["case.closed"], 9)

        plain, through = asked(place_path=NORTH), asked(place_path=NORTH, succession=True)

        assert figure(CLOSED, plain).part == figure(CLOSED, through).part
        assert len(list(opened(CLOSED, "part", plain))) == plain_count()
        assert not Successions({}).now


def plain_count() -> int:
    """Count what closed in the north, by hand."""
    days = {"happened_on__gte": "2026-08-11", "happened_on__lt": "2026-10-05"}
    return Fact.objects.filter(kind="case.closed", place_path__startswith=NORTH, **days).count()
