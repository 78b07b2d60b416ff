"""
Names found by their sounds: 青禾县 by qhx (the initials) and by qinghexian, from any of its characters on.

A character with several readings is found by each of them, one such character of a name at a time: 长石镇 by csz and by
zsz. The readings of a name are worked out when it is written, and kept beside it as one line of words.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.db.models import Q

from .chinese import is_han, runs

__all__ = ["is_sound", "sounds_like", "sounds_of"]

SHORTEST, LONGEST = 2, 24
"""One letter begins a tenth of all names; nobody types more than so many of one."""
READINGS = 3
"""The fourth reading of a character is found in poems, not in names of places."""
MOST = 1500
"""Letters kept of one name."""


def sounds_of(name: str) -> str:
    """
    Return the words by which a name is found, each with a blank before it: initials first; empty for none.

    >>> sounds_of("柳河")
    ' lh h liuhe he'
    """
    pieces = list(_pieces(name))
    if all(len(readings) == 1 and readings[0].isascii() and not han for readings, han in pieces):
        return ""
    spoken = list(_spoken([readings for readings, _ in pieces]))
    initials = (
        _beginnings([_initial(one, is_han=han) for one, (_, han) in zip(said, pieces, strict=True)]) for said in spoken
    )
    whole = (_beginnings(said) for said in spoken)
    words = dict.fromkeys(word[:LONGEST] for some in (*initials, *whole) for word in some)
    line = "".join(f" {word}" for word in words)
    return line if len(line) <= MOST else line[: line.rindex(" ", 0, MOST)]


def is_sound(word: str) -> bool:
    """Tell whether a word typed may be meant as a sound: Latin letters, at least two."""
    return len(word) >= SHORTEST and word.isascii() and word.isalpha()


def sounds_like(word: str, column: str = "sounds") -> Q:
    """Say that a name's words have one that begins so; nothing where the word is no sound."""
    return Q(**{f"{column}__contains": f" {word.lower()[:LONGEST]}"}) if is_sound(word) else Q(pk__in=[])


def _pieces(name: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Cut a name into what is spoken: a character with its readings, or a run of letters and digits as it is."""
    for run in runs(name):
        if not is_han(run):
            yield (run,), False
            continue
        as_word = _as_word(run)
        yield from (
            (tuple(dict.fromkeys((said, *_readings(han)))), True) for said, han in zip(as_word, run, strict=True)
        )


def _as_word(run: str) -> list[str]:
    from pypinyin import Style, pinyin  # its dictionary takes 60 MB: only who writes names loads it

    return [one[0] for one in pinyin(run, style=Style.NORMAL)]


@lru_cache(maxsize=8192)
def _readings(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0][:READINGS])


def _spoken(pieces: list[tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the name as it is read, then with another reading of one of its characters."""
    first = [readings[0] for readings in pieces]
    yield first
    for at, readings in enumerate(pieces):
        yield from ([*first[:at], other, *first[at + 1 :]] for other in readings[1:])


def _initial(said: str, *, is_han: bool) -> str:
    return said[0] if is_han else said


def _beginnings(said: Iterable[str]) -> list[str]:
    """Return what is said from each piece on."""
    held = list(said)
    return ["".join(held[at:]) for at in range(len(held))]
