"""Web server, worker and supervisor as an operator meets them: they start, answer, survive blows and stop."""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from tests.ops.installation import Installation

pytestmark = pytest.mark.usefixtures("django_db_setup")


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def until(what: Callable[[], object], *, seconds: float = 60) -> object:
    """Wait until something is so."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if found := what():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come about in time")


class Running:
    """A running installation."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.house = Installation(folder, PORT=str(self.port), HOST="127.0.0.1", DUTY_PHONE="110", WEB_WORKERS="1")
        self.process = self.house.start("run", "--no-demo")

    def health(self) -> dict[str, object] | None:
        """Ask for health; None while nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return dict(json.load(answer))
        except (URLError, OSError):
            return None

    def heard(self, what: str) -> str:
        """Read what it says until it has said this."""
        said = ""
        while what not in said:
            line = self.process.stdout.readline() if self.process.stdout else ""
            assert line, f"it ended and had said only: {said}"
            said += line
        return said

    def children(self, word: str) -> list[int]:
        """Find this installation's own programs by a word of their command line."""
        found = subprocess.run(
            ["pgrep", "-g", str(self.process.pid), "-f", word], capture_output=True, text=True, check=False
        )
        return [int(line) for line in found.stdout.split() if int(line) != self.process.pid]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("running") / "house")
    until(running.health)
    yield running
    if running.process.poll() is None:
        os.killpg(running.process.pid, signal.SIGKILL)


class TestRun:
    def test_answers_with_its_health(self, running: Running) -> None:
        health = running.health()

        assert health is not None
        assert health["status"] == "ok"
        assert set(health) >= {"version", "database", "oldest_unsent_delivery", "last_ledger_seal", "duty_channel"}

    @pytest.mark.parametrize("order", ["run", "reset-demo"])
    def test_is_not_started_twice_on_its_data_nor_wiped_under_its_feet(self, running: Running, order: str) -> None:
        other = Installation(running.house.data, **{**running.house.environment, "PORT": str(free_port())})

        said = other.say(order)

        assert said.returncode == 1
        assert "Ctrl-C" in said.stderr
        assert running.health() is not None

    def test_refuses_a_body_that_is_too_large_in_a_sentence(self, running: Running) -> None:
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as line:
            line.sendall(b"POST /r HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 104857600\r\n\r\n")
            answer = line.recv(4096).decode()

        assert answer.startswith("HTTP/1.1 413")
        assert "64 MB" in answer

    def test_has_no_inline_script_in_its_policy(self, running: Running) -> None:
        try:
            answer = urlopen(Request(f"http://127.0.0.1:{running.port}/"), timeout=10)
        except HTTPError as error:
            answer = error

        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy

    def test_starts_a_killed_worker_again(self, running: Running) -> None:
        (worker,) = running.children("minqing worker")

        os.kill(worker, signal.SIGKILL)

        assert until(lambda: [pid for pid in running.children("minqing worker") if pid != worker])

    def test_says_in_a_sentence_that_the_port_is_taken(self, running: Running) -> None:
        done = running.house.say("run", "--no-demo")

        assert done.returncode == 1
        assert str(running.port) in done.stderr
        assert "Traceback" not in done.stderr

    def test_stops_everything_on_ctrl_c(self, tmp_path: Path) -> None:
        running = Running(tmp_path / "house")
        until(running.health)
        said = running.heard(f"http://127.0.0.1:{running.port}/")  # it answers a moment before it says so

        os.killpg(running.process.pid, signal.SIGINT)
        words, _ = running.process.communicate(timeout=20)

        assert running.process.returncode == 0
        assert "Traceback" not in said + words
        assert running.health() is None
        assert running.children("minqing") == []
