"""
What this machine's other users may read: nothing.

The database holds masked words, accounts and the ledger; a copy of it is worth as much. Whoever starts minqing owns
the files, and nobody else reads them, whatever the shell's umask says.
"""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

__all__ = ["OURS_ALONE", "close", "close_data", "close_whole"]

OURS_ALONE = 0o077
"""The umask of every program of the house."""
_FOLDERS = ("photos", "outbox", "print", "seals", "secrets")
_FILES = ("minqing.sqlite3*", "demo-*", "running.lock")


def close_data() -> list[Path]:
    """
    Close DATA and what the house keeps directly in it; what lies deeper is behind a closed door then.

    Only names of our own: in a folder that is used for other things besides, their files keep what they may.

    :return: what could not be closed, since it belongs to somebody else.
    """
    data = Path(settings.DATA)
    folders = [data, *(data / name for name in _FOLDERS), Path(settings.SECRETS_DIR), Path(settings.SEALS_DIR)]
    return close([*folders, *(file for pattern in _FILES for file in data.glob(pattern))])


def close_whole(folder: Path) -> list[Path]:
    """Close a folder and everything below it; return what could not be closed."""
    return close([folder, *folder.rglob("*")])


def close(places: Iterable[Path]) -> list[Path]:
    """Take away what others may do with files and folders, as far as these are ours; return the others."""
    left = []
    for place in places:
        try:
            mode = place.stat().st_mode & 0o777
            if mode & OURS_ALONE:
                place.chmod(mode & ~OURS_ALONE)
        except FileNotFoundError:
            continue
        except PermissionError:
            left.append(place)
    return left
