"""A first model that suggests matters, learnt from the example texts that come with the software."""

import random
from collections.abc import Iterator

from minqing.cases import service
from minqing.cases.suggesting.training import Labelled
from minqing.ops.demo.texts import letter, topics
from minqing.ops.operator import now, operator

__all__ = ["example_texts", "seed_suggestions"]

OF_EACH, SEED = 8, 4


def seed_suggestions() -> int | None:
    """
    Let suggestions have something to begin with: takes a few seconds, once in the life of a county.

    :return: the model's version; None where there is one already.
    """
    return service.seed_model(texts=example_texts(), actor=operator("cases.route"), at=now())


def example_texts(of_each: int = OF_EACH) -> Iterator[Labelled]:
    """Return invented requests of every kind with the number of their matter; the same each time."""
    rng = random.Random(SEED)  # noqa: S311 invented texts, no secret
    for topic in topics():
        for place in range(of_each):
            yield letter(topic, rng, town=bool(place % 2)).words, str(topic.matter)
