"""Building goes on beside everybody else's work: what is folded meanwhile is in it, and nobody builds it twice."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.ledger.rolls.playing import fold_while_built
from tests.ledger.rolls.test_cells import NIGHT, OURS, dump, make, settle, told

from minqing.ledger.measures import MEASURES, lines_asked
from minqing.ledger.models import Cell, Folded, Line
from minqing.ledger.rolls import building
from minqing.ledger.rolls.building import has_folded, missing_lines, ready_all, ready_next, rebuild, start_over
from minqing.ledger.rolls.folding import fold_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in OURS:
        monkeypatch.setitem(MEASURES, one.key, one)


class TestReadyNext:
    def test_builds_one_kind_of_fact_at_a_time_until_nothing_is_missing(self) -> None:
        kinds = {line.fact for line in lines_asked().values()}
        fold_all(NIGHT)

        steps = 0
        while ready_next():
            steps += 1

        assert steps == len(kinds)
        assert missing_lines() == []

    def test_adds_what_was_folded_while_it_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        chance = Random(1)
        for _ in range(12):
            make(chance)
        settle()
        fold_all(NIGHT)
        meanwhile = fold_while_built(monkeypatch, lambda: [make(chance) for _ in range(6)])
        ready_all()
        held = dump()

        assert meanwhile == [6]
        for read_once, counted in told():
            assert read_once == counted
        rebuild()
        assert dump() == held

    @pytest.mark.parametrize(("ago", "built"), [(timedelta(minutes=1), False), (timedelta(minutes=6), True)])
    def test_leaves_alone_what_somebody_else_builds_unless_he_has_gone(self, ago: timedelta, built: bool) -> None:
        make(Random(2))
        settle()
        fold_all(NIGHT)
        first = missing_lines()[0].fact
        claimed = [line for line in missing_lines() if line.fact == first]
        for line in claimed:
            Line.objects.create(key=line.key, claimed_at=timezone.now() - ago)

        count = ready_next()

        assert count == (len(claimed) if built else 0)

    def test_begins_anew_when_other_days_are_kept_than_when_it_began(self, monkeypatch: pytest.MonkeyPatch) -> None:
        make(Random(3))
        settle()
        fold_all(NIGHT)
        really = building._finished

        def keep_fewer_first(*args: Any) -> bool:
            Folded.objects.update(days_from=NIGHT.date())
            return really(*args)

        monkeypatch.setattr(building, "_finished", keep_fewer_first)
        first = ready_next()
        monkeypatch.setattr(building, "_finished", really)
        again = ready_next()

        assert first == 0
        assert again > 0


class TestStartOver:
    def test_folds_from_the_last_position_and_reads_facts_until_cells_are_there(self) -> None:
        chance = Random(4)
        for _ in range(10):
            make(chance)
        settle()
        assert not has_folded()

        start_over()

        assert has_folded()
        assert fold_all(NIGHT) == 0
        assert not Cell.objects.exists()
        for read_once, counted in told():
            assert read_once == counted


@pytest.mark.django_db(transaction=True)
class TestWriting:
    def test_commits_its_cells_in_parts_and_not_one_by_one(self) -> None:
        chance, together = Random(5), list[bool]()
        for _ in range(30):
            make(chance)
        settle()
        start_over()

        def watch(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
            if "INTO ledger_cell" in sql:
                together.append(context["connection"].in_atomic_block)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            while ready_next():
                pass

        assert together
        assert all(together)
