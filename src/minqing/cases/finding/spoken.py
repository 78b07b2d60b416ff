"""Words as they were typed, and the names that Latin letters may stand for: qhx for 青禾县."""

from collections.abc import Iterator

from minqing.cases.matters import matters_sounding
from minqing.directory import queries as directory
from minqing.kernel.chinese import query_phrases
from minqing.kernel.pinyin import is_sound
from minqing.territory import queries as territory

from .asked import Phrase

MOST = 8
"""Names of one kind that one word may stand for."""
LONGEST = 12
"""Words of one search; more narrow nothing any further."""


def words_of(text: str) -> tuple[tuple[tuple[Phrase, ...], ...], tuple[str, ...]]:
    """
    Return the words of a text, each with its phrases, and the names that are meant by letters.

    :return: no words where nothing searchable was typed.
    """
    words, meant = [], []
    for phrase in query_phrases(text)[:LONGEST]:
        names = list(_meant(phrase[0])) if len(phrase) == 1 and is_sound(phrase[0]) else []
        meant += names
        words.append((tuple(phrase), *(tuple(query_phrases(name)[0]) for name in names)))
    return tuple(words), tuple(dict.fromkeys(meant))


def _meant(word: str) -> Iterator[str]:
    """Yield names of matters, units and places that sound so, each of one piece and at least two characters."""
    lists = (matters_sounding(word, MOST), directory.units_sounding(word, MOST), territory.places_sounding(word, MOST))
    for name in dict.fromkeys(name for names in lists for name in names):
        if len(query_phrases(name)) == 1 and len(name) > 1:
            yield name
