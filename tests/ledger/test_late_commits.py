"""Two real connections: what commits late is neither missed nor overtakes what has its position."""

import threading

import pytest
from django.db import connection, connections

from minqing.kernel.ref import Ref
from minqing.ledger.deliveries import run_due
from minqing.ledger.models import Position
from minqing.ledger.positions import settle, settle_all
from minqing.ledger.service import record_once, recorded

from .conftest import NOON, fact, make_widget

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's writers queue: no commit can be late"),
]


class SlowWriter(threading.Thread):
    """Records a fact in its own connection and commits only when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.wrote, self.may_commit = threading.Event(), threading.Event()

    def run(self) -> None:
        """Write, wait, commit."""
        recorded(self._write)()
        connections.close_all()

    def _write(self) -> None:
        record_once("test", "slow", "widget.made", **fact(subject=Ref("widget", "slow")))  # its key takes the number
        self.wrote.set()
        self.may_commit.wait(20)


class TestSettle:
    def test_waits_for_a_transaction_that_began_earlier(self) -> None:
        slow = SlowWriter()
        slow.start()
        slow.wrote.wait(20)
        quick = make_widget(subject=Ref("widget", "quick"))

        before = settle()
        slow.may_commit.set()
        slow.join()
        after = settle_all()

        assert (before, after) == (0, 2)
        assert list(Position.objects.order_by("position").values_list("position", flat=True)) == [1, 2]
        assert Position.objects.filter(fact_id=quick.id).exists()

    def test_gives_each_position_once_when_two_workers_settle(self) -> None:
        for number in range(40):
            make_widget(subject=Ref("widget", str(number)))
        barrier = threading.Barrier(2)

        def work() -> None:
            barrier.wait()
            settle_all()
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert list(Position.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 41))


class TestRunDue:
    def test_has_nothing_to_send_before_the_commit(self) -> None:
        slow = SlowWriter()
        slow.start()
        slow.wrote.wait(20)

        assert run_due(NOON) == 0

        slow.may_commit.set()
        slow.join()
