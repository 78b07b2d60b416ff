"""
PostgreSQL: the newest documents, looked through one by one.

A few of them tell how common something is. If they hold none, or a page of it but so few that the newest will never
make a thousand, the index is quick and no more is looked through; else as many as are likely to be enough. What was
guessed wrongly costs time and never a hit: the index is asked for all that is older.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .asked import Asked, is_beginning

FIRST = 4000
"""Documents looked through first: 1 to 2 ms."""
NEAR = 20_000
"""Documents looked through at most: 10 to 25 ms where nothing is found in them."""
TELLING = 0.025
"""Where a smaller share of the first lies in the reach, they tell little of it: last year lies further back."""
CROWDED = 4
"""So many times more may lie further back of what a place, a unit or a span of days holds: it comes in crowds."""
FREE = 4
"""With so many phrases all of them are looked through; with twice as many half."""
SAMPLE, SELDOM, MOST = 500, 5, 24
"""So many documents tell which pairs are frequent; fewer of them hold a seldom one; so many pairs are asked about."""
_TOP = "COALESCE(%s::bigint, (SELECT max(serial) + 1 FROM cases_search))"
_NEWEST = f"SELECT serial, tokens FROM cases_search WHERE serial < {_TOP} ORDER BY serial DESC LIMIT %s"  # noqa: S608 - fixed pieces
_NEAR = f"SELECT serial FROM ({_NEWEST}) AS newest WHERE tokens @@ %s::tsquery ORDER BY serial DESC LIMIT %s"  # noqa: S608 - fixed pieces
_REACHED = f"""
SELECT array_agg(serial ORDER BY serial DESC) FILTER (WHERE tokens @@ %s::tsquery), count(*)
FROM ({_NEWEST}) AS newest WHERE tokens @@ %s::tsquery"""  # noqa: S608 - fixed pieces
_LOWEST = f"SELECT serial FROM cases_search WHERE serial < {_TOP} ORDER BY serial DESC OFFSET %s LIMIT 1"  # noqa: S608 - fixed pieces


@dataclass(frozen=True, slots=True)
class Looked:
    """
    What the newest documents told.

    :param hits: serials of hits among them, newest first, not more than are counted.
    :param below: the lowest serial looked at; None where there are no older ones, or the hits are enough.
    :param share: of the first documents, what share lies in the reach.
    """

    hits: list[int]
    below: int | None = None
    share: float = 1


def look(asked: Asked, words: str, narrow: str) -> Looked:
    """Look through the newest documents."""
    most = _most(asked)
    rows = min(FIRST, most)
    found, share = (
        _reached(asked, words, narrow, rows) if narrow else (_near(words, asked.before, rows, asked.counted), 1)
    )
    below = _lowest(asked.before, rows) if len(found) < asked.counted else None
    more = (most if share < TELLING else _enough(asked, len(found), rows, most)) - rows
    if below is None or more <= 0:
        return Looked(found[: asked.counted], below, share)
    found += _near(both(narrow, words), below, more, asked.counted - len(found))
    return Looked(found, _lowest(below, more) if len(found) < asked.counted else None, share)


def both(narrow: str, words: str) -> str:
    """Write the query of what lies in a reach, which may be all, and holds the words."""
    return f"{narrow} & {words}" if narrow else words


def parting(asked: Asked) -> list[str]:
    """
    Choose one pair of each word, so that few documents hold them all though each of them is frequent.

    To follow every pair of two words that are in every other request and never meet, the index took twice as long as
    for one pair of each. Empty where that saves nothing: a seldom pair leads the index, and words that do meet must be
    followed whole.
    """
    phrases = [word[0] for word in asked.words if len(word) == 1 and not is_beginning(word[0])]
    tokens = list(dict.fromkeys(token for phrase in phrases for token in phrase))
    if not 2 <= len(phrases) < len(tokens) <= MOST:
        return []
    held = _held(asked, tokens)
    rarest = [min(phrase, key=lambda token: len(held[token])) for phrase in phrases]
    if min(len(held[token]) for token in rarest) < SELDOM:
        return []
    return rarest if len(set.intersection(*(held[token] for token in rarest))) < SELDOM else []


def serials(query: str, parameters: Sequence[Any] = ()) -> list[int]:
    """Return the first column of what a query gives."""
    return [row[0] for row in _all(query, parameters)]


def _most(asked: Asked) -> int:
    """Say how many documents to look through at most: a name that letters stand for is a phrase more to compare."""
    return max(1, NEAR * FREE // max(FREE, sum(map(len, asked.words))))


def _enough(asked: Asked, found: int, rows: int, most: int) -> int:
    """
    Say how many documents are to be looked through where so many of the first hold a hit.

    Twice as far for a single character that is likely to end there: the index takes longest for those.
    """
    if not found:
        return rows
    if found * (CROWDED if asked.narrow else 1) * most >= asked.counted * rows:
        return min(2 * most if asked.begins else most, 2 * rows * asked.counted // found)
    return min(most, 2 * rows * asked.shown // found)


def _reached(asked: Asked, words: str, narrow: str, rows: int) -> tuple[list[int], float]:
    """Look through the newest documents of a reach: the hits, and what share of all the reach is."""
    found, here = _all(_REACHED, [words, asked.before, rows, narrow])[0]
    return found or [], here / rows


def _near(query: str, before: int | None, rows: int, wanted: int) -> list[int]:
    return serials(_NEAR, [before, rows, query, wanted])


def _lowest(before: int | None, rows: int) -> int | None:
    """Return the last serial of so many documents; None where there are no older ones."""
    found = serials(_LOWEST, [before, rows - 1])
    return found[0] if found else None


def _held(asked: Asked, tokens: Sequence[str]) -> dict[str, set[int]]:
    """Tell which of a few documents hold each token."""
    tests = ", ".join(["tokens @@ %s::tsquery"] * len(tokens))
    query = f"SELECT {tests} FROM ({_NEWEST}) AS newest"  # noqa: S608 - fixed pieces
    rows = _all(query, [*(f"'{token}'" for token in tokens), asked.before, SAMPLE])
    return {token: {row for row, holds in enumerate(rows) if holds[place]} for place, token in enumerate(tokens)}


def _all(query: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return list(cursor.fetchall())
