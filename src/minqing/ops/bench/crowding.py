"""Leaders who look at the one screen again and again, while nothing comes in and while facts arrive."""

import itertools
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from .filing import INSIDE, address
from .installations import OURS, Installation
from .load import Make, Request, Result, run_load
from .servers import Program, serving

LEADERS, EVERY_SECONDS, FACTS_A_SECOND = 20, 4.0, 200
BOARD = "/office/board/"


@dataclass(frozen=True)
class Crowded:
    """What came of it: waiting of the leaders without and with facts coming in, and what the writer says of these."""

    still: Result
    busy: Result
    arrived: dict[str, Any]


def crowd(one: Installation, seconds: float) -> Crowded:
    """Let twenty leaders look every few seconds, web server and worker running; then again while facts arrive."""
    cookies = one.ask(INSIDE, "sessions", str(LEADERS), str(one.folder))["cookies"]
    worker = Program([sys.executable, "-m", "minqing", "worker"], one.environment)
    worker.start()
    try:
        with serving(OURS, one.environment) as (port, _):
            run_load(port, _looking(cookies), seconds=3 * EVERY_SECONDS, clients=LEADERS)
            still = run_load(port, _looking(cookies), seconds=seconds, clients=LEADERS)
            with ThreadPoolExecutor(1) as beside:
                arriving = beside.submit(
                    one.ask, "minqing.ops.bench.arriving", str(FACTS_A_SECOND), str(seconds + 2 * EVERY_SECONDS)
                )
                time.sleep(EVERY_SECONDS)
                busy = run_load(port, _looking(cookies), seconds=seconds, clients=LEADERS)
                return Crowded(still, busy, arriving.result())
    finally:
        worker.end()


def _looking(cookies: Any) -> Make:
    """Ask for the one screen, each leader every few seconds, one after the other."""
    turns = itertools.count()

    def make(number: int) -> Request:
        turn = next(turns)
        time.sleep(turn / LEADERS * EVERY_SECONDS if turn < LEADERS else EVERY_SECONDS)
        cookie = cookies[turn % LEADERS]
        return "GET", BOARD, None, {"Cookie": cookie, "X-Forwarded-For": address(turn % LEADERS)}

    return make


def rows(name: str, found: Crowded) -> list[Sequence[Any]]:
    """Return two rows of the table: nothing coming in, and facts coming in."""
    said = [("nothing comes in", found.still, ""), ("facts arrive", found.busy, _arrived(found.arrived))]
    return [
        (
            name,
            what,
            f"{result.rate:.1f}",
            f"{result.percentile(0.5):.0f}",
            f"{result.percentile(0.95):.0f}",
            f"{result.percentile(0.95) / found.still.percentile(0.95):.2f}",
            len(result.failures),
            arrived,
        )
        for what, result, arrived in said
    ]


def _arrived(told: dict[str, Any]) -> str:
    return f"{told['facts'] / told['seconds']:.0f} a second, {told['p95_ms']} ms"
