"""Filing a request through the public form and through the API, beside the bare view."""

import json
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from .installations import BARE, OURS, ROWS, Installation
from .load import Make, Request, Result, run_load
from .servers import Program, serving

INSIDE = "minqing.ops.bench.inside"

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


def through_api(key: str, village: str) -> Make:
    """File the same words through the API, as another system does."""

    def make(number: int) -> Request:
        body = {"words": WORDS.format(number=number), "where_words": "村委会东边第二个巷口", "place_path": village}
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {key}",
            "Idempotency-Key": secrets.token_urlsafe(16),
            "X-Forwarded-For": address(number),
        }
        return "POST", "/api/v1/requests", json.dumps(body).encode(), headers

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


def measure_filing(one: Installation, seconds: float) -> list[Filed]:
    """Measure the bare view, our rows alone, the form and the API, one after the other on the same machine."""
    one.run("minqing.ops.bench.bare", bare=True)
    with serving(BARE, one.bare) as (port, program):
        rows = [measured("bare view", port, program, through_bare, seconds)]
    with serving(ROWS, one.environment) as (port, program):
        rows.append(measured("rows of a filing alone", port, program, through_bare, seconds))
    card = one.ask(INSIDE, "card")
    key = str(one.ask(INSIDE, "api-key", str(card["village"]))["key"])
    with serving(OURS, one.environment) as (port, program):
        rows.append(measured("public form", port, program, through_form(str(card["card"])), seconds))
        rows.append(measured("API", port, program, through_api(key, str(card["village"])), seconds))
    return rows
