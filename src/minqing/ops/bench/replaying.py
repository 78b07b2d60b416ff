"""
What one filing writes, written again: the addresses of :mod:`~minqing.ops.bench.rows_alone`.

At its first request it files one request through the services and keeps every statement that ran inside the
transaction; from then on each POST runs them again under fresh keys.
"""

import os
import threading
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from minqing.cases import service
from minqing.cases.access import public_actor
from minqing.cases.records import Filing

from .filing import WORDS
from .inside import card

FRESH = ("uuid", "id", "receipt_hash")
"""Columns whose values are drawn anew for every row."""

REFERRING = ("case_id", "key_id", "fact_id", "rowid", "serial")
"""Columns that follow what was drawn."""


@dataclass(frozen=True)
class Statement:
    """One statement as it ran, with the columns it fills if it inserts."""

    sql: str
    parameters: Any
    many: bool

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns an INSERT fills, in order."""
        if not self.sql.startswith("INSERT"):
            return []
        return [name.strip(' "') for name in self.sql.split("(", 1)[1].split(")", 1)[0].split(",")]


class Recorder:
    """Keeps the statements of one filing."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.serial: Any = None

    def __call__(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django's shape
        """Run one statement and keep it, if it belongs to the transaction."""
        answer = execute(sql, parameters, many, context)
        if connection.in_atomic_block and not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            self.statements.append(Statement(sql, parameters, many))
        return answer


lock = threading.Lock()
kept: list[Recorder] = []


def recorded() -> Recorder:
    """File one request the ordinary way, twice: the second time everything that is kept in memory is there."""
    with lock:
        for number in () if kept else range(2):
            recorder = Recorder()
            with connection.execute_wrapper(recorder):
                recorder.serial = _file(number)
            kept.append(recorder)
    return kept[-1]


def _file(number: int) -> int:
    filing = Filing(
        words=WORDS.format(number=number),
        where_words="村委会东边第二个巷口",
        place_path=str(card()["village"]),
        channel="qr",
        submission_token=uuid4().hex,
    )
    return int(service.register_case(filing=filing, actor=public_actor(), at=timezone.now()).number.rpartition("-")[2])


def replay(recorder: Recorder) -> None:
    """Run the statements of one filing again, under keys of their own."""
    fresh: dict[Any, Any] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in recorder.statements:
            _run(cursor, statement, recorder.serial, fresh)


def _run(cursor: Any, statement: Statement, serial: int, fresh: dict[Any, Any]) -> None:
    columns = statement.columns
    if not columns:
        cursor.execute(statement.sql, statement.parameters)
        return
    rows = statement.parameters if statement.many else [statement.parameters]
    renewed = [_renewed(columns, row, fresh) for row in rows]
    if statement.many:
        cursor.executemany(statement.sql, renewed)
        return
    cursor.execute(statement.sql, renewed[0])
    if "receipt_hash" in columns:
        fresh[serial] = cursor.fetchone()[0]


def _renewed(columns: list[str], row: Any, fresh: dict[Any, Any]) -> list[Any]:
    filled = list(zip(columns, row, strict=False))  # columns filled by an expression come last and take no value
    fresh.update({value: _like(value) for column, value in filled if column in FRESH})
    return [fresh.get(value, value) if column in (*FRESH, *REFERRING) else value for column, value in filled]


def _like(value: Any) -> Any:
    """Draw a value of the same kind: a UUID, its text or its digits, or bytes of the same length."""
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return str(uuid4()) if "-" in value else (uuid4().hex * 2)[: len(value)]
    return os.urandom(len(value))


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Write the rows of one filing; what was sent is read, as the bare view reads it."""
    request.POST.get("words", "")
    replay(recorded())
    return HttpResponse("ok")


def ready(request: HttpRequest) -> HttpResponse:
    """Say that the server stands."""
    return HttpResponse("ok")


urlpatterns: list[Any] = [path("insert", insert), path("healthz", ready)]
