"""The worker's loop: it sends, looks after the periodic jobs, and outlives a database that is away."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from minqing.kernel.access import system_actor
from minqing.ledger import jobs
from minqing.ledger.deliveries import owed_count
from minqing.ops.worker import Worker
from minqing.rulebook.service import load_calendar


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A periodic job of this test alone, and when it ran."""
    ran: list[datetime] = []
    job = jobs.Periodic("tests.note", timedelta(minutes=5), ran.append)
    monkeypatch.setattr(jobs, "JOBS", {"tests.note": job})
    return ran


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def test_sends_what_is_owed(self) -> None:
        load_calendar(actor=system_actor("tests", permissions=["rulebook.manage"]), at=timezone.now())
        worker = Worker()

        while worker.step():
            pass

        assert owed_count() == 0

    def test_runs_a_due_job_and_not_again_before_its_time(self, ran: list[datetime]) -> None:
        worker = Worker()

        worker.step()
        worker.jobs_at = 0
        worker.step()

        assert len(ran) == 1

    def test_waits_out_a_database_that_is_away(self, monkeypatch: pytest.MonkeyPatch) -> None:
        worker, steps = Worker(), []

        def step() -> bool:
            steps.append(1)
            if len(steps) == 1:
                raise OperationalError("away")
            worker.stop()
            return False

        monkeypatch.setattr("minqing.ops.worker.REST_SECONDS", 0.01)
        monkeypatch.setattr(worker, "step", step)
        worker.run()

        assert len(steps) == 2

    def test_ends_when_its_supervisor_is_gone(self) -> None:
        worker = Worker()
        worker.parent = -1

        worker.run()

        assert not worker.stopping.is_set()
