"""Kinds of fact and paths that only these tests use."""

from datetime import UTC, datetime
from typing import Any

import pytest

from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES, FactType, amount, code, flag
from minqing.ledger.records import FactView
from minqing.ledger.service import record, recorded

WIDGET = FactType(
    "widget.made",
    title="Widget made",
    meaning="A widget left the bench.",
    columns={
        "late": flag("d1", "after the promise"),
        "colour": code("d2", "which paint", {1: "green", 2: "red"}, required=False),
        "hours": amount("hours on the bench", "hours", required=False),
    },
    payload={"rule": "the rule's version"},
)


@pytest.fixture(autouse=True)
def widgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare the kind for one test; the house itself knows no widgets."""
    monkeypatch.setitem(FACT_TYPES, WIDGET.key, WIDGET)


NOON = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
CLERK = Ref("post", "clerk")


def fact(**changes: Any) -> dict[str, Any]:
    """Arguments of a plain fact."""
    plain: dict[str, Any] = {
        "subject": Ref("widget", "1"),
        "actor": CLERK,
        "at": NOON,
        "org_path": "139901/water/",
        "place_path": "139901/101/203/",
        "data": {"late": False},
    }
    return plain | changes


@recorded
def make_widget(**changes: Any) -> FactView:
    """The smallest verb there is."""
    return record("widget.made", **fact(**changes))


@pytest.fixture
def made(db: None) -> FactView:
    """One fact in the ledger."""
    return make_widget()
