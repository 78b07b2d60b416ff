"""What all tests share: the database of the run, and a way past the append-only guards when rows are flushed."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import TransactionTestCase

from minqing.directory import channels
from minqing.directory.service import flooding
from minqing.ops.postgres import throwaway_cluster
from tests.flushing import flush_past_guards

TransactionTestCase._fixture_teardown = flush_past_guards(TransactionTestCase._fixture_teardown)


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Begin with nobody throttled: counts of tries lie in the process's memory and would outlive a test."""
    cache.clear()
    flooding._counts.clear()


@pytest.fixture(autouse=True)
def own_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test put its own mailbox in a channel's place without leaving it there."""
    monkeypatch.setattr(channels, "_senders", dict(channels._senders))


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start the run's own PostgreSQL before the test database is made in it, where the run asks for PostgreSQL."""
    if settings.TEST_DB != "postgres":
        yield
        return
    with throwaway_cluster(settings.POSTGRES_FOLDER, careless=True):
        yield
