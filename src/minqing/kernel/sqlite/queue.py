"""The line of writers: an advisory lock on a file beside the database, held from BEGIN to COMMIT."""

import fcntl
import os
import threading

__all__ = ["WriterQueue"]

held = threading.local()


class WriterQueue:
    """
    One connection's place in the line of writers of one database.

    SQLite's own waiting is by polling and unfair: some writer waits for a second while others pass. The kernel wakes
    those who wait for a file lock in the order they came. The lock goes away with its process, so a killed writer
    blocks nobody.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Say whether this connection may write now."""
        return self.handle is not None

    def enter(self) -> None:
        """
        Wait for our turn. Repeating it while we have it does nothing.

        :raises RuntimeError: if this thread writes already through another connection: it would wait for itself.
        """
        if self.handle is not None:
            return
        if self.path in vars(held):
            raise RuntimeError("This thread already writes to the database through another connection.")
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except BaseException:
            os.close(handle)
            raise
        self.handle = handle
        vars(held)[self.path] = self

    def leave(self) -> None:
        """Let the next one in. Repeating it does nothing."""
        if self.handle is None:
            return
        handle, self.handle = self.handle, None
        vars(held).pop(self.path, None)
        os.close(handle)
