"""Filing a request through the public form and through the API, beside the bare view."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from .installations import BARE, OURS, Installation
from .load import Make, Request, Result, run_load
from .servers import Program, serving

WORDS = (
    "从上个星期天晚上开始没有水，到今天三天了。我家有老人，要到隔壁村去挑。"
    "问了村里说不知道什么时候修好，能不能给个准话？第 {number} 次量。"
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Filed:
    """One side's run: its name, what came of it, and the processor time the server used for it."""

    name: str
    result: Result
    cpu_seconds: float

    @property
    def cpu_ms(self) -> float:
        """Return processor milliseconds of the server per answered request."""
        return 1000 * self.cpu_seconds / max(1, len(self.result.took))


def address(number: int) -> str:
    """Return an invented address of the block for documentation and private use, another for each request."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def through_form(card: str) -> Make:
    """Send the last step of the public form, as a phone does that has gone through the others."""

    def make(number: int) -> Request:
        fields = {
            "step": "photos",
            "go": "next",
            "words": WORDS.format(number=number),
            "where": "村委会东边第二个巷口",
            "call": "none",
            "told": "",
            "token": secrets.token_urlsafe(24),
        }
        return "POST", f"/q/{card}/report", urlencode(fields).encode(), {**FORM, "X-Forwarded-For": address(number)}

    return make


def through_bare(number: int) -> Request:
    """Send the same words to the bare view."""
    return "POST", "/insert", urlencode({"words": WORDS.format(number=number)}).encode(), dict(FORM)


def measured(name: str, port: int, program: Program, make: Make, seconds: float) -> Filed:
    """Warm a server up for a second, then measure it."""
    run_load(port, make, seconds=1.0)
    before = program.cpu_seconds()
    result = run_load(port, make, seconds=seconds)
    return Filed(name, result, program.cpu_seconds() - before)


def measure_filing(one: Installation, makes: dict[str, Callable[[], Make]], seconds: float) -> list[Filed]:
    """
    Measure the bare view and then each way of filing, one after the other on the same machine.

    :param makes: name of the way → what makes its requests.
    """
    one.run("minqing.ops.bench.bare", bare=True)
    with serving(BARE, one.bare) as (port, program):
        rows = [measured("bare", port, program, through_bare, seconds)]
    with serving(OURS, one.environment) as (port, program):
        rows += [measured(name, port, program, make(), seconds) for name, make in makes.items()]
    return rows
