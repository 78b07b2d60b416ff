"""
The lists behind an overseer's numbers, as the office reads them and as another system does.

Over a year, the longest period that the page offers: what came in, what was closed or lies late, and who was asked
and has not answered, whose facts stand among those of others. One unit's lists are those of the unit that closed most.
Run inside an installation: ``python -m minqing.ops.bench.numbers ROUNDS LOGIN PASSWORD`` prints one line of JSON.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import unquote, urlencode

import django

from .inside import api_key
from .reading import NEXT, Read, measure, sign_in

DAYS = 365
OFFICE, API = "/office/oversight/", "/api/v1/figures"
LISTS = (
    ("came in", "cases.registered", "part"),
    ("closed or late", "cases.on_time", "whole"),
    ("not answered", "cases.unverified", "part"),
)
UNIT = re.compile(r'href="[^"]*of=cases\.reopened&side=whole&unit=([^&"]+)[^"]*"[^>]*>([\d,]+)')


def read_office(login: str, password: str, rounds: int, today: date) -> Iterator[Read]:
    """Measure the lists of the whole county and of one unit alone, for the widest reach there is."""
    browser = sign_in(login, password)
    days = {"from": str(today - timedelta(days=DAYS)), "to": str(today)}
    unit = busiest(browser.get(f"{OFFICE}?{urlencode(days)}").content.decode())
    for name, key, side in LISTS:
        asked = {"of": key, "side": side, **days}
        yield from _list(browser, name, f"{OFFICE}requests?{urlencode(asked)}", rounds)
    for name, key, side in LISTS[1:]:  # requests come in at the office that takes them in
        asked = {"of": key, "side": side, "unit": unit, "alone": "1", **days}
        yield from _list(browser, f"{name}, one unit", f"{OFFICE}requests?{urlencode(asked)}", rounds)


def busiest(page: str) -> str:
    """
    Find the unit that closed most on the overseer's page.

    :raises LookupError: if it shows none.
    """
    found = [(int(shown.replace(",", "")), unquote(path)) for path, shown in UNIT.findall(unescape(page))]
    if not found:
        raise LookupError("no unit has closed anything")
    return max(found)[1]


def _list(browser: Any, name: str, address: str, rounds: int) -> Iterator[Read]:
    following = NEXT.search(browser.get(address).content.decode())
    if following is None:
        raise LookupError(f"{name}: nothing follows the first page")
    yield from _both(browser, f"number's list: {name}", address, unescape(following[1]), rounds)


def read_api(rounds: int, today: date) -> Iterator[Read]:
    """Measure the same lists of the county as a system with a key reads them."""
    from django.test import Client

    from minqing.kernel.haste import hold_nobody_back
    from minqing.territory.queries import county

    hold_nobody_back()
    held = county()
    if held is None:
        raise LookupError("no county is loaded")
    key = api_key(held.path, "cases.oversee")["key"]
    system = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {key}"})
    days = {"start": str(today - timedelta(days=DAYS)), "end": str(today + timedelta(days=1))}
    for name, figure, side in LISTS:
        if figure == "cases.unverified":  # of single residents: no system opens it
            continue
        address = f"{API}/{figure}/requests?{urlencode({'side': side, **days})}"
        after = f"{address}&{urlencode({'cursor': system.get(address).json()['next']})}"
        yield from _both(system, f"API, number's list: {name}", address, after, rounds)


def _both(browser: Any, name: str, first: str, after: str, rounds: int) -> Iterator[Read]:
    yield measure(browser, f"{name}, first page", lambda _: first, rounds)
    yield measure(browser, f"{name}, next page", lambda _: after, rounds)


if __name__ == "__main__":
    django.setup()
    from django.utils import timezone

    times, here = int(sys.argv[1]), timezone.localdate()
    pages = [*read_office(sys.argv[2], sys.argv[3], times, here), *read_api(times, here)]
    print(json.dumps({"pages": [asdict(one) for one in pages]}))
