"""
A search among a million requests: common words and the worst ones, for the county's overseer and for one unit.

Run inside an installation that holds the demo, ``python -m minqing.ops.bench.finding 1000000 ROUNDS LOGIN PASSWORD
LOGIN PASSWORD`` prints one line of JSON. Requests are copies of the demo's, with parties and texts; their words in the
index are invented from a dictionary, some far more often than others, so that the index is as large as a county's.
Every other one is about one thing and the rest about another; one word stands in the oldest alone.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import accumulate, islice
from random import Random
from typing import Any

import django

from .copying import Tongue, source_of
from .reading import Read, measure, sign_in

AT_ONCE, PHRASES, OF_EACH = 20_000, 20_000, 18
EVEN, ODD, OLDEST, NOWHERE, EVERYWHERE = "污水处理", "道路照明", "麒麟阁楼", "貔貅饕餮", "的"
ASKED = {
    "common words": ("停水", "路灯", "垃圾", "井盖", "噪声", "水压太低"),
    "one character in every request": (EVERYWHERE,),
    "one character of the place's name": ("县",),
    "one character, less common": ("鹤",),
    "a word in none": (NOWHERE,),
    "a word in the oldest alone": (OLDEST,),
    "two pairs in every other one that never meet": (f"{EVEN[:2]} {ODD[1:3]}",),
    "two words in every other one that never meet": (f"{EVEN} {ODD}",),
    "initials": ("qhx", "swj", "ld"),
    "open ones": (f"{EVEN}&state=open", f"{EVERYWHERE}&state=open"),
    "a year": (f"{EVEN}&since=2026-01-01&until=2026-12-31",),
}


def load(count: int) -> dict[str, Any]:
    """
    Copy the demo's requests until there are about so many, and lay their index.

    :return: requests, megabytes of the index, seconds of copying and of indexing.
    """
    start = time.perf_counter()
    if _one("SELECT count(*) FROM cases_case") < count:
        _copy(count, tuple(map(_table, ("Case", "CaseParty", "CaseText"))))
    copied = time.perf_counter()
    _index()
    _execute("VACUUM ANALYZE" if _vendor() == "postgresql" else "ANALYZE")
    return {
        "requests": _one("SELECT count(*) FROM cases_case"),
        "megabytes": _megabytes(),
        "copying": round(copied - start),
        "indexing": round(time.perf_counter() - copied),
    }


def _copy(count: int, models: tuple[Any, ...]) -> None:
    """Copy what has left, each copy half a year further back; what is open stays as few as it is."""
    sources = [source_of(model) for model in models]
    _execute("CREATE TABLE bench_copy (number bigint, tail text, back interval, here boolean)")
    for source in sources:
        _execute(source.keep())
    copies = -(
        -(count - _one("SELECT count(*) FROM cases_case")) // _one("SELECT count(*) FROM bench_cases_case WHERE gone")
    )
    sign = "-" if _vendor() == "sqlite" else ""
    for number in range(1, copies + 1):
        values = (number, f"{number:08x}", f"{sign}{196 * ((number - 1) % 10)} days", False)
        _execute("INSERT INTO bench_copy VALUES (%s, %s, %s, %s)", values)
    tongue = Tongue(_vendor(), _one("SELECT max(serial) FROM bench_cases_case"))
    if _vendor() == "postgresql":  # the guards have let through what is copied, and would want it in the doors' order
        _execute("SET session_replication_role = replica")
    for source in sources:
        _execute(source.copy(tongue), (1, copies + 1))
    if _vendor() == "postgresql":
        _execute("RESET session_replication_role")


def _index() -> None:
    """Lay the index of every copy anew: its places, units and days, and invented words."""
    own = _one("SELECT max(serial) FROM bench_cases_case")
    rows, is_postgres = _documents(own), _vendor() == "postgresql"
    if is_postgres:
        _execute("DROP INDEX IF EXISTS cases_search_tokens")
        _execute("DELETE FROM cases_search WHERE serial > %s", (own,))
    while some := list(islice(rows, AT_ONCE)):
        (_write_postgres if is_postgres else _write_sqlite)(some)
    if is_postgres:
        _execute("SET maintenance_work_mem = '512MB'")
        _execute("CREATE INDEX cases_search_tokens ON cases_search USING gin (tokens) WITH (fastupdate = off)")


def _write_postgres(documents: list[tuple[int, list[str]]]) -> None:
    from django.db import connection

    with (
        connection.cursor() as cursor,
        cursor.copy("COPY cases_search (serial, tokens) FROM STDIN") as copy,
    ):
        for serial, tokens in documents:
            copy.write_row((serial, _vector(tokens)))


def _write_sqlite(documents: list[tuple[int, list[str]]]) -> None:
    from django.db import connection, transaction

    rows = [(serial, " ".join(tokens)) for serial, tokens in documents]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany("INSERT OR REPLACE INTO cases_search (rowid, tokens) VALUES (%s, %s)", rows)


def _table(name: str) -> Any:
    """Return a table of the door by its name: what measures it is no part of it."""
    from django.apps import apps

    return apps.get_model("cases", name)


def _documents(own: int) -> Iterator[tuple[int, list[str]]]:
    from minqing.cases.search import day_tokens, scope_tokens
    from minqing.kernel.chinese import bigrams

    chance, phrases, weights = Random(7), _phrases(), list(accumulate(1 / (number + 3) for number in range(PHRASES)))  # noqa: S311 - the same in every run
    names = ("serial", "registered_at", "place_path", "place_name", "intake_path", "lead_path", "lead_name")
    copies = _table("Case").objects.filter(serial__gt=own).only(*names).order_by("serial")
    for case in copies.iterator(AT_ONCE):
        said = "".join(chance.choices(phrases, cum_weights=weights, k=OF_EACH))
        texts = [case.place_name, case.lead_name, said, EVERYWHERE, EVEN if case.serial % 2 else ODD]
        if case.serial == own + 1:
            texts.append(OLDEST)
        tokens = [token for text in texts if text for token in (*bigrams(text), "zz")]
        yield case.serial, [*scope_tokens(case), *day_tokens(case.registered_at), "zz", *tokens]


def _phrases() -> list[str]:
    from pypinyin.phrases_dict import phrases_dict

    kept = set(EVEN + ODD + OLDEST + NOWHERE + EVERYWHERE)
    fitting = [one for one in phrases_dict if 2 <= len(one) <= 4 and not kept & set(one)]
    return Random(7).sample(fitting, PHRASES)  # noqa: S311 - the same in every run


def _vector(tokens: list[str]) -> str:
    places: dict[str, list[str]] = {}
    for place, token in enumerate(tokens, 1):
        places.setdefault(token, []).append(str(place))
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items())


def read(login: str, password: str, who: str, rounds: int) -> list[Read]:
    """Measure every kind of search for one reader, through middleware, view and template."""
    browser = sign_in(login, password)
    found = []
    for kind, texts in ASKED.items():
        addresses = [f"/office/search/?q={text}" for text in texts]
        found.append(measure(browser, f"{who}: {kind}", lambda n, those=addresses: those[n % len(those)], rounds))  # type: ignore[misc]
    return found


def _megabytes() -> int:
    if _vendor() == "postgresql":
        return int(_one("SELECT pg_total_relation_size('cases_search') / 1000000"))
    return (
        int(
            _one("SELECT sum(length(block)) FROM cases_search_data")
            + _one("SELECT sum(length(CAST(c0 AS blob))) FROM cases_search_content")
        )
        // 1_000_000
    )


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


def _one(statement: str) -> int:
    return int(_execute(statement)[0][0] or 0)


def _execute(statement: str, parameters: tuple[Any, ...] = ()) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


if __name__ == "__main__":
    django.setup()
    size, times, (overseer, her_password, clerk, his_password) = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:7]
    loaded = load(size)
    print(json.dumps(loaded), file=sys.stderr)
    pages = [*read(overseer, her_password, "overseer", times), *read(clerk, his_password, "one unit", times)]
    print(json.dumps(loaded | {"pages": [asdict(one) for one in pages]}))
