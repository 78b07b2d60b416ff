"""The table of a run: machine, versions, numbers, ratios; written as one page of Markdown."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

PAGE, FIGURES = Path("docs/benchmarks.md"), Path("docs/benchmarks_figures.md")
PACKAGES = ("django", "granian", "psycopg", "cryptography")


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a Markdown table; numbers are the caller's to round."""
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join("---" for _ in head) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def machine() -> str:
    """Say in one paragraph what it ran on."""
    model = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if "model name" in line), "")
    memory = next((line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), "0")
    parts = [
        f"{os.cpu_count()} cores ({model or platform.machine()})",
        f"{int(memory) / 1024 / 1024:.0f} GB of memory",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
        *(f"{name} {version(name)}" for name in PACKAGES),
    ]
    return ", ".join(parts) + "."


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


def write(day: str, sections: Sequence[tuple[str, str, str]], page: Path = PAGE) -> None:
    """
    Write the page.

    :param day: the day of the run.
    :param sections: (title, what is measured and how to read it, table).
    """
    text = [
        "# Measured",
        "",
        f"Written by `make bench` on {day}. Both sides of a comparison ran one after the other in this run; trust the",
        "ratios more than the figures: the clients run on the same two cores as the servers.",
        "",
        machine(),
    ]
    for title, words, body in sections:
        text += ["", f"## {title}", "", words, "", body]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(text) + "\n", encoding="utf-8")
