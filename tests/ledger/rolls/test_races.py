"""Real connections: what is read while others write and fold is never torn, and a late commit is never lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.db import connection, connections  # noqa: F401 - named in a condition
from tests.ledger.conftest import NOON, make_widget
from tests.ledger.rolls.test_cells import COUNTY, HOURS, NIGHT, OURS
from tests.ledger.test_late_commits import SlowWriter

from minqing.kernel.ref import Ref
from minqing.ledger.measures import MEASURES
from minqing.ledger.models import Fact, Folded, Node
from minqing.ledger.positions import settle_all
from minqing.ledger.rolls import reading
from minqing.ledger.rolls.building import ready_all, rebuild
from minqing.ledger.rolls.days import keep_days_from
from minqing.ledger.rolls.folding import fold, fold_all
from minqing.ledger.rolls.reading import read
from minqing.ledger.rolls.scopes import Scope
from minqing.ledger.spans import Span

pytestmark = pytest.mark.django_db(transaction=True)
DAY = NOON.date()
WEEK = Span(DAY, DAY.replace(day=DAY.day + 7))


@pytest.fixture(autouse=True)
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in OURS:
        monkeypatch.setitem(MEASURES, one.key, one)


def told() -> int:
    """Read how many widgets were made."""
    found = read([HOURS.line], [WEEK], Scope(COUNTY, COUNTY, Node.ORG, (COUNTY,)))
    return found.of(HOURS.line.key, WEEK).get(COUNTY, (0, 0))[0]


def thread(work: Callable[[], None], failed: list[BaseException]) -> threading.Thread:
    """Start something in a connection of its own; what it raises fails the test."""

    def run() -> None:
        try:
            work()
        except BaseException as failure:
            failed.append(failure)
        finally:
            connections.close_all()

    started = threading.Thread(target=run)
    started.start()
    return started


@contextmanager
def meanwhile(*works: Callable[[], object]) -> Iterator[None]:
    """Do these again and again, each in a connection of its own, for as long as the block lasts."""
    enough, failed = threading.Event(), list[BaseException]()

    def again(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            while not enough.is_set():
                work()

        return run

    started = [thread(again(work), failed) for work in works]
    try:
        yield
    finally:
        enough.set()
        for one in started:
            one.join()
    assert not failed


def settle_and_fold(limit: int) -> Callable[[], object]:
    """Return one round of a worker that folds a few facts at once."""

    def work() -> None:
        settle_all()
        fold(NIGHT, limit=limit)

    return work


def stays_the_same(told: Callable[[], int], value: int, work: Callable[[], None]) -> None:
    """Demand that a number is told all the time while something is done beside it, and afterwards."""
    done, failed = threading.Event(), list[BaseException]()

    def run() -> None:
        work()
        done.set()

    beside = thread(run, failed)
    while not done.is_set() and not failed:
        assert told() == value
    beside.join()
    assert not failed
    assert told() == value


def two_workers_fold() -> None:
    """Let two workers that begin at the same moment fold what is settled, until nothing is left."""
    barrier, failed = threading.Barrier(2), list[BaseException]()

    def work() -> None:
        barrier.wait()
        while fold(NIGHT, limit=7):
            pass

    workers = [thread(work, failed) for _ in range(2)]
    for worker in workers:
        worker.join()
    assert not failed


class TestRead:
    def test_is_of_one_moment_while_facts_arrive_and_are_folded(self) -> None:
        ready_all()
        numbers = count(1)

        with meanwhile(lambda: make_widget(subject=Ref("widget", str(next(numbers)))), settle_and_fold(3)):
            for _ in range(15):
                before = Fact.objects.count()
                value = told()
                assert before <= value <= Fact.objects.count()

        assert told() == Fact.objects.count() > 0

    def test_begins_anew_when_something_was_folded_in_between(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ready_all()
        for number in range(5):
            make_widget(subject=Ref("widget", str(number)))
        settle_all()
        fold(NIGHT, limit=2)
        really, folded = reading._add_cells, list[int]()

        def fold_first(*args: Any, **kwargs: Any) -> None:
            if not folded:
                folded.append(fold(NIGHT))
            really(*args, **kwargs)

        monkeypatch.setattr(reading, "_add_cells", fold_first)

        assert told() == 5
        assert folded == [3]

    def test_is_of_one_moment_while_cells_are_built_anew(self) -> None:
        for number in range(30):
            make_widget(subject=Ref("widget", str(number)))
        settle_all()
        ready_all()
        fold_all(NIGHT)

        def work() -> None:
            for _ in range(3):
                rebuild()
            keep_days_from(DAY.replace(day=DAY.day + 1))

        stays_the_same(told, 30, work)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's writers queue: no commit can be late")
class TestFold:
    def test_misses_no_commit_that_began_earlier_and_ends_later(self) -> None:
        ready_all()
        slow = SlowWriter()
        slow.start()
        slow.wrote.wait(20)
        make_widget(subject=Ref("widget", "quick"))
        settle_all()
        fold_all(NIGHT)

        before = (told(), Folded.objects.get().through)
        slow.may_commit.set()
        slow.join()
        at_once = told()
        settle_all()
        fold_all(NIGHT)

        assert before == (1, 0)
        assert at_once == told() == 2
        assert Folded.objects.get().through == 2

    def test_counts_each_fact_once_when_two_workers_fold(self) -> None:
        ready_all()
        for number in range(40):
            make_widget(subject=Ref("widget", str(number)))
        settle_all()

        two_workers_fold()

        assert told() == 40
