"""
The desk's pages as a clerk reads them: lists, a search, a case page; milliseconds and queries of each.

Run inside an installation: ``python -m minqing.ops.bench.reading LOGIN PASSWORD ROUNDS`` prints one line of JSON.
Through middleware, view, template and database of one process, without a network.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import django

SEARCHES = ("停水", "路灯", "垃圾", "井盖", "噪声", "水压太低")
NEXT = re.compile(r'href="([^"]*[?&;]cursor=[^"]+)"')
NUMBER = re.compile(r"\b20\d\d-\d{6,}\b")


@dataclass(frozen=True)
class Read:
    """One kind of page: milliseconds at the median and at 95 of 100, queries, bytes."""

    page: str
    p50_ms: float
    p95_ms: float
    queries: int
    bytes: int


def sign_in(login: str, password: str) -> Any:
    """
    Sign in as the demo's account with the first of its posts; from now on this process holds nobody back.

    :raises PermissionError: if the pages do not let it in.
    """
    from django.test import Client

    from minqing.kernel.haste import hold_nobody_back

    hold_nobody_back()
    browser = Client(headers={"host": "127.0.0.1"})
    browser.post("/office/sign-in", {"login": login, "password": password}, follow=True)
    if browser.get("/office/desk/").status_code != 200:
        raise PermissionError("the office does not let this account in")
    return browser


def measure(browser: Any, name: str, addresses: Callable[[int], str], rounds: int) -> Read:
    """Read addresses many times; the first three readings warm up and are not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took, length = [], 0
    for number in range(rounds + 3):
        forget_counts(browser)
        start = time.perf_counter()
        answer = browser.get(addresses(number))
        took.append(time.perf_counter() - start)
        length = len(answer.content)
        if answer.status_code != 200:
            raise RuntimeError(f"{name}: {addresses(number)} answered {answer.status_code}")
    forget_counts(browser)
    with CaptureQueriesContext(connection) as queries:
        browser.get(addresses(0))
    ordered = sorted(took[3:])
    p50, p95 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95))
    return Read(name, round(p50, 1), round(p95, 1), len(queries), length)


def forget_counts(browser: Any) -> None:
    """Let the rail's numbers be counted anew, as for somebody who reads for longer than they are kept."""
    from django.core.cache import cache

    cache.delete(f"office-counts:{browser.session.get('post')}")


def read_overseer(login: str, password: str, rounds: int) -> list[Read]:
    """Measure every kind of page for the widest reach there is."""
    browser = sign_in(login, password)
    first, archive = "/office/desk/?queue=all", "/office/desk/?queue=all&state=left"
    numbers = sorted(set(NUMBER.findall(browser.get(first).content.decode())))
    lists = [("desk", first), ("archive", archive)]
    found = [one for name, address in lists for one in measure_list(browser, name, address, rounds)]
    found.append(measure(browser, "search", lambda n: f"/office/search/?q={SEARCHES[n % len(SEARCHES)]}", rounds))
    found.append(measure(browser, "case page", lambda n: f"/office/cases/{numbers[n % len(numbers)]}/", rounds))
    found.append(measure(browser, "overseer's page", lambda _: "/office/oversight/", max(10, rounds // 4)))
    return found


def measure_list(browser: Any, name: str, address: str, rounds: int) -> list[Read]:
    """
    Measure the first page of a list and the one after it.

    :raises LookupError: if one page holds the whole list.
    """
    following = NEXT.search(browser.get(address).content.decode())
    if following is None:
        raise LookupError(f"{name}: nothing follows the first page")
    after = following[1].replace("&amp;", "&")
    return [
        measure(browser, f"{name}, first page", lambda _: address, rounds),
        measure(browser, f"{name}, next page", lambda _: after, rounds),
    ]


def read_clerk(login: str, password: str, rounds: int) -> list[Read]:
    """Measure the desk and a search for a clerk of one unit."""
    browser = sign_in(login, password)
    return [
        measure(browser, "desk of one unit", lambda _: "/office/desk/?queue=unit", rounds),
        measure(browser, "search of one unit", lambda n: f"/office/search/?q={SEARCHES[n % len(SEARCHES)]}", rounds),
    ]


if __name__ == "__main__":
    django.setup()
    times, (overseer, her_password, clerk, his_password) = int(sys.argv[1]), sys.argv[2:6]
    pages = [*read_overseer(overseer, her_password, times), *read_clerk(clerk, his_password, times)]
    print(json.dumps({"pages": [asdict(one) for one in pages]}))
