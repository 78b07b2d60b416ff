"""Each measure says where it misleads, in words of its own: one sentence for all is none."""

from collections import Counter

from django.apps import apps
from django.utils.translation import override

from minqing.ledger.measures import MEASURES

assert apps.ready
FAMILY = 9
"""The stages of a request, and the verbs that end them, are measured alike and mislead alike."""


def test_no_sentence_stands_for_all() -> None:
    with override("en"):
        said = Counter(str(one.misleads) for one in MEASURES.values())

    assert [(words, times) for words, times in said.items() if times > FAMILY] == []
