"""Pauses of a clock: half-open spans in which it stands still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.times import SHANGHAI, aware


class PauseInvalid(Refused):
    """A pause that ends before it begins."""

    default: Any = _("A pause cannot end before it begins.")


@dataclass(frozen=True, slots=True)
class Pause:
    """One span [start, end); the end is None while it is open."""

    start: datetime
    end: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has resumed work yet."""
        return self.end is None

    def covers_end(self, moment: datetime) -> bool:
        """Tell whether the clock stands still right before this moment, e.g. the end of a day."""
        return self.start < moment and (self.end is None or moment <= self.end)


def merged(pauses: Sequence[tuple[datetime, datetime | None]]) -> tuple[Pause, ...]:
    """
    Put pauses in order and join those that touch.

    :return: disjoint pauses by time; at most one is open, and it is the last.
    :raises PauseInvalid: if one ends before it begins.
    """
    found: list[Pause] = []
    for start, end in sorted(((_local(s), _local(e) if e else None) for s, e in pauses), key=lambda span: span[0]):
        if end is not None and end < start:
            raise PauseInvalid
        last = found[-1] if found else None
        if last and (last.end is None or start <= last.end):
            found[-1] = Pause(last.start, None if last.end is None or end is None else max(last.end, end))
        else:
            found.append(Pause(start, end))
    return tuple(found)


def _local(moment: datetime) -> datetime:
    return aware(moment).astimezone(SHANGHAI)
