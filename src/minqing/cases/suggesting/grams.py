"""
Texts as what a machine can count: runs of one to three letters, with no dictionary.

Chinese writes no spaces, and what people type is full of words that no dictionary holds. Runs of letters need none.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

LONGEST, READ = 3, 400
"""Letters in a run; and so many letters of a text are read, more tell nothing new."""

Vector = tuple[tuple[str, float], ...]


def grams(text: str) -> Counter[str]:
    """Count the runs of one to three letters of a text, without its spaces and in small letters."""
    letters = "".join(text.split()).lower()[:READ]
    found: Counter[str] = Counter()
    for length in range(1, LONGEST + 1):
        found.update(letters[start : start + length] for start in range(len(letters) - length + 1))
    return found


def rarities(texts: Sequence[Mapping[str, int]], *, fewest: int = 1) -> dict[str, float]:
    """Return how much each run tells that so many texts hold: the more the fewer they are."""
    held: Counter[str] = Counter()
    for counted in texts:
        held.update(counted.keys())
    return {gram: 1 + math.log((1 + len(texts)) / (1 + n)) for gram, n in held.items() if n >= fewest}


def vector(counted: Mapping[str, int], tells: Mapping[str, float]) -> Vector:
    """Weigh a text's runs by how often they stand in it and how much they tell; its length is one."""
    weighed = {gram: (1 + math.log(n)) * tells[gram] for gram, n in counted.items() if gram in tells}
    length = math.sqrt(sum(value * value for value in weighed.values())) or 1.0
    return tuple((gram, value / length) for gram, value in weighed.items())
