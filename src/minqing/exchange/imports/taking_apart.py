"""Reading a list once: its head is found, its lines are laid into packs that can each be opened alone."""

import json
import logging
import threading
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import OperationalError, connections

from minqing.exchange.models import ImportRun
from minqing.kernel.errors import Conflict, Refused

from .fields import is_known
from .mappings import Reading
from .parking import PACK, Numbered, Parking
from .reading import FileUnusable, find_head, lines_of

__all__ = ["in_background", "is_quick", "or_fail", "take_apart"]

LOOKED_AT = 40
QUICK_TEXT, QUICK_BOOK = 4 * 1024 * 1024, 128 * 1024
"""A file of so many bytes is read while its sender waits; a workbook unfolds, so it is slower."""
log = logging.getLogger(__name__)
_at_work: set[UUID] = set()


def is_quick(run: ImportRun) -> bool:
    """Tell whether a file is small enough to be read while its sender waits."""
    return run.size <= QUICK_BOOK or (run.size <= QUICK_TEXT and not Parking.of(run).part(0).startswith(b"PK"))


def take_apart(run: ImportRun, *, at: datetime) -> None:
    """
    Read a file into packs, and let it wait for its mapping; with a saved one it goes on by itself.

    :raises FileUnusable: if it is no list.
    :raises ColumnsMissing: if it lacks columns that its saved mapping names.
    """
    parking = Parking.of(run)
    source = lines_of(parking.file(run.size))
    first = list(islice(source, LOOKED_AT))
    head = find_head(first, is_known=is_known)
    lines = _put_away(parking, _body(first, source, head.body), run)
    if not lines:
        raise FileUnusable
    reading = Reading.of(run.body)
    if run.goes_on:
        reading.refuse_unless_whole(set(head.names))
    ImportRun.objects.filter(pk=run.pk, state="reading").update(
        state="checking" if run.goes_on else "mapping",
        head=json.dumps(head.names, ensure_ascii=False),
        lines=lines,
        done=0,
    )
    parking.drop_file()


def _body(first: list[list[str]], rest: Iterator[list[str]], body: int) -> Iterator[Numbered]:
    for number, cells in enumerate(first[body:], start=body + 1):
        if any(cells):
            yield number, cells
    for number, cells in enumerate(rest, start=len(first) + 1):
        if any(cells):
            yield number, cells


def _put_away(parking: Parking, lines: Iterator[Numbered], run: ImportRun) -> int:
    count = 0
    for number in range(10**6):
        pack = list(islice(lines, PACK))
        if not pack:
            break
        parking.put_pack(number, pack)
        count += len(pack)
        ImportRun.objects.filter(pk=run.pk, state="reading").update(done=count)
    return count


def in_background(run: ImportRun, *, at: datetime) -> None:
    """Read a large file beside the worker's other work, which must not wait for it; twice at once does no harm."""
    if run.pk in _at_work:
        return
    _at_work.add(run.pk)

    def read() -> None:
        try:
            or_fail(run, take_apart, at=at)
        finally:
            _at_work.discard(run.pk)
            connections.close_all()

    threading.Thread(target=read, name=f"import {run.pk}", daemon=True).start()


def or_fail(run: ImportRun, work: Any, *, at: datetime) -> None:
    """Do a piece of work on a list; what cannot be done is said on its page."""
    try:
        work(run, at=at)
    except Conflict:  # it was stopped, or somebody else goes on with it
        return
    except Refused as refused:
        _fail(run, str(refused))
    except OperationalError:  # the database is busy or away: tried again
        raise
    except Exception as broken:  # the list must not be tried over and over
        log.exception("import %s failed", run.pk)
        _fail(run, type(broken).__name__)


def _fail(run: ImportRun, why: str) -> None:
    ImportRun.objects.filter(pk=run.pk, state=run.state).update(state="failed", failure=why[:300])
