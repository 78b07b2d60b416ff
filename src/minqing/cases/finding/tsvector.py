"""
PostgreSQL: an index of a tsvector tells which documents hold a word, in no order and all at once.

So the newest documents are looked through first, one by one. Then the index is asked for enough to count a thousand,
and only where the newest held too few for a page, all that it has is put in order: it is rare then.

A query that the planner cannot read beforehand (``SELECT …::tsquery``) always goes by the index: otherwise a frequent
word made it read the whole table (0.5 to 1 s). ``serial + 0`` keeps it from walking the key of a million beside it.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from .asked import Asked, Hits, Phrase, is_beginning

NEAR = 20_000
"""Documents looked through one by one: 10 to 25 ms where nothing is found in them."""
FREE = 4
"""With so many phrases all of them are looked through; with twice as many half."""
FEW = 1000
"""So many of the newest ones lie in a narrow reach."""
FEW_OPEN = 20_000
"""Many for a county at one time; of more, *open* is left to whoever asks ``within()``."""
_TOP = "COALESCE(%s::bigint, (SELECT max(serial) + 1 FROM cases_search))"
_NEAR = f"""
SELECT serial FROM (
    SELECT serial, tokens FROM cases_search WHERE serial < {_TOP} ORDER BY serial DESC LIMIT %s) AS newest
WHERE tokens @@ %s::tsquery ORDER BY serial DESC LIMIT %s"""  # noqa: S608 - fixed pieces
_LOWEST = f"SELECT serial FROM cases_search WHERE serial < {_TOP} ORDER BY serial DESC OFFSET %s LIMIT 1"  # noqa: S608 - fixed pieces
_SOME = "SELECT serial FROM cases_search WHERE tokens @@ (SELECT %s::tsquery) AND serial + 0 < %s"
_OPEN = "SELECT serial FROM cases_case WHERE stage > 0"


def hits(asked: Asked) -> Hits:
    """Return the newest hits, and others up to as many as are counted."""
    if asked.among_open and _few_are_open():
        return _open(asked)
    words, narrow = _words(asked), _narrow(asked)
    both = " & ".join((*narrow, *words))
    rows = _rows(asked)
    near = _serials(_NEAR, [asked.before, rows, both, asked.counted])
    lowest = _serials(_LOWEST, [asked.before, rows - 1]) if len(near) < asked.counted else []
    if len(near) >= asked.counted or not lowest:
        return Hits(near, is_all=len(near) < asked.counted)
    source, parameters = _older(asked, words, narrow, lowest[0])
    some = _serials(f"{source} LIMIT %s", [*parameters, asked.counted - len(near)])
    if len(near) + len(some) < asked.counted:
        return Hits([*near, *sorted(some, reverse=True)], is_all=True)
    if len(near) >= asked.shown:
        return Hits(near, some)
    ordered = f"SELECT serial FROM ({source} OFFSET 0) AS older ORDER BY serial DESC LIMIT %s"  # noqa: S608 - fixed pieces
    return Hits([*near, *_serials(ordered, [*parameters, asked.shown - len(near)])], some)


def _rows(asked: Asked) -> int:
    """Say how many documents are looked through: a name that letters stand for is a phrase more to compare in each."""
    phrases = sum(len(word) for word in asked.words)
    return max(1, NEAR * FREE // max(FREE, phrases))


def _older(asked: Asked, words: list[str], narrow: list[str], below: int) -> tuple[str, list[Any]]:
    """
    Write how older hits are found.

    Of a character the index puts together all tokens that begin so; in a narrow reach its documents are read instead.
    """
    both = " & ".join((*narrow, *words))
    if not (asked.begins and narrow):
        return _SOME, [both, below]
    here = " & ".join(narrow)
    if len(_serials(_NEAR, [asked.before, NEAR, here, FEW + 1])) > FEW:
        return _SOME, [both, below]
    return f"{_SOME} AND (tokens @@ %s::tsquery) IS TRUE", [here, below, " & ".join(words)]


def _open(asked: Asked) -> Hits:
    """Look through what is open, which is little, one by one."""
    query = f"SELECT serial FROM cases_search WHERE serial IN ({_OPEN}) AND (tokens @@ %s::tsquery) IS TRUE"  # noqa: S608 - fixed pieces
    found = _serials(query, [" & ".join((*_narrow(asked), *_words(asked)))])
    return Hits(sorted((one for one in found if asked.before is None or one < asked.before), reverse=True), is_all=True)


def _few_are_open() -> bool:
    query = f"SELECT count(*) FROM ({_OPEN} LIMIT {FEW_OPEN + 1}) AS opened"  # noqa: S608 - fixed pieces
    return _serials(query)[0] <= FEW_OPEN


def _words(asked: Asked) -> list[str]:
    return [_either(map(_phrase, word)) for word in asked.words]


def _narrow(asked: Asked) -> list[str]:
    return [_either("(" + " & ".join(f"'{token}'" for token in tokens) + ")" for tokens in one) for one in asked.narrow]


def _either(ways: Any) -> str:
    return f"({' | '.join(ways)})"


def _phrase(phrase: Phrase) -> str:
    if is_beginning(phrase):
        return f"'{phrase[0]}':*"
    return "(" + " <-> ".join(f"'{token}'" for token in phrase) + ")"


def _serials(query: str, parameters: Sequence[Any] = ()) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return [row[0] for row in cursor.fetchall()]
