"""
Weights that set the classes apart: a linear machine with the widest margin between each class and all others.

Solved in its dual, text by text: of each text it is kept how strongly it pushes its own class away from each other one,
at most as strongly as allowed in all. Four rounds come close enough, in plain Python.
Source: Crammer and Singer, On the algorithmic implementation of multiclass kernel-based vector machines, JMLR 2 (2001).
"""

import random
from collections import defaultdict
from collections.abc import Sequence

from .grams import Vector

ROUNDS, STRONGEST = 4, 1.0
Weights = dict[str, dict[int, float]]
"""Run of letters → class → weight; what is not there is nought."""


def separate(vectors: Sequence[Vector], classes: Sequence[int], *, seed: int = 1) -> Weights:
    """
    Learn weights from texts and their classes.

    :param vectors: of length one.
    :param classes: one for each text, from nought on without gaps.
    :param seed: of the order in which the texts are gone through; the same one gives the same weights.
    """
    weights: Weights = defaultdict(dict)
    pushes: list[dict[int, float]] = [{} for _ in vectors]
    order, many = list(range(len(vectors))), max(classes, default=0) + 1
    shuffling = random.Random(seed)  # noqa: S311 an order, no secret
    for _ in range(ROUNDS):
        shuffling.shuffle(order)
        for number in order:
            _push(weights, vectors[number], classes[number], pushes[number], many)
    return dict(weights)


def margins(weights: Weights, vector: Vector, many: int) -> list[float]:
    """Return how far a text lies on the side of each class."""
    found = [0.0] * many
    for gram, value in vector:
        for one, weight in weights.get(gram, {}).items():
            found[one] += weight * value
    return found


def _push(weights: Weights, vector: Vector, own: int, pushes: dict[int, float], many: int) -> None:
    far = margins(weights, vector, many)
    nearest = max((one for one in range(many) if one != own), key=far.__getitem__, default=own)
    for other in dict.fromkeys((nearest, *pushes)):
        before = pushes.get(other, 0.0)
        left = STRONGEST - (sum(pushes.values()) - before)
        now = min(max(before + (1 - far[own] + far[other]) / 2, 0.0), left)
        if other == own or abs(now - before) < 1e-9:
            continue
        pushes[other] = now
        far[own] += now - before
        far[other] -= now - before
        _move(weights, vector, own, other, now - before)
        if not now:
            del pushes[other]


def _move(weights: Weights, vector: Vector, own: int, other: int, by: float) -> None:
    for gram, value in vector:
        held = weights[gram]
        held[own] = held.get(own, 0.0) + by * value
        held[other] = held.get(other, 0.0) - by * value
