"""
A model made from texts and settled matters: read within bounds, learnt, tried out, packed.

Only masked words are read, only where a person settled on the matter, and only what has not been erased.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minqing.cases.models import Case, CaseText
from minqing.kernel.errors import Refused

from .compact import learn_compact
from .evaluating import FOLDS, Evaluation, evaluate

Labelled = tuple[str, str]
Seen = Callable[[int, int], None]
FEWEST_TEXTS, FEWEST_MATTERS, FEWEST_OF_ONE = 100, 3, 3
MOST_TEXTS, MOST_OF_ONE, MOST_LOOKED_AT = 10_000, 400, 200_000
"""The newest are learnt from, of each matter so many at most, and no more requests than these are looked at."""
CHUNK = 500
STEPS = FOLDS + 1


class TooFewTexts(Refused):
    """There is too little to learn from; the message says how much there is."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What was learnt, packed, with its hash and how well it would do."""

    packed: bytes
    digest: str
    evaluation: Evaluation


def train(labelled: Iterable[Labelled], *, seen: Seen, tried: bool = True) -> Trained:
    """
    Learn from texts and the number of the matter of each.

    :param seen: told how many steps of how many are done.
    :param tried: whether it is found out how well it would do; of made-up texts that says nothing.
    :raises TooFewTexts: if there are fewer than a hundred texts, or fewer than three matters with three texts each.
    """
    texts, labels = _usable(labelled)
    found = Evaluation(len(texts), len(set(labels)), 0, 0, 0.0, 0.0, 0.0)
    if tried:
        found = evaluate(texts, labels, by=learn_compact, seen=lambda done, _whole: seen(done, STEPS))
    seen(FOLDS, STEPS)
    packed = learn_compact(texts, labels).pack()
    seen(STEPS, STEPS)
    return Trained(packed, hashlib.sha256(packed).hexdigest(), found)


def _usable(labelled: Iterable[Labelled]) -> tuple[list[str], list[str]]:
    """Leave out what was said twice and matters with hardly a text."""
    pairs = list(dict.fromkeys(labelled))
    held = Counter(label for _text, label in pairs)
    kept = [(text, label) for text, label in pairs if held[label] >= FEWEST_OF_ONE]
    matters = len({label for _text, label in kept})
    if len(kept) < FEWEST_TEXTS or matters < FEWEST_MATTERS:
        words = _(
            "There are too few settled requests to learn from: %(texts)s different texts in %(matters)s matters. "
            "At least %(fewest)s in %(fewest_matters)s matters are needed; until then the present suggestions stay."
        )
        counts = {"texts": len(kept), "matters": matters}
        raise TooFewTexts(words % {**counts, "fewest": FEWEST_TEXTS, "fewest_matters": FEWEST_MATTERS})
    return [text for text, _label in kept], [label for _text, label in kept]


def settled_texts(*, most: int = MOST_TEXTS) -> Iterator[Labelled]:
    """Return the first masked words of the newest requests whose matter a person settled on, with its number."""
    yield from texts_of(_newest(most))


def texts_of(rows: Sequence[tuple[int, int]]) -> Iterator[Labelled]:
    """
    Return texts with the number of their matter.

    :param rows: pairs of a request's serial and its matter.
    """
    for start in range(0, len(rows), CHUNK):
        part = dict(rows[start : start + CHUNK])
        texts = CaseText.objects.filter(case__in=list(part), added=False).values_list("case_id", "text")
        yield from ((text, str(part[serial])) for serial, text in texts if text.strip())


def _newest(most: int) -> list[tuple[int, int]]:
    settled = Case.objects.exclude(matter=0).exclude(matter_by="").order_by("-serial")
    held: Counter[int] = Counter()
    found: list[tuple[int, int]] = []
    for serial, matter in settled.values_list("serial", "matter")[:MOST_LOOKED_AT].iterator(chunk_size=2000):
        held[matter] += 1
        if held[matter] <= MOST_OF_ONE:
            found.append((serial, matter))
        if len(found) == most:
            break
    return found
