"""One run of all measurements, and the page that tells of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import crowding, report
from .filing import measure_filing
from .installations import Installation, installations
from .killing import kill_under_load
from .plans import Findings, Plan
from .sizes import account_of, at_once, read_at_sizes
from .telling import figures, sections
from .weighing import weigh_pages

APART = {"figures", "searching"}
"""Parts with a page of their own."""
LINES = 100_000
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
    if set(plan.parts) - {"reading", *APART}:
        with _filled(plan, "writing", say) as made:
            for one in made:
                _measure(one, plan, found, say)
                report.write(day, sections(found))  # a run that is broken off leaves what it has measured
    if "reading" in plan.parts:
        with _filled(plan, "reading", say) as made:
            read_at_sizes(made, plan, found, say)
    if "figures" in plan.parts:
        with installations(plan.folder / "figures", list(plan.kinds)) as made:
            for one in made:
                _figure(one, plan, found, say)
    if "searching" in plan.parts:
        with _filled(plan, "searching", say) as made:
            for one in made:
                found.searching += _search(one, plan, say)
    return _told(plan, found, day)


def _told(plan: Plan, found: Findings, day: str) -> Path:
    if APART & set(plan.parts):
        report.write(day, figures(found), report.FIGURES)
    if set(plan.parts) <= APART:
        return report.FIGURES
    report.write(day, sections(found))
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
    if "importing" in plan.parts:
        say(f"{one.name}: a list of another hotline")
        found.importing.append(_import(one))
    if "killing" in plan.parts:
        say(f"{one.name}: killing web server and worker under load")
        found.killing.append(_kill(one, plan.seconds))


def _figure(one: Installation, plan: Plan, found: Findings, say: Say) -> None:
    say(f"{one.name}: {plan.facts:,} invented facts")
    one.run("minqing", "demo", "--size", plan.base)
    told = one.ask("minqing.ops.bench.loading", str(plan.facts)) | one.ask("minqing.ops.bench.building")
    found.loading.append((one.name, *(f"{told[name]:,}" for name in LOADED)))
    say(f"{one.name}: figures {told}")
    rows: Any = one.ask("minqing.ops.bench.figuring", str(plan.rounds))["figures"]
    for row in rows:
        raw = row["raw_ms"]
        ratio = f"{raw / row['p50_ms']:,.0f}" if raw else ""
        found.figuring.append((one.name, row["name"], row["p50_ms"], row["p95_ms"], row["queries"], raw or "", ratio))
    say(f"{one.name}: twenty leaders")
    found.crowding += crowding.rows(one.name, crowding.crowd(one, 6 * plan.seconds))


def _search(one: Installation, plan: Plan, say: Say) -> list[Sequence[Any]]:
    say(f"{one.name}: searching")
    accounts = (*account_of(one.folder, "oversee"), *account_of(one.folder, "water"))
    told = one.ask("minqing.ops.bench.finding", str(plan.sizes[-1]), str(plan.rounds), *accounts)
    say(f"{one.name}: { {name: told[name] for name in ('requests', 'megabytes', 'copying', 'indexing')} }")
    rows: Any = told["pages"]
    return [
        (
            one.name,
            f"{told['requests']:,}",
            row["page"],
            row["p50_ms"],
            row["p95_ms"],
            row["queries"],
            told["megabytes"],
        )
        for row in rows
    ]


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


def _import(one: Installation) -> Sequence[Any]:
    told: Any = one.ask("minqing.ops.bench.importing", str(LINES))
    rates = [f"{told[name]:,}" for name in ("reading", "checking", "taking_in", "again_taking_in")]
    return (
        one.name,
        f"{told['lines']:,}",
        *rates,
        f"{told['counts'][0]:,}",
        f"{told['counts'][1]:,}",
        told["megabytes"],
    )


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
