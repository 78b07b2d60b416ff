"""
Finding requests by words: an index of pairs of characters, FTS5 on SQLite and a tsvector on PostgreSQL.

Each document also carries its scope as tokens (every place and unit at or above it), so that a narrow reach
stays fast however common the word is. Newest first, by serial.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from minqing.kernel.access import Actor, Grant
from minqing.kernel.chinese import bigrams, query_phrases
from minqing.kernel.rows import read_columns

from .matters import matter_name
from .models import Case
from .paths import and_above

MOST_TOKENS = 40_000
"""The longest report four times over; what was said last stays in the index, however much was said in between."""
LONGEST = 60
"""A word without end is found by its beginning."""
LAP, OVER = 16_000, 8
"""
PostgreSQL counts places in a text up to 16,383. What is longer is laid in laps that begin anew at the first place, each
with the beginning of the next at its end, so that no phrase is cut.
"""
MOST_PLACES = 250
"""PostgreSQL keeps so many places of one pair of characters."""
_LATER = """
SELECT words, at FROM cases_reply WHERE case_id = %s
UNION ALL SELECT a.text, r.at FROM cases_demandanswer a JOIN cases_reply r ON r.id = a.reply_id WHERE r.case_id = %s
UNION ALL SELECT answer, answered_at FROM cases_question WHERE case_id = %s AND answered_at IS NOT NULL
UNION ALL SELECT text, at FROM cases_casetext WHERE case_id = %s AND added ORDER BY 2 DESC"""
NEAR = 3000
"""Among so many of the newest requests PostgreSQL looks one by one; only for what is rarer it asks its index."""
_TOP = "COALESCE(%s::bigint, (SELECT max(serial) + 1 FROM cases_search))"
_NEAR_THEN_FAR = f"""
WITH near AS MATERIALIZED (
    SELECT serial FROM (
        SELECT serial, tokens FROM cases_search WHERE serial < {_TOP} AND serial >= {_TOP} - %s
        ORDER BY serial DESC OFFSET 0) AS newest
    WHERE tokens @@ %s::tsquery LIMIT %s)
SELECT serial FROM near UNION ALL (
    SELECT serial FROM (
        SELECT serial FROM cases_search WHERE tokens @@ %s::tsquery AND serial < {_TOP} - %s OFFSET 0) AS older
    WHERE (SELECT count(*) FROM near) < %s ORDER BY serial DESC LIMIT %s)
ORDER BY serial DESC LIMIT %s"""  # noqa: S608 - fixed pieces
"""
Newest first, in two steps: left to itself the planner walks all requests back wherever it guesses that a word is common
in a unit's requests, and finds the last one a million rows later (1.5 s). ``OFFSET 0`` makes it do what is written.
"""


def _token(kind: str, path: str) -> str:
    return "z" + kind + "".join(letter if letter.isalnum() else "z" for letter in path.lower())


def scope_tokens(case: Case, parties: Iterable[str] = ()) -> list[str]:
    """Return the tokens that say where a request lies and which units have to do with it."""
    orgs = {case.intake_path, case.lead_path, *parties}
    places = {_token("p", path) for path in and_above(case.place_path)}
    return sorted(places | {_token("o", above) for org in orgs for above in and_above(org)})


def _document(case: Case, texts: Iterable[str], parties: Iterable[str] = ()) -> list[str]:
    words = [case.place_name, case.where_text, matter_name(case.matter), case.lead_name, *texts]
    tokens = [token[:LONGEST] for text in dict.fromkeys(words) if text for token in [*bigrams(text), "zz"]]
    return [*scope_tokens(case, parties), "zz", *tokens][:MOST_TOKENS]


def index(case: Case, *texts: str) -> None:
    """Put a new request into the index, in the caller's transaction."""
    _write(case.serial, _document(case, texts))


def reindex(case: Case) -> None:
    """Read a request's words again into the index: the report, then what was said and answered since, newest first."""
    later = read_columns(_LATER, [case.pk] * 4)
    parties = read_columns("SELECT org_path FROM cases_caseparty WHERE case_id = %s AND NOT barred", [case.pk])
    texts = [*words_of(case)[:1], *(words for words, _at in later)]
    _write(case.serial, _document(case, texts, (path for (path,) in parties)))


def words_of(case: Case) -> list[str]:
    """Return a request's masked words in the order they came."""
    return [
        text for (text,) in read_columns("SELECT text FROM cases_casetext WHERE case_id = %s ORDER BY id", [case.pk])
    ]


