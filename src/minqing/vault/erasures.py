"""
Erasures outside the database: which request was erased when, in a file that no backup holds.

A backup that is older than an erasure brings contact and words back. With this list, restoring erases them again.
Nothing personal stands in it: the id of a request and a moment.

:source: ADR 0047; guardrail G18.
"""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from minqing.kernel.append_file import append_lines, begin_file, lines_of
from minqing.kernel.times import SHANGHAI

__all__ = ["erased_before", "erasures_file", "erasures_since", "keep_erasures"]


def erasures_file() -> Path:
    """Say where the list lies."""
    return Path(settings.SEALS_DIR) / "erasures.txt"


def keep_erasures(erased: dict[UUID, datetime]) -> int:
    """
    Put erasures on the list that are not there yet; a list of none lies there as well.

    :param erased: case → when it was erased.
    :return: how many were added.
    """
    known = erased_before()
    new = sorted((at, case) for case, at in erased.items() if case not in known)
    begin_file(erasures_file())
    append_lines(erasures_file(), [_line(case, at) for at, case in new])
    return len(new)


def erased_before() -> dict[UUID, datetime]:
    """Read the whole list: case → when it was erased first. A line that cannot be read is passed over."""
    found: dict[UUID, datetime] = {}
    for line in lines_of(erasures_file()):
        kind, _, rest = line.partition(" ")
        case, _, moment = rest.partition(" ")
        try:
            if kind == "erased":
                found.setdefault(UUID(case), datetime.fromisoformat(moment))
        except ValueError:
            continue
    return found


def erasures_since(at: datetime) -> list[str]:
    """Return the lines of the list from a moment on, oldest first."""
    return [_line(case, moment) for case, moment in erased_before().items() if moment >= at]


def _line(case: UUID, at: datetime) -> str:
    return f"erased {case} {at.astimezone(SHANGHAI).isoformat()}"
