"""A model of which matter a text is about: learnt from texts and labels, asked for its likeliest with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from .counting import Counts, count, unlike
from .grams import Vector, grams, rarities, vector
from .separating import Weights, margins, separate

SHOWN, REASONS = 3, 3


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
        """Name the runs of two letters or more that speak most for a label; none that lies in one named before."""
        spoken = ((self.weights.get(gram, {}).get(label, 0.0) * value, gram) for gram, value in weighed)
        found: list[str] = []
        for says, gram in sorted(spoken, key=lambda one: (-one[0], one[1])):
            if says <= 0 or len(found) == REASONS:
                break
            if len(gram) > 1 and not any(gram in one or one in gram for one in found):
                found.append(gram)
        return tuple(found)


def learn(texts: Sequence[str], labels: Sequence[str]) -> Model:
    """
    Learn from texts and the label of each.

    :raises ValueError: if there are fewer than two labels.
    """
    named = tuple(sorted(set(labels)))
    if len(named) < 2:
        raise ValueError("nothing is told apart by fewer than two labels")
    numbers = {label: number for number, label in enumerate(named)}
    classes = [numbers[label] for label in labels]
    counted = [grams(text) for text in texts]
    tells = rarities(counted)
    weights = separate([vector(one, tells) for one in counted], classes)
    return Model(named, tells, weights, count([one.keys() for one in counted], classes))