def _write(serial: int, tokens: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT OR REPLACE INTO cases_search (rowid, tokens) VALUES (%s, %s)", [serial, " ".join(tokens)]
            )
        else:
            cursor.execute(
                "INSERT INTO cases_search (serial, tokens) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (serial) DO UPDATE SET tokens = excluded.tokens",
                [serial, _vector(tokens)],
            )


def _vector(tokens: Sequence[str]) -> str:
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        found.setdefault(token.replace("'", ""), []).append(place)
    return " ".join(f"'{token}':{_numbers(_kept(places, tokens))}" for token, places in found.items() if token)


def _numbers(places: Iterable[int]) -> str:
    """Number places as PostgreSQL can count them; one at the beginning of a lap ends the lap before it, too."""
    laps = [place % LAP + 1 for place in places]
    ends = [place % LAP + LAP + 1 for place in places if place >= LAP and place % LAP < OVER]
    return ",".join(map(str, [*laps, *ends][-MOST_PLACES:]))


def _kept(places: list[int], tokens: Sequence[str]) -> list[int]:
    """Choose the places of what is said over and over: each between other words, while there is room."""
    if len(places) <= MOST_PLACES:
        return places
    apart = {tuple(tokens[max(0, place - OVER // 2) : place + OVER // 2]): place for place in places}
    return sorted(apart.values())[-MOST_PLACES:]


def _scopes(grants: Sequence[Grant]) -> list[list[str]]:
    """
    Return the tokens that narrow a search, of each grant; empty where one grant reaches everything.

    What every request carries narrows nothing: to walk a million of them beside a rare word took twenty times as long.
    """
    paths = [(("o", grant.org_path), ("p", grant.place_path)) for grant in grants]
    scopes = [[_token(kind, path) for kind, path in pair if path.count("/") > 1] for pair in paths]
    return scopes if all(scopes) else []


def _begins(phrase: Sequence[str]) -> bool:
    """Tell whether a phrase is the beginning of a token: two Chinese characters are a whole one."""
    return len(phrase) == 1 and (len(phrase[0]) == 1 or phrase[0].isascii())


def matching(text: str, *, actor: Actor, permission: str, before: int | None, limit: int) -> list[int]:
    """
    Find the serials of requests whose words hold every part of a text, newest first.

    The scope tokens only narrow; the caller asks ``within()`` again before showing anything.

    :param before: only serials below this one, for the next page.
    :return: at most ``limit`` serials; empty when nothing searchable was typed or no grant is held.
    """
    phrases, grants = query_phrases(text), actor.reach(permission)
    if not phrases or not grants:
        return []
    find = _fts5 if connection.vendor == "sqlite" else _tsvector
    return find(phrases, _scopes(grants), before, limit)


def _fts5(phrases: list[list[str]], scopes: list[list[str]], before: int | None, limit: int) -> list[int]:
    words = " AND ".join(f'"{" ".join(phrase)}"' + ("*" if _begins(phrase) else "") for phrase in phrases)
    scope = " OR ".join(f"({' AND '.join(tokens)})" for tokens in scopes)
    older, parameters = ("AND rowid < %s", [before]) if before else ("", [])
    query = f"SELECT rowid FROM cases_search WHERE tokens MATCH %s {older} ORDER BY rowid DESC LIMIT %s"  # noqa: S608 - fixed pieces
    with connection.cursor() as cursor:
        cursor.execute(query, [f"({scope}) AND ({words})" if scope else words, *parameters, limit])
        return [row[0] for row in cursor.fetchall()]


def _tsvector(phrases: list[list[str]], scopes: list[list[str]], before: int | None, limit: int) -> list[int]:
    words = " & ".join(
        f"'{phrase[0]}':*" if _begins(phrase) else "(" + " <-> ".join(f"'{token}'" for token in phrase) + ")"
        for phrase in phrases
    )
    scope = " | ".join("(" + " & ".join(f"'{token}'" for token in tokens) + ")" for tokens in scopes)
    tokens = f"({scope}) & ({words})" if scope else words
    with connection.cursor() as cursor:
        cursor.execute(_NEAR_THEN_FAR, [before, before, NEAR, tokens, limit, tokens, before, NEAR, *[limit] * 3])
        return [row[0] for row in cursor.fetchall()]
