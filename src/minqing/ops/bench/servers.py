"""Servers to be measured: started in a process group of their own, waited for, stopped or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

WAIT_SECONDS = 60.0
GRANIAN = (
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "4",
    "--no-access-log",
    "--log-level",
    "error",
)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Program:
    """One running program with its environment."""

    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it as the head of a process group."""
        self.process = subprocess.Popen(
            list(self.command),
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal to the whole group and wait; ``SIGKILL`` is the power cut."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def cpu_seconds(self) -> float:
        """Return the processor time of the group so far (Linux; elsewhere 0)."""
        if self.process is None:
            return 0.0
        return sum(_cpu(stat) for stat in Path("/proc").glob("[0-9]*/stat") if _group(stat) == self.process.pid)


def _fields(stat: Path) -> list[str]:
    try:
        return stat.read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return []


def _group(stat: Path) -> int:
    fields = _fields(stat)
    return int(fields[2]) if fields else 0


def _cpu(stat: Path) -> float:
    fields = _fields(stat)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def web(application: str, port: int, environment: Mapping[str, str]) -> Program:
    """Describe a granian with two processes of four threads for a WSGI application."""
    command = [sys.executable, "-m", "granian", application, "--host", "127.0.0.1", "--port", str(port), *GRANIAN]
    return Program(command, environment)


def wait_for(port: int, *, path: str = "/healthz") -> None:
    """
    Wait until something answers.

    :raises TimeoutError: after a minute.
    """
    last = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):  # our own server
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[tuple[int, Program]]:
    """Run a web server for a while: (port, program)."""
    port = free_port()
    program = web(application, port, {**environment, "PORT": str(port), "HOST": "127.0.0.1"})
    program.start()
    try:
        wait_for(port)
        yield port, program
    finally:
        program.end()
