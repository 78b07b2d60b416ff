"""Reading at growing sizes: installations are cloned at the same time, and read one after the other."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from .installations import Installation
from .plans import Findings, Plan

READING = "minqing.ops.bench.reading"
NUMBERS = "minqing.ops.bench.numbers"
CLONING = "minqing.ops.bench.cloning"
INSIDE = "minqing.ops.bench.inside"

T = TypeVar("T")


def at_once(made: Sequence[Installation], do: Callable[[Installation], T]) -> list[T]:
    """Do the same in every installation at the same time, for what is not timed."""
    with ThreadPoolExecutor(len(made)) as pool:
        return list(pool.map(do, made))


def read_at_sizes(made: Sequence[Installation], plan: Plan, found: Findings, say: Callable[[str], None]) -> None:
    """Clone, then read every kind of page, at each size; at the end verify each ledger."""
    for size in plan.sizes:
        say(f"cloning to {size:,} requests")
        last: list[Any] = at_once(made, lambda one, size=size: one.ask(CLONING, str(size)))  # type: ignore[misc]
        for one, cloned in zip(made, last, strict=True):
            say(f"{one.name}: reading {cloned}")
            found.reading += _rows(one, cloned["requests"], plan.rounds, found.reading)
        verdicts = _verdicts(made, say) if size == plan.sizes[-1] else [("", "")] * len(made)
        for one, cloned, verdict in zip(made, last, verdicts, strict=True):
            counts = [f"{cloned[name]:,}" for name in ("requests", "open", "facts")]
            found.cloning.append((one.name, *counts, cloned["seconds"], *verdict))


def _verdicts(made: Sequence[Installation], say: Callable[[str], None]) -> list[tuple[str, str]]:
    """Verify each ledger: the verdict, and the seconds it took."""
    say("verifying the ledgers")
    told: list[Any] = at_once(made, lambda one: one.ask(INSIDE, "ledger"))
    return [("sound" if one["sound"] else one["why"], str(round(one["seconds"]))) for one in told]


def _rows(one: Installation, requests: int, rounds: int, before: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    overseer, clerk = account_of(one.folder, "oversee"), account_of(one.folder, "water")
    pages: Any = one.ask(READING, str(rounds), *overseer, *clerk)["pages"]
    lists: Any = one.ask(NUMBERS, str(rounds), *overseer)["pages"]
    rows: list[Sequence[Any]] = []
    for row in (*pages, *lists):
        first = next((old[4] for old in before if (old[0], old[2]) == (one.name, row["page"])), row["p95_ms"])
        times = (row["p50_ms"], row["p95_ms"], f"{row['p95_ms'] / first:.1f}")
        rows.append((one.name, f"{requests:,}", row["page"], *times, row["queries"], f"{row['bytes']:,}"))
    return rows


def account_of(folder: Path, which: str) -> tuple[str, str]:
    """
    Find the login and password of one of the demo's accounts.

    :raises LookupError: if the demo has none whose login begins so.
    """
    for line in (folder / "demo-accounts.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if len(words) >= 2 and words[0].startswith(which):
            return words[0], words[1]
    raise LookupError(f"the demo has no account named {which}")
