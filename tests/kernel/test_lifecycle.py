"""A life as a table."""

from dataclasses import dataclass

import pytest

from minqing.kernel.errors import MoveNotAllowed
from minqing.kernel.lifecycle import Lifecycle, Transition

STATES = {"new": "New", "open": "Open", "done": "Done"}
OPEN = Transition("open", frozenset({"new"}), "open", "x.open", "x.opened")
NOTE = Transition("note", frozenset({"new", "open"}), None, "x.note", "x.noted")
LIFE = Lifecycle("thing", STATES, [OPEN, NOTE])


@dataclass
class Thing:
    state: str


class TestMove:
    def test_sets_the_state_and_names_the_fact(self) -> None:
        thing = Thing("new")

        move = LIFE.move(thing, "open")

        assert thing.state == "open"
        assert (move.source, move.target, move.fact) == ("new", "open", "x.opened")

    def test_leaves_the_state_where_the_arrow_has_no_target(self) -> None:
        thing = Thing("open")

        assert LIFE.move(thing, "note").target == "open"
        assert thing.state == "open"

    def test_refuses_where_no_arrow_leaves_and_changes_nothing(self) -> None:
        thing = Thing("done")

        with pytest.raises(MoveNotAllowed):
            LIFE.move(thing, "open")

        assert thing.state == "done"


class TestLifecycle:
    def test_offers_the_arrows_of_a_state_in_order(self) -> None:
        assert [arrow.verb for arrow in LIFE.verbs("new")] == ["open", "note"]
        assert LIFE.verbs("done") == ()

    def test_refuses_an_unknown_state_and_a_doubled_arrow(self) -> None:
        with pytest.raises(ValueError, match="unknown or doubled"):
            Lifecycle("thing", STATES, [Transition("x", frozenset({"gone"}), None, "x.x", "x.x")])
        with pytest.raises(ValueError, match="unknown or doubled"):
            Lifecycle("thing", STATES, [OPEN, OPEN])

    def test_draws_itself(self) -> None:
        assert LIFE.mermaid().splitlines()[:2] == ["stateDiagram-v2", "    new --> open: open"]
