"""Periodic work: once per interval, whichever worker takes it."""

from datetime import datetime, timedelta

import pytest

from minqing.ledger import jobs
from minqing.ledger.jobs import failing_jobs, periodic, run_due_jobs
from minqing.ledger.models import Job

from .conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """One job that runs every hour and keeps when it ran."""
    monkeypatch.setattr(jobs, "JOBS", {})
    moments: list[datetime] = []
    periodic(name="tests.hourly", every=timedelta(hours=1))(moments.append)
    return moments


class TestRunDueJobs:
    def test_runs_once_per_interval(self, ran: list[datetime]) -> None:
        for minutes in (0, 1, 59, 60, 61):
            run_due_jobs(NOON + timedelta(minutes=minutes))

        assert ran == [NOON, NOON + timedelta(hours=1)]

    def test_leaves_it_to_the_worker_who_holds_it_until_his_lease_runs_out(self, ran: list[datetime]) -> None:
        Job.objects.create(name="tests.hourly", leased_until=NOON + timedelta(minutes=15))

        assert run_due_jobs(NOON) == []
        assert run_due_jobs(NOON + timedelta(minutes=15)) == ["tests.hourly"]

    def test_keeps_the_error_of_a_broken_job_and_runs_the_others(self, ran: list[datetime]) -> None:
        @periodic(name="tests.broken", every=timedelta(hours=1))
        def broken(at: datetime) -> None:
            raise ZeroDivisionError

        assert run_due_jobs(NOON) == ["tests.hourly"]
        assert list(failing_jobs()) == ["tests.broken"]
