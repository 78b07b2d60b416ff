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


def guess(text: str, matters: Iterable[MatterView] | None = None) -> MatterView | None:
    """
    Guess the matter from the words: a suggestion for a person, never a decision.

    :return: the matter with the most and longest key words in the text; None when no key word occurs.
    """
    return next(iter(guesses(text, most=1, matters=matters)), None)


def guesses(text: str, *, most: int, matters: Iterable[MatterView] | None = None) -> tuple[MatterView, ...]:
    """Guess the few matters that the words may be about, the likeliest first; none when no key word occurs."""
    scored = [
        (sum(len(word) ** 2 for word in matter.keywords if word in text), -matter.number, matter)
        for matter in (all_matters() if matters is None else matters)
    ]
    fitting = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: entry[:2], reverse=True)
    return tuple(entry[2] for entry in fitting[:most])


def matters_sounding(word: str, limit: int) -> list[str]:
    """Return names of matters by their initials or their pinyin, by number."""
    rows = Matter.objects.filter(sounds_like(word), retired=False).order_by("number")
    return list(rows.values_list("name", flat=True)[:limit])
