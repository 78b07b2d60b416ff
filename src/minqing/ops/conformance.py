"""
The conformance report: which guardrails stand here, each with the test that holds it.

A fork that takes a test out is told so at every start and in ``/healthz``.

:source: guardrail G25; ETHICS.md.
"""

import ast
import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

__all__ = ["Conformance", "Guardrail", "conformance", "guardrails", "report"]

TABLE = Path(__file__).parent / "data/guardrails.csv"


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One test that holds one guardrail."""

    key: str
    refuses: str
    file: str
    test: str


@dataclass(frozen=True, slots=True)
class Conformance:
    """
    What stands and what does not.

    :param kept: guardrails whose tests are all there, by number.
    :param gone: guardrails with a test that is not, as ``G4 tests/…::test_…``.
    """

    kept: tuple[str, ...]
    gone: tuple[str, ...]


def guardrails() -> tuple[Guardrail, ...]:
    """Read the table of guardrails and their tests."""
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Guardrail(row["guardrail"], row["refuses"], *row["test"].split("::")) for row in csv.DictReader(rows)
        )


@cache
def names_in(file: Path) -> frozenset[str]:
    """Name the tests that a file holds and does not skip; none where it is missing."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return frozenset()
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in found if not any("skip(" in ast.unparse(one) for one in node.decorator_list))


def conformance(root: Path | None = None) -> Conformance:
    """
    Look whether every guardrail has its tests. The guards of the database are looked at before every start.

    :param root: the checkout with its tests; the running one when left out.
    """
    root = root or settings.ROOT
    gone = [one for one in guardrails() if one.test not in names_in(root / one.file)]
    broken = {one.key for one in gone}
    kept = dict.fromkeys(one.key for one in guardrails() if one.key not in broken)
    return Conformance(tuple(kept), tuple(f"{one.key} {one.file}::{one.test}" for one in gone))


def report(found: Conformance) -> list[str]:
    """Say it in lines: one while everything stands, one more for each thing that does not."""
    lines = [_("Guardrails:           %(kept)s stand, each with its test") % {"kept": len(found.kept)}]
    return lines + [_("Guardrail without its test: %(test)s") % {"test": test} for test in found.gone]
