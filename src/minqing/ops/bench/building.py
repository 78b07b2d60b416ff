"""
How long it takes to build what figures are read from, how fast a worker folds, and how much memory it takes.

Run inside an installation that :mod:`loading` filled: ``python -m minqing.ops.bench.building``.
"""

import json
import resource
import sys
import time
from typing import Any

import django

FOLDED = 100_000


def build() -> dict[str, Any]:
    """
    Build every cell anew, then fold facts that came since, as a worker does.

    :return: cells, seconds of building, megabytes that this process held at most, and facts folded a second: such as
        a backfill of three years brings, and such as come in, of the last month.
    """
    from minqing.ledger.positions import settle_all
    from minqing.ledger.rolls.building import rebuild
    from minqing.ops.bench.invented import declare_invented
    from minqing.ops.bench.loading import ask_one

    declare_invented()
    settle_all()  # the demo's facts, which no worker has seen yet
    start = time.perf_counter()
    rebuild(lambda done, whole, kind: print(done, whole, kind, file=sys.stderr))
    built = time.perf_counter()
    held = _megabytes()
    return {
        "building": round(built - start),
        "megabytes": held,
        "backfilled_a_second": _folded_a_second(last_month=False),
        "folded_a_second": _folded_a_second(last_month=True),
        "cells": ask_one("SELECT count(*) FROM ledger_cell"),
    }


def _folded_a_second(*, last_month: bool) -> int:
    from django.utils import timezone

    from minqing.ledger.rolls.folding import fold_all
    from minqing.ops.bench.loading import load

    load(FOLDED, seed=8 + last_month, last_month=last_month, in_haste=False)
    start = time.perf_counter()
    return round(fold_all(timezone.now()) / (time.perf_counter() - start))


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    django.setup()
    print(json.dumps(build()))
