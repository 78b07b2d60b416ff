"""Kill -9 of web server and worker under load: what was acknowledged is there, what was owed arrives."""

import signal
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from .filing import INSIDE, through_form
from .installations import OURS, Installation
from .load import Make, Request, Result, run_load
from .servers import Program, free_port, wait_for, web

DRAIN_SECONDS = 240


@dataclass(frozen=True)
class Killed:
    """What came of it: how often each program was killed, and what the installation says afterwards."""

    kills: int
    unanswered: int
    verdict: dict[str, Any]
    doubled: int
    messages: int


class Tokens:
    """Remembers which submission token went with which request, to look the receipt up afterwards."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.by_number: dict[int, str] = {}

    def __call__(self, number: int) -> Request:
        """Make the request and keep its token."""
        request = self.make(number)
        self.by_number[number] = parse_qs((request[2] or b"").decode())["token"][0]
        return request

    def acknowledged(self, result: Result) -> list[str]:
        """Return the tokens whose request was answered with a receipt."""
        return [self.by_number[number] for number, _text in result.answers]


def _worker(one: Installation) -> Program:
    return Program([sys.executable, "-m", "minqing", "worker"], one.environment)


def kill_under_load(one: Installation, *, seconds: float, rounds: int) -> Killed:
    """
    File requests with eight clients while web server and worker are killed by turns and started again.

    :param rounds: how many kills, half of them of the web server.
    """
    card = str(one.ask(INSIDE, "card")["card"])
    port, tokens = free_port(), Tokens(through_form(card))
    programs = [web(OURS, port, {**one.environment, "PORT": str(port)}), _worker(one)]
    for program in programs:
        program.start()
    wait_for(port)
    stop = threading.Event()
    killer = threading.Thread(target=_kill_by_turns, args=(programs, seconds / (rounds + 1), rounds, port))
    killer.start()
    result = run_load(port, tokens, seconds=seconds, stop=stop)
    killer.join()
    _drain(one)
    for program in programs:
        program.end()
    file = one.folder / "acknowledged.txt"
    file.write_text("\n".join(tokens.acknowledged(result)))
    messages, doubled = _messages(one)
    return Killed(rounds, len(result.failures), one.ask(INSIDE, "after-the-kill", str(file)), doubled, messages)


def _kill_by_turns(programs: list[Program], pause: float, rounds: int, port: int) -> None:
    for round_ in range(rounds):
        time.sleep(pause)
        program = programs[round_ % 2]
        program.end(signal.SIGKILL)
        program.start()
        if round_ % 2 == 0:
            wait_for(port)


def _drain(one: Installation) -> None:
    last = time.monotonic() + DRAIN_SECONDS
    while one.ask(INSIDE, "owed")["owed"] and time.monotonic() < last:
        time.sleep(3)


def _messages(one: Installation) -> tuple[int, int]:
    """Count messages written by the file channels, and how many came a second time under one key."""
    keys = [file.stem for file in (one.folder / "outbox" / "sms").glob("*.sealed")]  # named after their keys
    return len(keys), len(keys) - len(set(keys))
