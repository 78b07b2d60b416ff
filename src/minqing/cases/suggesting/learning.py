"""A model of which matter a text is about: learnt from texts and labels, asked for its likeliest with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .counting import Counts, count, unlike
from .grams import Vector, grams, rarities, vector
from .separating import Weights, margins, separate

SHOWN, REASONS = 3, 3
WEAK = 0.3
EMPTY = frozenset("的了着过吗呢吧啊我你您他她是在有和与就都也很又被把给从到向")
"""Letters that mean nothing by themselves: no reason begins or ends with one."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """
    One label that a text may have.

    :param label: what was learnt as one.
    :param score: in comparison with the others of the same text only; no probability.
    :param because: the runs of letters in the text that speak most for it, the strongest first.
    """

    label: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """What was learnt: labels, how much each run of letters tells, weights that set labels apart, and counts."""

    labels: tuple[str, ...]
    tells: dict[str, float]
    weights: Weights
    counts: Counts

    def suggest(self, text: str, most: int = SHOWN) -> list[Suggestion]:
        """Return the likeliest labels of a text, the likeliest first; none where no run of letters is known."""
        counted = grams(text)
        weighed = vector(counted, self.tells)
        if not weighed:
            return []
        far = margins(self.weights, weighed, len(self.labels))
        scores = [one + other for one, other in zip(far, unlike(self.counts, counted), strict=True)]
        order = sorted(range(len(scores)), key=lambda one: (-scores[one], self.labels[one]))[:most]
        return [Suggestion(self.labels[one], scores[one], self._because(weighed, one)) for one in order]

    def _because(self, weighed: Vector, label: int) -> tuple[str, ...]:
        return reasons((self.weights.get(gram, {}).get(label, 0.0) * value, gram) for gram, value in weighed)


def reasons(spoken: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    """
    Name the runs that speak most for a label, the strongest first: such as mean something, none that lies in one
    named before, and none that is weak beside the strongest.

    :param spoken: how much each run of the text says for the label.
    """
    found: list[str] = []
    strongest = 0.0
    for says, gram in sorted(spoken, key=lambda one: (-one[0], one[1])):
        if says <= strongest * WEAK or len(found) == REASONS:
            break
        if not means_something(gram) or any(gram in one or one in gram for one in found):
            continue
        strongest = strongest or says
        found.append(gram)
    return tuple(found)


def means_something(run: str) -> bool:
    """Tell whether a run of letters can be shown as a word: two or more, no signs, no empty ones at its ends."""
    return len(run) > 1 and run.isalnum() and run[0] not in EMPTY and run[-1] not in EMPTY


def learn(texts: Sequence[str], labels: Sequence[str], *, fewest: int = 1) -> Model:
    """
    Learn from texts and the label of each.

    :param fewest: only from runs that stand in so many texts.
    :raises ValueError: if there are fewer than two labels.
    """
    named = tuple(sorted(set(labels)))
    if len(named) < 2:
        raise ValueError("nothing is told apart by fewer than two labels")
    numbers = {label: number for number, label in enumerate(named)}
    classes = [numbers[label] for label in labels]
    counted = [grams(text) for text in texts]
    tells = rarities(counted, fewest=fewest)
    weights = separate([vector(one, tells) for one in counted], classes)
    return Model(named, tells, weights, count([one.keys() & tells.keys() for one in counted], classes))
