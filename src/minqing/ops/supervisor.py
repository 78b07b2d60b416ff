"""One process that starts the web server and the worker, starts them again when they fall, and stops both cleanly."""

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from django.utils.translation import gettext as _

__all__ = ["Child", "Supervisor"]

PATIENCE_SECONDS = 12
TOO_SOON_SECONDS = 5
PR_SET_PDEATHSIG = 1


class Child:
    """One program under supervision."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self.command = list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.falls = 0

    def start(self) -> None:
        """Start the program; it is told to end when this process is gone."""
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent)  # noqa: PLW1509
        self.started = time.monotonic()

    @property
    def is_running(self) -> bool:
        """Say whether the program runs."""
        return self.process is not None and self.process.poll() is None

    def tell(self, what: signal.Signals) -> None:
        """Send a signal, if the program runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(what)

    def fell_at_once(self) -> bool:
        """Count a fall; say whether it was the third one right after a start."""
        self.falls = self.falls + 1 if time.monotonic() - self.started < TOO_SOON_SECONDS else 1
        return self.falls >= 3


def die_with_parent() -> None:
    """On Linux: be told to end when the supervisor is killed; elsewhere nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Starts, watches and stops its children."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children = list(children)
        self.say = say
        self.stopping = threading.Event()

    def run(self, *, ready: Callable[[], None]) -> int:
        """
        Run until told to stop.

        :param ready: called once, after the children have been started, in a thread of its own.
        :return: 0 after a wanted stop, 1 if a child would not stay up.
        """
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGTERM, self.stop)
        for child in self.children:
            child.start()
        threading.Thread(target=ready, daemon=True).start()
        status = self.watch()
        self.end_all()
        return status

    def watch(self) -> int:
        """Look after the children until told to stop."""
        while not self.stopping.wait(0.3):
            for child in self.children:
                if child.is_running or self.stopping.is_set():
                    continue
                if child.fell_at_once():
                    self.say(_("%(name)s does not stay up; its last words stand above.") % {"name": child.name})
                    return 1
                child.start()
        return 0

    def stop(self, *_: int | FrameType | None) -> None:
        """Begin to stop."""
        self.stopping.set()

    def end_all(self) -> None:
        """Let the children finish what they do; whoever takes too long is ended."""
        for child in self.children:
            child.tell(signal.SIGTERM)
        last = time.monotonic() + PATIENCE_SECONDS
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.tell(signal.SIGKILL)
                child.process.wait()
