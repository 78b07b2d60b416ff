"""
Facts that come in while somebody reads: recorded by the ledger's own verb, ten in a transaction.

Run inside an installation: ``python -m minqing.ops.bench.arriving 200 60`` (facts a second, seconds) prints one line of
JSON. They are of kinds that the board counts and that nobody is told of; their subjects are nothing that is there.
"""

import json
import sys
import time
from itertools import cycle
from typing import Any

import django

IN_A_VERB = 10


def arrive(a_second: float, seconds: float) -> dict[str, Any]:
    """
    Record facts evenly over the seconds.

    :return: how many facts, in how many seconds, and milliseconds of a transaction at the median and at 95 of 100.
    """
    from django.utils import timezone

    from minqing.ledger.service import recorded

    kinds, units, places = cycle(_kinds()), cycle(_paths("org_path")), cycle(_paths("place_path"))

    @recorded
    def come_in(number: int) -> None:
        for one in range(IN_A_VERB):
            _record(next(kinds), number * IN_A_VERB + one, next(units), next(places), timezone.now())

    start, took = time.perf_counter(), []
    for number in range(int(a_second * seconds / IN_A_VERB)):
        time.sleep(max(0.0, start + number * IN_A_VERB / a_second - time.perf_counter()))
        begun = time.perf_counter()
        come_in(number)
        took.append(1000 * (time.perf_counter() - begun))
    took.sort()
    p50, p95 = (round(took[int(share * (len(took) - 1))], 1) for share in (0.5, 0.95))
    return {
        "facts": len(took) * IN_A_VERB,
        "seconds": round(time.perf_counter() - start, 1),
        "p50_ms": p50,
        "p95_ms": p95,
    }


def _kinds() -> list[str]:
    """Name the kinds of case that measures only add, and no delivery waits for: the figures stay sensible."""
    from minqing.ledger.measures import MEASURES
    from minqing.ledger.owing import recipes_for

    terms = [term for measure in MEASURES.values() for term in measure.terms if term.fact.startswith("case.")]
    taken = {term.fact for term in terms if term.until_end or term.sign < 0}
    return sorted(kind for kind in {term.fact for term in terms} - taken if not recipes_for(kind))


def _paths(column: str) -> list[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {column} FROM ledger_fact WHERE kind = 'case.registered'")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _record(kind: str, number: int, org_path: str, place_path: str, at: Any) -> None:
    from minqing.kernel.ref import Ref
    from minqing.ledger.facts import FACT_TYPES
    from minqing.ledger.service import record

    columns = FACT_TYPES[kind].columns.items()
    data = {name: next(iter(column.codes), 0) for name, column in columns}
    subject, actor = Ref("arriving", str(number)), Ref("system", "bench")
    record(kind, subject=subject, actor=actor, at=at, org_path=org_path, place_path=place_path, data=data)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(arrive(float(sys.argv[1]), float(sys.argv[2]))))
