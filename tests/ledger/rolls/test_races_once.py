"""Real connections: who is counted once, and what was followed, while others write, take back and fold."""

from datetime import timedelta
from itertools import count

import pytest
from tests.ledger.conftest import CLERK, NOON, fact, make_widget
from tests.ledger.rolls.test_cells import COUNTY, NIGHT
from tests.ledger.rolls.test_conversions import SOLD, SOON
from tests.ledger.rolls.test_distinct import MADE
from tests.ledger.rolls.test_races import meanwhile, settle_and_fold, stays_the_same, two_workers_fold

from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import MEASURES, Measure
from minqing.ledger.models import Fact, Node
from minqing.ledger.positions import settle_all
from minqing.ledger.rolls.auditing import differing_cells
from minqing.ledger.rolls.building import ready_all, rebuild
from minqing.ledger.rolls.folding import fold_all
from minqing.ledger.rolls.reading import read
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.service import record, recorded, reverse
from minqing.ledger.spans import Span

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = Span(NOON.date().replace(day=1), NOON.date().replace(month=NOON.month + 1, day=1))


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACT_TYPES, SOLD.key, SOLD)
    monkeypatch.setitem(MEASURES, MADE.key, MADE)
    monkeypatch.setitem(MEASURES, SOON.key, SOON)


def told(measure: Measure = MADE) -> int:
    """Read how many different widgets were made, or what else a measure's part says."""
    line = measure.part[0].line
    found = read([line], [MONTH], Scope(COUNTY, COUNTY, Node.ORG, (COUNTY,)))
    return found.of(line.key, MONTH).get(COUNTY, (0, 0))[0]


def there() -> int:
    return Fact.objects.values("subject").distinct().count()


class TestRead:
    def test_is_of_one_moment_while_facts_arrive_and_are_folded(self) -> None:
        ready_all()
        numbers = count()

        with meanwhile(lambda: make_widget(subject=Ref("widget", str(next(numbers) // 3))), settle_and_fold(2)):
            for _ in range(15):
                before = there()
                value = told()
                assert before <= value <= there()

        assert told() == there() > 0
        settle_all()
        fold_all(NIGHT)
        assert told() == there()
        assert differing_cells(seed=1, sample=60) == ""

    def test_is_the_same_while_cells_are_built_anew(self) -> None:
        made = [make_widget(subject=Ref("widget", str(number // 2))) for number in range(30)]
        for gone in made[:3]:
            recorded(reverse)(gone.id, actor=CLERK, at=NIGHT)
        settle_all()
        ready_all()
        fold_all(NIGHT)

        def work() -> None:
            for _ in range(3):
                rebuild()

        stays_the_same(told, 14, work)


class TestFollowed:
    def test_is_of_one_moment_while_ends_come_before_their_beginnings(self) -> None:
        ready_all()
        numbers = count(1)

        def write() -> None:
            number = next(numbers)
            sold = fact(subject=Ref("widget", str(number)), at=NOON + timedelta(hours=1), data={"channel": 1})
            recorded(record)("widget.sold", **sold)
            make_widget(subject=Ref("widget", str(number)))

        with meanwhile(write, settle_and_fold(3)):
            for _ in range(15):
                before = Fact.objects.filter(kind="widget.made").count()
                value = told(SOON)
                assert before <= value <= Fact.objects.filter(kind="widget.made").count()

        settle_all()
        fold_all(NIGHT)
        assert told(SOON) == Fact.objects.filter(kind="widget.made").count() > 0
        assert differing_cells(seed=1, sample=60) == ""


class TestFold:
    def test_counts_each_once_when_two_workers_fold(self) -> None:
        ready_all()
        for number in range(40):
            make_widget(subject=Ref("widget", str(number % 8)))
        settle_all()

        two_workers_fold()

        assert told() == 8
        assert differing_cells(seed=1, sample=60) == ""
