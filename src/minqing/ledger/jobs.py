"""Work that comes round: each job runs once per interval, whichever worker takes it, and survives a killed worker."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from .models import Job

LEASE = timedelta(minutes=15)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Periodic:
    """One piece of periodic work."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


JOBS: dict[str, Periodic] = {}


def periodic(*, name: str, every: timedelta) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """
    Register ``function(at)`` to be run by the worker once per interval.

    :param name: ``module.what``.
    :raises ValueError: if another function holds the name.
    """

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        if JOBS.setdefault(name, Periodic(name, every, function)).run is not function:
            raise ValueError(f"job {name!r} is registered twice")
        return function

    return register


def run_due_jobs(at: datetime) -> list[str]:
    """
    Run every job whose interval has passed.

    :return: the names of those that ran; a failure is kept with the job and tried again at the next interval.
    """
    return [job.name for job in JOBS.values() if _take(job, at) and _run(job, at)]


def _take(job: Periodic, at: datetime) -> bool:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    due = Q(ran_at__isnull=True) | Q(ran_at__lte=at - job.every)
    if not Job.objects.filter(pk=job.name).exists():
        Job.objects.bulk_create([Job(name=job.name)], ignore_conflicts=True)
    with transaction.atomic():
        taken = Job.objects.filter(free, due, pk=job.name).update(lease=uuid4(), leased_until=at + LEASE)
    return bool(taken)


def _run(job: Periodic, at: datetime) -> bool:
    error = ""
    try:
        job.run(at)
    except Exception as failure:  # one broken job must not stop the others
        log.exception("job %s failed", job.name)
        error = f"{type(failure).__name__}: {failure}"[:500]
    Job.objects.filter(pk=job.name).update(ran_at=at, lease=None, leased_until=None, last_error=error)
    return not error


def failing_jobs() -> dict[str, str]:
    """Return the jobs whose last run failed: name → error."""
    return dict(Job.objects.exclude(last_error="").values_list("name", "last_error"))
