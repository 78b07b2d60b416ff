"""
So often a minute: who asks for what is dear, more often than anybody works, waits for the next minute.

Counted in this process's memory only, in whole minutes of the clock: a guard of the machine, not of a secret. So each
server process lets the limit through, and no statement and no list of who asked what is needed for it.
"""

from datetime import datetime

from django.core.cache import cache
from django.utils.functional import Promise

from .errors import TooMany

MINUTE = 60
_held_back = True


def refuse_hasty(who: str, *, most: int, said: str | Promise, at: datetime) -> None:
    """
    Count one asking.

    :param who: who asks, and for which sort of thing.
    :param most: so many a minute are answered.
    :param said: the sentence of the refusal; it may name ``%(seconds)s`` to wait, and ``%(most)s``.
    :raises TooMany: beyond them, with the seconds until the next minute.
    """
    key = f"haste:{who}:{at:%d%H%M}"
    cache.add(key, 0, timeout=2 * MINUTE)
    if cache.incr(key) > most and _held_back:
        seconds = MINUTE - at.second
        raise TooMany(said % {"seconds": seconds, "most": most}, wait=seconds)


def hold_nobody_back() -> None:
    """Let everything through from now on: where it is measured how fast a process answers, and nowhere else."""
    global _held_back  # noqa: PLW0603 - a switch of the whole process
    _held_back = False
