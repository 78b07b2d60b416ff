"""What was read from the tables, kept in memory for as long as nobody changes them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

from minqing.kernel.rows import read_columns

__all__ = ["Kept", "one_look"]

T = TypeVar("T")
_looked: ContextVar[dict[str, object] | None] = ContextVar("marks_of_this_look", default=None)


class Kept(Generic[T]):
    """
    One reading of some tables, in use while their mark is unchanged: one small query to see whether it is.

    The mark is drawn by chance at each change and lies in the same transaction, so what a rolled-back change had let
    be read is never used again. Where no mark stands, nothing is kept.

    :param read: reads the tables; what it returns is shared between threads.
    :param mark: the statement that reads the mark.
    """

    def __init__(self, read: Callable[[], T], *, mark: str) -> None:
        self._read = read
        self._mark = mark
        self._held: tuple[object, T] | None = None

    def get(self) -> T:
        """Return it, read anew if anything has changed."""
        mark, held = _mark(self._mark), self._held
        if mark is None:
            return self._read()
        if held is None or held[0] != mark:
            held = self._held = (mark, self._read())
        return held[1]


@contextmanager
def one_look() -> Iterator[None]:
    """
    Look at each mark once while something is answered that changes neither rules nor divisions.

    Within another look it does nothing. What is kept may be older than a change made meanwhile by as long as the
    look lasts.
    """
    if _looked.get() is not None:
        yield
        return
    token = _looked.set({})
    try:
        yield
    finally:
        _looked.reset(token)


def _mark(statement: str) -> object:
    looked = _looked.get()
    if looked is not None and statement in looked:
        return looked[statement]
    found = read_columns(statement, [])
    mark = found[0][0] if found else None
    if looked is not None:
        looked[statement] = mark
    return mark
