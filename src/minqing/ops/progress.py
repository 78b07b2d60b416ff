"""Progress in one line: overwritten on a terminal, now and then a line of its own in a file."""

import sys
import time
from collections.abc import Callable

__all__ = ["Progress"]

EVERY_SECONDS = 3.0


class Progress:
    """Shows how far a long job is: ``progress(done, whole, what)``."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.said_at = 0.0

    def __call__(self, done: int, whole: int, what: str = "") -> None:
        """
        Show where the job stands; not more often than every three seconds, but always the end.

        :param done: steps done.
        :param whole: steps in all.
        :param what: what is being done now, in a few words.
        """
        is_last = done >= whole
        if is_last or time.monotonic() - self.said_at >= (0.2 if sys.stdout.isatty() else EVERY_SECONDS):
            self.said_at = time.monotonic()
            self.show(f"  {done:,} / {whole:,}  {what}", is_last=is_last)

    def show(self, line: str, *, is_last: bool) -> None:
        """Put the line out."""
        if not sys.stdout.isatty():
            self.say(line)
            return
        sys.stdout.write(f"\r\033[K{line}" + ("\n" if is_last else ""))
        sys.stdout.flush()
