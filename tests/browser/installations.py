"""
Installations that are set up once in a run, and laid back as they were for each test that begins with one.

Every test still has its own: whatever it writes is gone before the next one. Only the setting up is not done again.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import connection

__all__ = ["laid_back"]

Made = TypeVar("Made")
_kept: dict[str, tuple[sqlite3.Connection, Any]] = {}


def laid_back(name: str, set_up: Callable[[], Made]) -> Made:
    """
    Return an installation as it was set up, the first time by setting it up.

    :param name: what it is called in this run.
    :param set_up: fills the empty database and returns what a test needs to know of it, which no test changes.
    """
    if connection.vendor != "sqlite":
        return set_up()
    if name not in _kept:
        made = set_up()
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        _database().backup(copy)
        _kept[name] = copy, made
        return made
    copy, made = _kept[name]
    copy.backup(_database())
    cache.clear()
    return made  # type: ignore[no-any-return]


def _database() -> sqlite3.Connection:
    connection.ensure_connection()
    held = connection.connection
    assert isinstance(held, sqlite3.Connection)
    return held
