"""Kinds of matter: the list people know, and a guess from the words of a request."""

from collections.abc import Iterable

from minqing.kernel.pinyin import sounds_like
from minqing.kernel.rows import read_columns

from .models import Matter
from .records import MatterView

IN_USE = (
    'SELECT m.number, m.code, m.name, m."group", m.keywords, c.name FROM cases_matter m '
    "LEFT JOIN cases_matterclass c ON c.code = m.above AND c.level = 2 "
    'WHERE NOT m.retired ORDER BY m."order", m.number'
)


def all_matters() -> tuple[MatterView, ...]:
    """Return every matter in use, in the order of the county's tree."""
    return tuple(
        MatterView(number, code, name, group, tuple(keywords.split()), subclass or "")
        for number, code, name, group, keywords, subclass in read_columns(IN_USE, [])
    )


def matter_name(number: int) -> str:
    """Return a matter's name; empty for none."""
    found = read_columns("SELECT name FROM cases_matter WHERE number = %s", [number]) if number else []
    return str(found[0][0]) if found else ""


def in_use(number: int) -> bool:
    """Tell whether a matter is in the list and not retired."""
    return bool(read_columns("SELECT 1 FROM cases_matter WHERE number = %s AND NOT retired", [number]))


def by_words(text: str, matters: Iterable[MatterView]) -> list[tuple[MatterView, tuple[str, ...]]]:
    """Return the matters whose key words stand in a text, with these words: the most and longest ones first."""
    found = [(matter, tuple(word for word in matter.keywords if word in text)) for matter in matters]
    held = [(matter, words) for matter, words in found if words]
    return sorted(held, key=lambda one: (-sum(len(word) ** 2 for word in one[1]), one[0].number))


def matters_sounding(word: str, limit: int) -> list[str]:
    """Return names of matters by their initials or their pinyin, by number."""
    rows = Matter.objects.filter(sounds_like(word), retired=False).order_by("number")
    return list(rows.values_list("name", flat=True)[:limit])
