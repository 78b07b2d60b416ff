"""
PostgreSQL: an index of a tsvector tells which documents hold a word, in no order and all at once.

So the newest documents are looked through first, one by one. Then the index is asked for enough to count a thousand,
and only where the newest held too few for a page, all that it has is put in order: it is rare then.

A query that the planner cannot read beforehand (``SELECT …::tsquery``) always goes by the index: otherwise a frequent
word made it read the whole table (0.5 to 1 s). ``serial + 0`` keeps it from walking the key of a million beside it.
"""

from typing import Any

from .asked import Asked, Hits, Phrase, is_beginning
from .newest import both, look, parting, serials

FEW = 0.05
"""So large a share of the newest ones lies in a narrow reach."""
FEW_OPEN = 20_000
"""Many for a county at one time; of more, *open* is left to whoever asks ``within()``."""
_HOLDS = "tokens @@ (SELECT %s::tsquery)"
_SOME = f"SELECT serial FROM cases_search WHERE {_HOLDS} AND serial + 0 < %s"  # noqa: S608 - fixed pieces
_PARTED = f"SELECT serial FROM cases_search WHERE {_HOLDS} AND {_HOLDS} AND serial + 0 < %s"  # noqa: S608 - fixed pieces
"""One look into the index for both; it takes them in this order and goes on to the second only where the first is."""
_OPEN = "SELECT serial FROM cases_case WHERE stage > 0"


def hits(asked: Asked) -> Hits:
    """Return the newest hits, and others up to as many as are counted."""
    if asked.among_open and _few_are_open():
        return _open(asked)
    words, narrow = " & ".join(_words(asked)), " & ".join(_narrow(asked))
    looked = look(asked, words, narrow)
    near = looked.hits
    if looked.below is None:
        return Hits(near, is_all=len(near) < asked.counted)
    source, parameters = _older(asked, words, narrow, looked.below, is_little=looked.share <= FEW)
    some = serials(f"{source} LIMIT %s", [*parameters, asked.counted - len(near)])
    if len(near) + len(some) < asked.counted:
        return Hits([*near, *sorted(some, reverse=True)], is_all=True)
    if len(near) >= asked.shown:
        return Hits(near, some)
    ordered = f"SELECT serial FROM ({source} OFFSET 0) AS older ORDER BY serial DESC LIMIT %s"  # noqa: S608 - fixed pieces
    return Hits([*near, *serials(ordered, [*parameters, asked.shown - len(near)])], some)


def _older(asked: Asked, words: str, narrow: str, below: int, *, is_little: bool) -> tuple[str, list[Any]]:
    """
    Write how older hits are found.

    Of a character the index puts together all tokens that begin so; in a narrow reach its documents are read instead.
    What parts words that never meet is asked for before all else: the index looks for the rest only where that is.
    """
    if asked.begins and is_little:
        return f"{_SOME} AND (tokens @@ %s::tsquery) IS TRUE", [narrow, below, words]
    pairs = parting(asked)
    if not pairs:
        return _SOME, [both(narrow, words), below]
    first = both(narrow, " & ".join(f"'{pair}'" for pair in pairs))
    return _PARTED, [first, both(narrow, words), below]


def _open(asked: Asked) -> Hits:
    """Look through what is open, which is little, one by one."""
    query = f"SELECT serial FROM cases_search WHERE serial IN ({_OPEN}) AND (tokens @@ %s::tsquery) IS TRUE"  # noqa: S608 - fixed pieces
    found = serials(query, [" & ".join((*_narrow(asked), *_words(asked)))])
    return Hits(sorted((one for one in found if asked.before is None or one < asked.before), reverse=True), is_all=True)


def _few_are_open() -> bool:
    query = f"SELECT count(*) FROM ({_OPEN} LIMIT {FEW_OPEN + 1}) AS opened"  # noqa: S608 - fixed pieces
    return serials(query)[0] <= FEW_OPEN


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
