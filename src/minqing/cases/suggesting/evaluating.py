"""How well a model would do: five parts, each told by a model that learnt from the other four."""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from .learning import Suggestion, learn

FOLDS = 5


class Tells(Protocol):
    """What was learnt and can be asked."""

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the likeliest labels of a text, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """
    What came of it.

    :param top1: how many texts had their own label named first, ``top3`` among the first three; of ``texts``.
    :param macro_f1: mean over the labels of the harmonic mean of precision and recall, between nought and one.
    :param learning: seconds to learn from all texts but a fifth, on average.
    :param telling: seconds to tell one text, on average.
    """

    texts: int
    labels: int
    top1: int
    top3: int
    macro_f1: float
    learning: float
    telling: float


def evaluate(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    by: Callable[[Sequence[str], Sequence[str]], Tells] = learn,
    seen: Callable[[int, int], None] = lambda _done, _whole: None,
) -> Evaluation:
    """
    Tell each text by a model that has not seen it.

    :param by: how it is learnt.
    :param seen: told how many of the five parts are done.
    :raises ValueError: if there are fewer than two labels.
    """
    told: list[list[str]] = [[] for _ in texts]
    learning = telling = 0.0
    dealt = folds(labels)
    for done, fold in enumerate(dealt):
        seen(done, len(dealt))
        others = sorted(set(range(len(texts))) - set(fold))
        begun = time.perf_counter()
        model = by([texts[one] for one in others], [labels[one] for one in others])
        learnt = time.perf_counter()
        for one in fold:
            told[one] = [suggestion.label for suggestion in model.suggest(texts[one])]
        learning, telling = learning + learnt - begun, telling + time.perf_counter() - learnt
    firsts = [(names or [""])[0] for names in told]
    return Evaluation(
        texts=len(texts),
        labels=len(set(labels)),
        top1=sum(label == first for label, first in zip(labels, firsts, strict=True)),
        top3=sum(label in names for label, names in zip(labels, told, strict=True)),
        macro_f1=macro_f1(labels, firsts),
        learning=learning / FOLDS,
        telling=telling / (len(texts) or 1),
    )


def folds(labels: Sequence[str], *, seed: int = 1) -> list[list[int]]:
    """Deal texts out to five parts, each label evenly; the same seed deals the same way."""
    by_label = defaultdict(list)
    for number, label in enumerate(labels):
        by_label[label].append(number)
    dealing = random.Random(seed)  # noqa: S311 an order, no secret
    found: list[list[int]] = [[] for _ in range(FOLDS)]
    place = 0
    for label in sorted(by_label):
        dealing.shuffle(by_label[label])
        for number in by_label[label]:
            found[place % FOLDS].append(number)
            place += 1
    return [sorted(fold) for fold in found if fold]


def macro_f1(labels: Sequence[str], told: Sequence[str]) -> float:
    """Return the mean over all labels, true or told, of 2 · right / (true + told)."""
    right = Counter(label for label, one in zip(labels, told, strict=True) if label == one)
    true, said = Counter(labels), Counter(one for one in told if one)
    named = true.keys() | said.keys()
    return sum(2 * right[one] / (true[one] + said[one]) for one in named) / (len(named) or 1)
