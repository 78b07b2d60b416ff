"""
Scopes: below which organisation and which place something is counted, and by which of the two trees it is split.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q

from minqing.ledger.models import Node

from . import counted
from .nodes import DEEPEST, above, below


class Located(Protocol):
    """Something below one organisation and one place."""

    @property
    def org_path(self) -> str:
        """Return the organisation's path."""

    @property
    def place_path(self) -> str:
        """Return the place's path."""


ORG, PLACE = Node.ORG, Node.PLACE
"""The two trees, for whoever asks from another module."""


@dataclass(frozen=True, slots=True)
class Scope:
    """
    At or below one organisation and one place.

    :param tree: by which the answer is split: ``Node.ORG`` or ``Node.PLACE``.
    :param paths: the nodes asked for, each with everything below it; empty for every node at or below the scope's.
    """

    org_path: str
    place_path: str
    tree: int
    paths: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return the scope's own path in the tree by which it is split."""
        return self.org_path if self.tree == Node.ORG else self.place_path

    @property
    def has_cells(self) -> bool:
        """
        Tell whether cells say it: they are kept by organisation and by place, not by both, and not below grid cells.
        """
        other = self.place_path if self.tree == Node.ORG else self.org_path
        return other.count("/") == 1 and self.deepest == DEEPEST[self.tree]

    @property
    def deepest(self) -> int:
        """Return how many steps the nodes of the answer have at most."""
        return max(DEEPEST[self.tree], *(path.count("/") for path in (self.path, *self.paths)))

    @property
    def condition(self) -> tuple[str, tuple[Any, ...]]:
        """Say the same as a condition on facts."""
        return counted.both(counted.below(Node.ORG, self.org_path), counted.below(Node.PLACE, self.place_path))

    @property
    def nodes(self) -> Q:
        """Say the same as a filter on nodes."""
        return Q(tree=self.tree, path__in=self.paths) if self.paths else below(self.tree, self.path)

    def holds(self, fact: "Located") -> bool:
        """Tell whether a fact lies in it."""
        return fact.org_path.startswith(self.org_path) and fact.place_path.startswith(self.place_path)

    def paths_of(self, path: str) -> list[str]:
        """Return the asked-for nodes that a fact at this path of the tree belongs to."""
        held = above(path, self.deepest)
        if self.paths:
            return [one for one in held if one in self.paths]
        return [one for one in held if one.startswith(self.path)]


def all_places(county: str) -> Scope:
    """Return the whole county, split by place."""
    return Scope(county, county, Node.PLACE)


def undivided(org_path: str, place_path: str) -> Scope:
    """Return a scope as one node, in the tree in which it is one and the other is the whole county."""
    in_units = place_path.count("/") == 1
    return Scope(org_path, place_path, Node.ORG if in_units else Node.PLACE, (org_path if in_units else place_path,))
