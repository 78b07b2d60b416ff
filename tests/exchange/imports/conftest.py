"""A county with a post that takes lists in, and lists on their way."""

from pathlib import Path
from typing import Any

import pytest
from tests.exchange.imports import lists
from tests.factories import cases as make

from minqing.exchange.imports import queries, storing
from minqing.exchange.imports.records import RunPage
from minqing.exchange.imports.working import go_on
from minqing.exchange.models import ImportRun
from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

IMPORTS = ("exchange.import", "cases.file", "cases.note", "cases.read")


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    """Let files lie in a folder of this test's own."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def importer(db: None) -> Actor:
    """The county, and a post of its centre that may take lists in."""
    make.county()
    return make.post(make.CENTRE, "导入岗", "罗导入", *IMPORTS, org=make.COUNTY)


def handed_in(importer: Actor, data: bytes, name: str = "工单.csv") -> str:
    """A list that was handed in."""
    return storing.hand_in(source="12345热线", file_name=name, chunks=[data], actor=importer, at=make.AT)


def guessed(importer: Actor, run_id: str) -> dict[str, str]:
    """The columns as they were guessed."""
    return {key: one.column for key, one in queries.run_page(importer, run_id).guesses.items()}


def read_as(importer: Actor, run_id: str, **more: Any) -> None:
    """Say how a list is read: as guessed, but for what is said here."""
    columns = {**guessed(importer, run_id), **more.pop("columns", {})}
    fields = {"values": {"matter": {"路灯": "132"}}, "place": "", **more}
    storing.set_reading(run_id=run_id, actor=importer, at=make.AT, columns=columns, **fields)


def work(run_id: str, *, at: Any = make.AT, seconds: float = 1e9) -> ImportRun:
    """Let the worker go on with a list, and return its row."""
    go_on(ImportRun.objects.get(pk=run_id), at=at, seconds=seconds)
    return ImportRun.objects.get(pk=run_id)


def checked(importer: Actor, *rows: Any, **more: Any) -> str:
    """A list that was checked."""
    run_id = handed_in(importer, lists.text(*rows))
    read_as(importer, run_id, **more)
    work(run_id)
    return run_id


def taken_in(importer: Actor, *rows: Any, **more: Any) -> str:
    """A list that was taken in."""
    run_id = checked(importer, *rows, **more)
    storing.start(run_id=run_id, actor=importer, at=make.AT)
    work(run_id)
    return run_id


def page_of(importer: Actor, run_id: str) -> RunPage:
    """The page of a list."""
    return queries.run_page(importer, run_id)


def kinds_of(run_id: str) -> list[str]:
    """The kinds of fact about a list, by name."""
    return sorted(fact.kind for fact in facts_about(Ref("import", run_id)))


def refused(importer: Actor, run_id: str) -> list[list[str]]:
    """The refused lines with their reasons, without the head."""
    return [list(row) for row in queries.refused_lines(importer, run_id)][1:]


def counts(run: ImportRun) -> tuple[int, ...]:
    """Taken, open there, again, changed, refused."""
    return (run.taken, run.open_there, run.again, run.changed, run.refused)
