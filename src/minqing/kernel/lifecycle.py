"""A life as a table: verb, sources, target, permission, fact. Buttons, diagrams and the API are printed from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .errors import MoveNotAllowed


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow. ``target`` is None where the verb leaves the state as it is."""

    verb: str
    sources: frozenset[str]
    target: str | None
    permission: str
    fact: str
    title: Any = ""


@dataclass(frozen=True, slots=True)
class Move:
    """An arrow that was taken, for the fact to name."""

    verb: str
    source: str
    target: str
    fact: str


class Lifecycle:
    """
    The allowed steps of one kind of thing.

    :param name: the thing, for messages and diagrams.
    :param states: every state with its title, in the order of a good life.
    :param transitions: the arrows; a verb may have several with disjoint sources.
    :raises ValueError: if an arrow names an unknown state or two arrows of a verb leave the same state.
    """

    def __init__(
        self, name: str, states: dict[str, Any], transitions: Iterable[Transition], field: str = "state"
    ) -> None:
        self.name = name
        self.states = states
        self.field = field
        self.transitions = tuple(transitions)
        self._arrows: dict[tuple[str, str], Transition] = {}
        for arrow in self.transitions:
            for source in sorted(arrow.sources):
                self._add(arrow, source)

    def _add(self, arrow: Transition, source: str) -> None:
        known = source in self.states and (arrow.target is None or arrow.target in self.states)
        if not known or (arrow.verb, source) in self._arrows:
            raise ValueError(f"{self.name}: unknown or doubled arrow {arrow.verb} from {source}")
        self._arrows[arrow.verb, source] = arrow

    def arrow(self, state: str, verb: str) -> Transition | None:
        """Return the arrow a verb takes from a state, or None."""
        return self._arrows.get((verb, state))

    def verbs(self, state: str) -> tuple[Transition, ...]:
        """Return the arrows that leave a state, in the order of the table."""
        return tuple(arrow for arrow in self.transitions if state in arrow.sources)

    def move(self, thing: Any, verb: str) -> Move:
        """
        Take the arrow and set the thing's state; saving is the caller's.

        :raises MoveNotAllowed: if no arrow with this verb leaves the present state.
        """
        source = getattr(thing, self.field)
        arrow = self.arrow(source, verb)
        if arrow is None:
            raise MoveNotAllowed
        target = source if arrow.target is None else arrow.target
        setattr(thing, self.field, target)
        return Move(verb, source, target, arrow.fact)

    def mermaid(self) -> str:
        """Draw the table as a Mermaid state diagram."""
        order = list(self.states).index
        arrows = [
            f"    {source} --> {arrow.target or source}: {arrow.verb}"
            for arrow in self.transitions
            for source in sorted(arrow.sources, key=order)
        ]
        return "\n".join(["stateDiagram-v2", *arrows])
