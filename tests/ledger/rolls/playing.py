"""How facts come about in these tests: written, settled, folded and taken back, in every order that matters."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from tests.ledger.rolls.test_cells import NIGHT, settle, take_back

from minqing.ledger.records import FactView
from minqing.ledger.rolls import building
from minqing.ledger.rolls.building import ready_all
from minqing.ledger.rolls.folding import fold, fold_all

Happen = Callable[[Random], FactView]


def folded(happen: Happen, seed: int, count: int) -> list[FactView]:
    """Let something happen and fold it into cells that are ready."""
    ready_all()
    chance = Random(seed)
    happened = [happen(chance) for _ in range(count)]
    settle()
    fold_all(NIGHT)
    return happened


def in_every_state(happen: Happen, seed: int, *, many: int, few: int, limit: int) -> None:
    """Leave facts from before there were cells, folded ones, settled and pending ones; and take some of each back."""
    chance = Random(seed)
    early = [happen(chance) for _ in range(many)]
    settle()
    fold_all(NIGHT)
    ready_all()
    later = [happen(chance) for _ in range(many)]
    settle()
    fold(NIGHT, limit=limit)
    fold_all(NIGHT)
    settled = [happen(chance) for _ in range(few)]
    settle()
    pending = [happen(chance) for _ in range(few)]
    for gone in (*early[:5], *later[:5], settled[0], pending[0]):
        take_back(gone)


def fold_while_built(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> list[int]:
    """
    Let something happen, settled and folded, when cells have just been counted and are not ready yet.

    :return: how many facts were folded then; empty until it has happened.
    """
    really, meanwhile = building._finished, list[int]()

    def fold_first(*args: Any) -> bool:
        if not meanwhile:
            happens()
            settle()
            meanwhile.append(fold_all(NIGHT))
        return really(*args)

    monkeypatch.setattr(building, "_finished", fold_first)
    return meanwhile
