"""
How unlike all other classes a text is, run by run: it steadies the margins where a class has few texts.

Source: Rennie and others, Tackling the poor assumptions of naive Bayes text classifiers, ICML 2003 (complement).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

SMOOTH = 0.3


@dataclass(frozen=True)
class Counts:
    """
    In how many texts a run stands.

    :param all: of any class.
    :param own: of each class.
    """

    all: Mapping[str, int]
    own: Sequence[Mapping[str, int]]

    @cached_property
    def ceilings(self) -> list[float]:
        """Return for each class the logarithm of how many runs stand in texts of all others."""
        total, kinds = sum(self.all.values()), len(self.all)
        return [math.log(total - sum(own.values()) + SMOOTH * kinds) for own in self.own]


def count(texts: Iterable[Collection[str]], classes: Sequence[int]) -> Counts:
    """Count in how many texts each run stands, in all and by class."""
    every: Counter[str] = Counter()
    own = [Counter[str]() for _ in range(max(classes, default=0) + 1)]
    for text, one in zip(texts, classes, strict=True):
        every.update(text)
        own[one].update(text)
    return Counts(every, own)


def unlike(counts: Counts, text: Iterable[str]) -> list[float]:
    """Return for each class the mean over the text's runs of how rare they are in all others; the more the likelier."""
    known = [(gram, counts.all[gram]) for gram in text if gram in counts.all]
    found = []
    for own, ceiling in zip(counts.own, counts.ceilings, strict=True):
        rare = sum(math.log(n - own.get(gram, 0) + SMOOTH) for gram, n in known)
        found.append(ceiling - rare / (len(known) or 1))
    return found
