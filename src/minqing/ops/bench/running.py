"""One run of all measurements, and the page that tells of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import report
from .filing import measure_filing
from .installations import Installation, installations
from .killing import kill_under_load
from .plans import Findings, Plan
from .sizes import at_once, read_at_sizes
from .weighing import weigh_pages

LOADED = ("facts", "cells", "loading", "building", "megabytes", "folded_a_second", "backfilled_a_second")

Say = Callable[[str], None]


def run(plan: Plan, *, day: str, say: Say) -> Path:
    """
    Measure and write the page.

    Installations are filled and cloned at the same time, one processor each; what is timed runs alone. Reading has
    installations of its own: what filing leaves behind is a flood of open requests that no county has.

    :param day: the day to print.
    :return: the page.
    """
    found = Findings([], [], [], [], [])
    if set(plan.parts) - {"reading", "figures"}:
        with _filled(plan, "writing", say) as made:
            for one in made:
                _measure(one, plan, found, say)
                report.write(day, _sections(found))  # a run that is broken off leaves what it has measured
    if "reading" in plan.parts:
        with _filled(plan, "reading", say) as made:
            read_at_sizes(made, plan, found, say)
    if "figures" in plan.parts:
        with installations(plan.folder / "figures", list(plan.kinds)) as made:
            for one in made:
                _figure(one, plan, found, say)
    report.write(day, _sections(found))
    return report.PAGE


@contextmanager
def _filled(plan: Plan, what: str, say: Say) -> Iterator[list[Installation]]:
    """Make an installation on each kind of database, with the demo county in it."""
    with installations(plan.folder / what, list(plan.kinds)) as made:
        say(f"{what}: filling the demo county ({plan.base}): {', '.join(one.name for one in made)}")
        at_once(made, lambda one: one.run("minqing", "demo", "--size", plan.base))
        yield made


def _measure(one: Installation, plan: Plan, found: Findings, say: Say) -> None:
    if "weighing" in plan.parts and not found.weighing:
        found.weighing += [(w.page.replace("/q/", "/q/…")[:24], w.html, w.assets, w.whole) for w in weigh_pages(one)]
    if "filing" in plan.parts:
        say(f"{one.name}: filing")
        found.filing += _file(one, plan.seconds)
    if "killing" in plan.parts:
        say(f"{one.name}: killing web server and worker under load")
        found.killing.append(_kill(one, plan.seconds))


def _figure(one: Installation, plan: Plan, found: Findings, say: Say) -> None:
    say(f"{one.name}: {plan.facts:,} invented facts")
    one.run("minqing", "migrate")
    told = one.ask("minqing.ops.bench.loading", str(plan.facts)) | one.ask("minqing.ops.bench.building")
    found.loading.append((one.name, *(f"{told[name]:,}" for name in LOADED)))
    say(f"{one.name}: figures {told}")
    rows: Any = one.ask("minqing.ops.bench.figuring", str(plan.rounds))["figures"]
    for row in rows:
        raw = row["raw_ms"]
        ratio = f"{raw / row['p50_ms']:,.0f}" if raw else ""
        found.figuring.append((one.name, row["name"], row["p50_ms"], row["p95_ms"], row["queries"], raw or "", ratio))


def _file(one: Installation, seconds: float) -> list[Sequence[Any]]:
    rows = measure_filing(one, seconds)
    floor = rows[0].result.rate
    return [
        (
            one.name,
            row.name,
            f"{row.result.rate:.0f}",
            f"{row.result.rate / floor:.2f}",
            f"{row.result.percentile(0.5):.0f}",
            f"{row.result.percentile(0.95):.0f}",
            f"{row.cpu_ms:.1f}",
            len(row.result.failures),
        )
        for row in rows
    ]


def _kill(one: Installation, seconds: float) -> Sequence[Any]:
    came = kill_under_load(one, seconds=max(30.0, 2 * seconds), rounds=6)
    told = came.verdict
    return (
        one.name,
        came.kills,
        told["acknowledged"],
        told["found"],
        f"{told['owed']} / {told['done']} / {told['dead']}",
        f"{came.messages} / {came.doubled}",
        "sound" if told["sound"] else told["why"],
    )


def _sections(found: Findings) -> list[tuple[str, str, str]]:
    filing_head = ("database", "side", "requests/s", "÷ bare", "p50 ms", "p95 ms", "server CPU ms", "failures")
    reading_head = ("database", "requests", "page", "p50 ms", "p95 ms", "÷ at the first size", "queries", "bytes")
    cloning_head = ("database", "requests", "of which open", "facts", "cloning s", "ledger", "verifying s")
    killing_head = ("database", "kills", "acknowledged", "found", "owed / done / dead", "messages / doubled", "ledger")
    figuring_head = ("database", "figures", "p50 ms", "p95 ms", "queries", "plain SQL over facts, ms", "÷ ours")
    loading_head = (
        "database", "facts", "cells", "loading s", "building s", "MB at most", "folded a second", "of a backfill",
    )  # fmt: skip
    parts = [
        ("Filing a request", _FILING, filing_head, found.filing),
        ("Reading at the desk", _READING, reading_head, found.reading),
        ("What was read", _CLONING, cloning_head, found.cloning),
        ("Killed under load", _KILLING, killing_head, found.killing),
        ("Figures", _FIGURING, figuring_head, found.figuring),
        ("What figures were read from", _LOADING, loading_head, found.loading),
        ("What a phone loads", _WEIGHING, ("page", "page bytes", "style and script bytes", "whole"), found.weighing),
    ]
    return [(title, words, report.table(head, rows)) for title, words, head, rows in parts if rows]


_FILING = (
    "Eight clients on the same machine; two server processes of four threads. The bare view inserts three rows in one "
    "transaction with the same durability. The rows of a filing alone are the statements that one filing of ours runs "
    "inside its transaction, run again without any code of ours: what lies below that is what may be saved. Ours "
    "masks, encrypts, promises, indexes, records and alarms."
)
_READING = (
    "An overseer whose reach is the whole county, and a clerk of one unit; through middleware, view and template of "
    "one process. The numbers beside the queues, otherwise kept ten seconds, are counted anew for each page. The "
    "archive is the list of what has left the office, newest first. A number's list holds the requests behind a number "
    "of the overseer's page over a year, of the county and of the unit that closed most, and the same for a system."
)
_CLONING = (
    "Requests made by the services, then copied in bulk under new keys, with history, parties, search index and every "
    "fact that the overseer's figures count. What has left lies over five years; what is open is copied only with the "
    "copies that lie in the present, one of ten, so that as many are open as in a county with so many requests a day. "
    "The ledger is verified once, at the last size."
)
_KILLING = (
    "Web server and worker killed with SIGKILL by turns while eight clients file. `found`: acknowledged receipts that "
    "are there afterwards. Deliveries owed, done, given up; messages written by the file channel and how many twice."
)
_FIGURING = (
    "Inside the application, with everything but the page: sixty kinds of fact, six hundred units below thirty towns, "
    "three years. Beside it the same numbers, or fewer, by one statement of plain SQL over the facts, best of three."
)
_LOADING = (
    "Invented facts from a seed, loaded in bulk without their seals behind those of the demo county. Building adds "
    "everything up at once, in a process of its own; memory is what it held at most. Then a hundred thousand facts of "
    "the last month are folded as the worker folds what comes in, and as many of three years, as of a backfill."
)
_WEIGHING = "Compressed bytes of a first visit, with everything the page loads."
