"""The audit finds what differs while others go on working; and the same facts have the same hash."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import F
from tests.ledger.conftest import make_widget
from tests.ledger.rolls.test_cells import NIGHT, make, painted, settle

from minqing.ledger.models import Cell
from minqing.ledger.rolls import auditing
from minqing.ledger.rolls.auditing import cells_hash, differing_cells
from minqing.ledger.rolls.building import ready_all, rebuild
from minqing.ledger.rolls.folding import fold_all

__all__ = ["painted"]
pytestmark = pytest.mark.django_db


class TestAudit:
    def test_goes_on_when_something_is_folded_while_it_counts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """In a busy county something always is: an audit that gave up then would find nothing for ever."""
        ready_all()
        chance = Random(3)
        for _ in range(20):
            make(chance)
        settle()
        fold_all(NIGHT)
        Cell.objects.filter(period__lt=300_000).update(facts=F("facts") + 1)
        really, meanwhile = auditing._differing, iter(range(3))

        def fold_first(*args: Any) -> object:
            if next(meanwhile, None) is not None:
                make(chance)
                settle()
                fold_all(NIGHT)
            return really(*args)

        monkeypatch.setattr(auditing, "_differing", fold_first)

        assert "widget.made" in differing_cells(seed=1, sample=200)

    def test_holds_no_more_rows_than_a_cell_has_marks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A cell of the whole county and all time holds as many days and places as there ever were."""
        ready_all()
        chance = Random(4)
        for _ in range(60):
            make(chance)
        settle()
        fold_all(NIGHT)
        held, really = list[int](), auditing._rows

        def counted(line: Any, cell: Any, through: int) -> Any:
            rows = really(line, cell, through)
            if not line.distinct:
                held.append(len(rows))
            return rows

        monkeypatch.setattr(auditing, "_rows", counted)

        assert differing_cells(seed=2) == ""
        assert max(held) <= 8


class TestHash:
    def test_is_the_same_when_days_of_long_ago_had_cells(self) -> None:
        """Before the first night they have; built anew they have none."""
        ready_all()
        for day in (-300, 0):
            make_widget(at=datetime(2026, 9, 1, 4, tzinfo=UTC) + timedelta(days=day))
        settle()
        fold_all(NIGHT)
        folded = cells_hash()

        rebuild()

        assert cells_hash() == folded
