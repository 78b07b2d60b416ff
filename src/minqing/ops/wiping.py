"""Throwing demo data away: after `reset-demo`, and after a first filling that was cut short."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused

__all__ = ["UnableToWipe", "begun", "finished", "was_cut_short", "wipe"]

PATTERNS = ("minqing.sqlite3*", "demo-accounts.*", "demo-plan.*", "demo-system.*")


class UnableToWipe(Refused):
    """The data cannot be thrown away from here."""


def mark() -> Path:
    """Name the file that lies there while the demo is being filled."""
    return Path(settings.DATA) / "demo-is-being-filled"


def begun() -> None:
    """Remember that a filling has begun."""
    mark().touch()


def finished() -> None:
    """Remember that it is done."""
    mark().unlink(missing_ok=True)


def was_cut_short() -> bool:
    """Say whether a filling began and never ended."""
    return mark().exists()


def wipe() -> None:
    """
    Remove database, photos, messages, printed sheets and seals; keys and what else lies there stay.

    :raises UnableToWipe: if the data lie in PostgreSQL.
    """
    if settings.SQLITE_FILE is None:
        raise UnableToWipe(_("reset-demo is for SQLite; drop and create the PostgreSQL database yourself."))
    connections.close_all()
    data = Path(settings.DATA)
    for folder in (settings.MEDIA_ROOT, data / "outbox", data / "print", data / "seals"):
        shutil.rmtree(folder, ignore_errors=True)
    for pattern in PATTERNS:
        for file in data.glob(pattern):
            file.unlink()
    finished()
