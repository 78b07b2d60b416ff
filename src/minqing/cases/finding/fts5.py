"""
SQLite: FTS5 gives the newest of a phrase at once, but of a beginning it first puts together all tokens that begin so.

One character in every request of a million took 110 ms that way. So a character is looked for in the newest documents
that lie in the reach, whose tokens stand there as text; what is as common as that is found in them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import connection

from minqing.kernel.rows import marks

from .asked import Asked, Hits, Phrase, is_beginning

NEAR = 3000
"""Documents looked through one by one: 3 to 10 ms."""
FEW_OPEN = 20_000
"""Many for a county at one time; of more, *open* is left to whoever asks ``within()``."""
_OPEN = "SELECT serial FROM cases_case WHERE stage > 0"
_ALL = "SELECT rowid, ' ' || tokens || ' ' AS text FROM cases_search"
_MATCHING = f"{_ALL} WHERE tokens MATCH %s"


def hits(asked: Asked) -> Hits:
    """Return the newest hits, as many as are counted."""
    if asked.among_open and _few_are_open():
        return _open(asked)
    if not asked.begins:
        rough = _roughly(asked)
        found = _indexed(asked, asked.before, asked.counted) if rough is None else rough
        return Hits(found, is_all=len(found) < asked.counted)
    near, lowest = _near(asked)
    if lowest is None or len(near) >= asked.counted:
        return Hits(near[: asked.counted], is_all=lowest is None and len(near) <= asked.counted)
    far = _indexed(asked, lowest, asked.counted - len(near))
    return Hits([*near, *far], is_all=len(near) + len(far) < asked.counted)


def _indexed(asked: Asked, before: int | None, limit: int) -> list[int]:
    older, parameters = ("AND rowid < %s", [before]) if before else ("", [])
    query = f"SELECT rowid FROM cases_search WHERE tokens MATCH %s {older} ORDER BY rowid DESC LIMIT %s"  # noqa: S608 - fixed pieces
    words = [*_narrow(asked), *(_either(map(_phrase, word)) for word in asked.words)]
    return [row[0] for row in _rows(query, [" AND ".join(words), *parameters, limit])]


def _roughly(asked: Asked) -> list[int] | None:
    """
    Ask for the first pair of each word, and look through what has them all; None where they are too many.

    To compare places for half a million hits of each of two words that never meet took four times as long.
    """
    if len(asked.words) == 1 or all(len(phrase) == 1 for word in asked.words for phrase in word):
        return None
    first = replace(asked, words=tuple(tuple(phrase[:1] for phrase in word) for word in asked.words))
    found = _indexed(first, asked.before, asked.counted)
    if len(found) == asked.counted:
        return None
    test, pieces = _standing(asked.words)
    source = f"SELECT id, ' ' || c0 || ' ' AS text FROM cases_search_content WHERE id IN ({marks(found)})"  # noqa: S608 - fixed pieces
    return [row[0] for row in _rows(f"SELECT id FROM ({source}) WHERE {test} ORDER BY id DESC", [*found, *pieces])]  # noqa: S608 - fixed pieces


def _near(asked: Asked) -> tuple[list[int], int | None]:
    """Look through the newest documents: the hits, and the lowest serial looked at; None where nothing is older."""
    narrow = " AND ".join(_narrow(asked))
    parameters: list[Any] = [narrow] if narrow else []
    source = _MATCHING if narrow else _ALL
    if asked.before:
        source += f" {'AND' if narrow else 'WHERE'} rowid < %s"
        parameters.append(asked.before)
    test, pieces = _standing(asked.words)
    query = f"SELECT rowid, {test} FROM ({source} ORDER BY rowid DESC LIMIT {NEAR})"  # noqa: S608 - fixed pieces
    rows = _rows(query, [*pieces, *parameters])
    return [serial for serial, held in rows if held], rows[-1][0] if len(rows) == NEAR else None


def _open(asked: Asked) -> Hits:
    """Look through what is open, which is little, one by one."""
    test, pieces = _standing((*asked.words, *asked.narrow), whole=len(asked.words))
    older = f" AND serial < {int(asked.before)}" if asked.before else ""
    source = f"SELECT id, ' ' || c0 || ' ' AS text FROM cases_search_content WHERE id IN ({_OPEN}{older})"  # noqa: S608 - fixed pieces
    query = f"SELECT id FROM ({source}) WHERE {test} ORDER BY id DESC"  # noqa: S608 - fixed pieces
    return Hits([row[0] for row in _rows(query, pieces)], is_all=True)


def _few_are_open() -> bool:
    query = f"SELECT count(*) FROM ({_OPEN} LIMIT {FEW_OPEN + 1})"  # noqa: S608 - fixed pieces
    return bool(_rows(query)[0][0] <= FEW_OPEN)


def _standing(words: Sequence[Sequence[Phrase]], whole: int | None = None) -> tuple[str, list[str]]:
    """
    Write the test that a document's text holds each word, as one of its phrases.

    :param whole: how many of them are phrases; the others are sets of tokens, each of which stands by itself.
    """
    tests, pieces = [], []
    for number, word in enumerate(words):
        is_set = whole is not None and number >= whole
        texts = [[_text((token,), whole=True) for token in one] if is_set else [_text(one)] for one in word]
        tests.append("(" + " OR ".join(" AND ".join(["instr(text, %s) > 0"] * len(one)) for one in texts) + ")")
        pieces += [text for one in texts for text in one]
    return " AND ".join(tests), pieces


def _text(phrase: Phrase, *, whole: bool = False) -> str:
    """Write a phrase as it stands in a document."""
    return f" {' '.join(phrase)}" + (" " if whole or not is_beginning(phrase) else "")


def _narrow(asked: Asked) -> list[str]:
    return [_either(f"({' AND '.join(tokens)})" for tokens in one) for one in asked.narrow]


def _either(ways: Any) -> str:
    return f"({' OR '.join(ways)})"


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"' + ("*" if is_beginning(phrase) else "")


def _rows(query: str, parameters: Sequence[Any] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return list(cursor.fetchall())
