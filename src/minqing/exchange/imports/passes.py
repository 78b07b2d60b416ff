"""The passes over a list: begun, counted on, ended. Whoever counts on says where it stood: none counts twice."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from minqing.exchange.models import ImportRun
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict
from minqing.kernel.ref import Ref
from minqing.ledger.service import record

from .parking import Parking, erase

__all__ = ["COUNTS", "advance", "begin_pass", "destroy", "end_file", "note_started", "note_unknown"]

COUNTS = ("taken", "open_there", "again", "changed", "refused")


def begin_pass(run: ImportRun, state: str, **changes: Any) -> None:
    """
    Begin a pass from the first line.

    :raises Conflict: if somebody else changed the list meanwhile.
    """
    Parking.of(run).drop_refused()
    blank = dict.fromkeys((*COUNTS, "done"), 0)
    changed = ImportRun.objects.filter(pk=run.pk, state=run.state).update(
        state=state, reasons="", unknown="", failure="", **blank, **changes
    )
    if not changed:
        raise Conflict


def advance(run: ImportRun, lines: int, reasons: Mapping[str, int], **more: int) -> None:
    """
    Count on by some lines, in the transaction that took them.

    :param reasons: why how many lines were refused, up to here.
    :raises Conflict: if the list was stopped, or another worker has counted on; everything is undone by it.
    """
    held = ImportRun.objects.filter(pk=run.pk, state=run.state, done=run.done)
    counted = {name: F(name) + number for name, number in more.items() if number}
    if not held.update(done=F("done") + lines, reasons=json.dumps(reasons), **counted):
        raise Conflict


def note_unknown(run: ImportRun, unknown: Mapping[str, Mapping[str, int]]) -> None:
    """Keep which words nobody has translated, and in how many lines they stand."""
    told = {key: dict(words) for key, words in unknown.items()}
    ImportRun.objects.filter(pk=run.pk).update(unknown=json.dumps(told, ensure_ascii=False))


def note_started(run: ImportRun, actor: Actor, at: datetime) -> None:
    """Record that a list is being taken in, in a verb."""
    record(
        "import.started",
        subject=run.ref,
        actor=actor.ref,
        at=at,
        org_path=run.org_path,
        place_path=run.place_path,
        data={"lines": run.lines},
    )


def end_file(run: ImportRun, kind: str, *, state: str, actor: Ref, at: datetime) -> None:
    """
    Say that a list is over and that its file is destroyed, in a verb; the file itself goes with :func:`destroy`.

    :param kind: ``import.finished`` or ``import.cancelled``.
    """
    run.refresh_from_db()
    ImportRun.objects.filter(pk=run.pk).update(state=state, finished_at=at, erased_at=at)
    about: dict[str, Any] = {
        "subject": run.ref, "actor": actor, "at": at, "org_path": run.org_path, "place_path": run.place_path
    }  # fmt: skip
    counts = {name: getattr(run, name) for name in ("taken", "again", "changed", "refused", "lines")}
    record(kind, data=counts, **about)
    record("import.file_erased", data={"digest": run.digest}, **about)


def destroy(run: ImportRun) -> None:
    """Destroy everything that is left of a list, and its key."""
    erase(run.pk)
    ImportRun.objects.filter(pk=run.pk).update(wrapped=b"", unknown="")
