"""
The index of requests' words: pairs of characters, in FTS5 on SQLite and in a tsvector on PostgreSQL.

Each document also carries as tokens every place and unit at or above it, and the day, month and year on which it came
in, so that a narrow reach and a filter stay fast however common the word is. Asked by ``finding``.

:source: ADR 0040, ADR 0075.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from minqing.kernel.chinese import bigrams
from minqing.kernel.rows import read_columns
from minqing.kernel.times import day_of

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
_ANSWERED = 'SELECT text FROM cases_caseanswer WHERE case_id = %s ORDER BY "order"'


def path_token(kind: str, path: str) -> str:
    """Return the token of a place (``p``) or a unit (``o``)."""
    return "z" + kind + "".join(letter if letter.isalnum() else "z" for letter in path.lower())


def scope_tokens(case: Case, parties: Iterable[str] = ()) -> list[str]:
    """Return the tokens that say where a request lies and which units have to do with it."""
    orgs = {case.intake_path, case.lead_path, *parties}
    places = {path_token("p", path) for path in and_above(case.place_path)}
    return sorted(places | {path_token("o", above) for org in orgs for above in and_above(org)})


def day_tokens(at: datetime) -> list[str]:
    """Return the tokens of a day, its month and its year."""
    day = day_of(at)
    return [f"zy{day:%Y}", f"zm{day:%Y%m}", f"zd{day:%Y%m%d}"]


def _document(case: Case, texts: Iterable[str], parties: Iterable[str] = ()) -> list[str]:
    words = [case.place_name, case.where_text, matter_name(case.matter), case.lead_name, *texts]
    tokens = [token[:LONGEST] for text in dict.fromkeys(words) if text for token in [*bigrams(text), "zz"]]
    return [*scope_tokens(case, parties), *day_tokens(case.registered_at), "zz", *tokens][:MOST_TOKENS]


def index(case: Case, *texts: str) -> None:
    """Put a new request into the index, in the caller's transaction."""
    _write(case.serial, _document(case, texts))


def reindex(case: Case) -> None:
    """Read a request's words again into the index: the report, then what was said and answered since, newest first."""
    later = read_columns(_LATER, [case.pk] * 4)
    parties = read_columns("SELECT org_path FROM cases_caseparty WHERE case_id = %s AND NOT barred", [case.pk])
    answered = [text for (text,) in read_columns(_ANSWERED, [case.pk])]
    texts = [*words_of(case)[:1], *answered, *(words for words, _at in later)]
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
