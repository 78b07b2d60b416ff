"""The worker: sends what is owed, runs what comes round. Killed at any moment, the next one goes on where it stood."""

import logging
import os
import signal
import threading
import time
from types import FrameType

from django.db import DatabaseError, connections
from django.utils import timezone

from minqing.ledger.deliveries import run_due
from minqing.ledger.jobs import run_due_jobs

__all__ = ["Worker", "run_worker"]

IDLE_SECONDS = 0.3
JOBS_SECONDS = 1.0
REST_SECONDS = 2.0
log = logging.getLogger(__name__)


class Worker:
    """One worker process's loop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.parent = os.getppid()
        self.jobs_at = 0.0

    def run(self) -> None:
        """Work until told to stop, or until the process that started this one is gone."""
        while not self.stopping.is_set() and os.getppid() == self.parent:
            try:
                busy = self.step()
            except DatabaseError:
                log.exception("The database does not answer; trying again in %s s.", REST_SECONDS)
                connections.close_all()
                self.stopping.wait(REST_SECONDS)
                continue
            if not busy:
                self.stopping.wait(IDLE_SECONDS)
        connections.close_all()

    def step(self) -> bool:
        """
        Send a batch of what is owed; once a second, look at the periodic jobs.

        :return: whether there was something to send, so that more may wait.
        """
        sent = run_due(timezone.now(), limit=50)
        if time.monotonic() - self.jobs_at >= JOBS_SECONDS:
            self.jobs_at = time.monotonic()
            run_due_jobs(timezone.now())
        return sent > 0

    def stop(self, *_: int | FrameType | None) -> None:
        """Finish what is in hand, then end."""
        self.stopping.set()


def run_worker() -> None:
    """Run a worker in this process until SIGINT or SIGTERM."""
    worker = Worker()
    signal.signal(signal.SIGINT, worker.stop)
    signal.signal(signal.SIGTERM, worker.stop)
    worker.run()
