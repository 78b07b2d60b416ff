"""So many a minute: the limit itself is let through, the next waits for the next minute, and is told how long."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache

from minqing.kernel.errors import TooMany
from minqing.kernel.haste import refuse_hasty

AT = datetime.fromisoformat("2026-09-07T10:00:18+08:00")


@pytest.fixture(autouse=True)
def _forget() -> None:
    cache.clear()


def ask(who: str = "somebody", at: datetime = AT) -> None:
    """Ask once, where two a minute are answered."""
    refuse_hasty(who, most=2, said="wait %(seconds)s, at most %(most)s", at=at)


def test_what_is_beyond_the_limit_waits_until_the_minute_is_over() -> None:
    ask()
    ask()

    with pytest.raises(TooMany, match="wait 42, at most 2") as refused:
        ask()

    assert refused.value.wait == 42


def test_the_wait_is_never_nought_and_ends_with_the_minute() -> None:
    last = AT + timedelta(seconds=41.9)
    for _ in range(2):
        ask(at=last)
    with pytest.raises(TooMany) as refused:
        ask(at=last)

    ask(at=last + timedelta(seconds=refused.value.wait))


def test_each_is_counted_alone() -> None:
    ask()
    ask()

    ask("another")
