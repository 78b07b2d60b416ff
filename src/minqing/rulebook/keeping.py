"""Rules and calendar in memory, for as long as nobody changes them: every clock of every request reads both."""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import uuid4

from minqing.kernel.rows import read_columns

from .models import CalendarRevision

__all__ = ["Kept", "renew"]

T = TypeVar("T")


class Kept(Generic[T]):
    """
    What was read from the tables, kept while their mark is unchanged: one small query to see whether it is.

    The mark is drawn by chance at each change and lies in the same transaction, so what a rolled-back change had let
    be read is never used again.
    """

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._held: tuple[object, T] | None = None

    def get(self) -> T:
        """Return it, read anew if anything has changed."""
        found = read_columns("SELECT mark FROM rulebook_calendarrevision WHERE id = 1", [])
        if not found:
            return self._read()
        mark = found[0][0]
        if self._held is None or self._held[0] != mark:
            self._held = (mark, self._read())
        return self._held[1]


def renew() -> None:
    """Draw a new mark, in the transaction that changes a rule or a day."""
    CalendarRevision.objects.update_or_create(id=1, defaults={"mark": uuid4()})
