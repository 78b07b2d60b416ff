"""
Questions asked inside an installation: ``python -m minqing.ops.bench.inside QUESTION …`` prints one line of JSON.

A process of its own for each, so that two databases can be measured in one run.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import django


def card() -> dict[str, Any]:
    """Name a card in force, for filing through the public form."""
    from minqing.territory import queries

    county = queries.county()
    if county is None:
        raise LookupError("no county is loaded")
    for village in queries.places_under(county.path, "village"):
        for held in queries.cards_of(village.path):
            return {"card": held.code, "village": village.path}
    raise LookupError("no card has been issued")


def api_key(place_path: str, permission: str = "cases.file") -> dict[str, Any]:
    """Register a system with a permission in the county and give it a key: what administrators do on a page."""
    from django.utils import timezone

    from minqing.kernel.access import system_actor

    # By name: the edge's rooms do not know each other, and only this measuring brings them together.
    exchange = import_module("minqing.exchange.service")
    county = place_path.split("/", maxsplit=1)[0] + "/"
    root = system_actor("bench", ["exchange.manage", "directory.grant", "cases.file"], root=county)
    frame: dict[str, Any] = {"actor": root, "at": timezone.now()}
    paths = {"org_path": county, "place_path": county}
    client = exchange.register_client(name=f"bench {uuid4().hex[:8]}", **paths, **frame)
    exchange.give_client(client_id=client, permission=permission, **paths, **frame)
    return {"key": exchange.issue_key(client_id=client, **frame).key}


def database() -> dict[str, Any]:
    """Return the settings of the database, for the bare view to use the same."""
    from django.conf import settings

    known = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "CONN_MAX_AGE", "OPTIONS")
    return {name: settings.DATABASES["default"][name] for name in known if name in settings.DATABASES["default"]}


def after_the_kill(tokens_file: str) -> dict[str, Any]:
    """
    Compare what was acknowledged with what is there.

    :param tokens_file: the submission tokens that were answered with a receipt, one a line.
    :return: counts: acknowledged, found, twice (one token, two requests), owed, dead, and the ledger's verdict.
    """
    from minqing.cases import access, receipts
    from minqing.kernel.errors import NotFound
    from minqing.ledger import positions, seals
    from minqing.ledger.deliveries import delivery_counts

    found = 0
    tokens = Path(tokens_file).read_text().split()
    for token in tokens:
        try:
            access.get_case_by_receipt(receipts.code_for(token))
        except NotFound:
            continue
        found += 1
    positions.settle_all()
    verdict = seals.verify()
    return {
        "acknowledged": len(tokens),
        "found": found,
        **delivery_counts(),
        "facts": verdict.facts,
        "sound": verdict.is_sound,
        "why": verdict.why,
    }


def ledger() -> dict[str, Any]:
    """Verify the ledger from the facts themselves, and say how long that took."""
    from minqing.ledger import seals

    start = time.perf_counter()
    verdict = seals.verify()
    return {
        "facts": verdict.facts,
        "sound": verdict.is_sound,
        "why": verdict.why,
        "seconds": time.perf_counter() - start,
    }


def owed() -> dict[str, Any]:
    """Say how many deliveries are still owed."""
    from minqing.ledger.deliveries import owed_count

    return {"owed": owed_count()}


def sessions(count: str, folder: str) -> dict[str, Any]:
    """Sign in so many leaders, the demo's accounts in turn that may see the one screen, and return their cookies."""
    from django.conf import settings
    from django.test import Client

    held, cookies = json.loads((Path(folder) / "demo-accounts.json").read_text()), []
    for one in held:
        browser = Client(headers={"host": "127.0.0.1"})
        browser.post("/office/sign-in", {"login": one["login"], "password": one["password"]}, follow=True)
        if browser.get("/office/board/").status_code == 200:
            cookies.append(f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}")
    return {"cookies": [cookies[number % len(cookies)] for number in range(int(count))]}


QUESTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    "api-key": api_key,
    "card": card,
    "database": database,
    "after-the-kill": after_the_kill,
    "ledger": ledger,
    "owed": owed,
    "sessions": sessions,
}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(QUESTIONS[sys.argv[1]](*sys.argv[2:])))
