"""
Nodes: the organisations and places that cells are kept for, each with everything below it.

A place deeper than a grid cell (a building, a door) has no node: so few facts lie there that they are counted.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from minqing.ledger.models import Node

DEEPEST = {Node.ORG: 8, Node.PLACE: 4}
"""How many steps a path with a node has: county, township, village, grid cell."""

Chains = dict[tuple[int, str], tuple[int, ...]]


def above(path: str, deepest: int) -> list[str]:
    """
    Return a path and those above it, the county first, down to so many steps.

    >>> above("139901/101/203/g003/h7k2m9/", 4)
    ['139901/', '139901/101/', '139901/101/203/', '139901/101/203/g003/']
    """
    steps = path.strip("/").split("/")[:deepest]
    return ["/".join(steps[: count + 1]) + "/" for count in range(len(steps))]


def chains_of(paths: Iterable[tuple[int, str]]) -> Chains:
    """
    Return for each (tree, path) the numbers of its nodes; those that are missing are made.

    Several may find the same ones missing at once; whoever comes second finds those of the first.
    """
    chains = {(tree, path): above(path, DEEPEST[tree]) for tree, path in set(paths)}
    asked = {(tree, path) for (tree, _), steps in chains.items() for path in steps}
    known = _known(asked)
    missing = sorted(asked - known.keys())
    if missing:
        Node.objects.bulk_create([Node(tree=tree, path=path) for tree, path in missing], ignore_conflicts=True)
        known |= _known(set(missing))
    return {wanted: tuple(known[wanted[0], path] for path in steps) for wanted, steps in chains.items()}


def _known(asked: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    if not asked:
        return {}
    rows = Node.objects.filter(tree__in={tree for tree, _ in asked})
    most = connection.features.max_query_params
    if not most or len(asked) < most // 2:
        rows = rows.filter(path__in={path for _, path in asked})
    return {(tree, path): number for number, tree, path in rows.values_list("id", "tree", "path")}


def below(tree: int, path: str) -> Q:
    """Say "this node and those below it" as a filter on nodes."""
    return Q(tree=tree, path__gte=path, path__lt=path[:-1] + "0")
