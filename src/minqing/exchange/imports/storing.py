"""Handing a list in, saying how it is read, letting it be taken in, stopping it, destroying it."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.exchange.models import ImportMapping, ImportRun
from minqing.exchange.permissions import IMPORT
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.secrecy import refuse_secret, refuse_secret_names
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded
from minqing.vault.boxes import new_box

from .access import get_mapping, get_run
from .mappings import Reading
from .parking import Parking, erase
from .passes import begin_pass, destroy, end_file, note_started
from .reading import MOST_BYTES, FileUnusable
from .taking_apart import is_quick, take_apart
from .values import place_exists

__all__ = [
    "NotNow",
    "cancel",
    "forget_refused",
    "hand_in",
    "hand_in_by_mapping",
    "save_mapping",
    "set_reading",
    "start",
]

MOST_NAME = 60
_NAMES_A_FOLDER = re.compile(r"\w[\w \-（）()]*")
"""A mapping has a folder of its own for the night; its name must never lead anywhere else."""


class NotNow(Refused):
    """The list is not at a point where this can be done."""

    status = 409
    default: Any = _("This cannot be done now. Look at the page of the list again.")


def hand_in(*, source: str, file_name: str, chunks: Iterable[bytes], actor: Actor, at: datetime) -> str:
    """
    Hand in a list of another hotline. It is kept encrypted until it has been taken in.

    :param source: that hotline's name; the same number of the same hotline is the same request.
    :param chunks: the file, piece by piece.
    :return: the run's id. A small file is read at once, a large one by the worker.
    :raises NotAllowed: if the actor may not take lists in.
    :raises FileUnusable: if it is empty, too large or no table.
    """
    if not actor.may(IMPORT, org_path=actor.org_path, place_path=actor.place_path):
        raise NotAllowed
    said = _named(source, 40)
    return _park(said, file_name, chunks, at, post=str(actor.ref), paths=(actor.org_path, actor.place_path))


def hand_in_by_mapping(*, mapping: str, file_name: str, chunks: Iterable[bytes], actor: Actor, at: datetime) -> str:
    """
    Hand in a list that is read by a saved mapping and taken in without anybody looking on, as in the night.

    What is done is done by the post that saved the mapping, for as long as it may.

    :raises NotFound: if there is no such mapping within reach.
    """
    held = get_mapping(mapping, actor=actor)
    return _park(
        held.source,
        file_name,
        chunks,
        at,
        post=held.post,
        paths=(held.org_path, held.place_path),
        mapping_name=held.name,
        body=held.body,
        goes_on=True,
    )


def _park(
    source: str,
    file_name: str,
    chunks: Iterable[bytes],
    at: datetime,
    *,
    post: str,
    paths: tuple[str, str],
    **more: Any,
) -> str:
    refuse_secret_names([file_name])
    box, run_id = new_box(), uuid7(at)
    run = ImportRun(
        id=run_id,
        source=source,
        file_name=file_name[-120:],
        post=post,
        org_path=paths[0],
        place_path=paths[1],
        came_at=aware(at),
        box=box.id,
        wrapped=box.wrapped,
        master_version=box.version,
        **more,
    )
    try:
        run.size, run.digest = Parking.of(run).put_file(_not_too_many(chunks))
        if not run.size:
            raise FileUnusable(_("The file is empty."))
        run.save(force_insert=True)
        if is_quick(run):
            take_apart(run, at=at)
    except Refused:
        erase(run_id)
        ImportRun.objects.filter(pk=run_id).delete()
        raise
    return str(run_id)


def _not_too_many(chunks: Iterable[bytes]) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise FileUnusable(_("The file is larger than 200 MB. Send it in parts."))
        yield chunk


def _named(text: str, most: int) -> str:
    said = " ".join(text.split())
    refuse_secret(said)
    if not 0 < len(said) <= most:
        raise Refused(_("Give it a name of at most %(most)s characters.") % {"most": most}, field="name")
    return said


def set_reading(
    *,
    run_id: str,
    actor: Actor,
    at: datetime,
    columns: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
    place: str = "",
) -> None:
    """
    Say which column is which and what words mean, and let the whole list be checked; nothing is taken in by that.

    :param columns: our field → their column; empty for none.
    :param values: translated field → their word → ours.
    :raises ColumnsMissing: if something needed is missing.
    :raises NotNow: while the list is being read or taken in.
    """
    run = get_run(run_id, actor=actor)
    if run.state not in {"mapping", "checking", "checked"}:
        raise NotNow
    if place and not place_exists(place):
        raise Refused(_("This place is not in the county's list."), field="place")
    named = {key: column for key, column in columns.items() if column}
    reading = Reading(named, Reading.of(run.body).values, place).with_values(values)
    reading.refuse_unless_whole(set(_names(run)))
    begin_pass(run, "checking", body=reading.packed())


def _names(run: ImportRun) -> list[str]:
    return list(json.loads(run.head or "[]"))


@recorded
def save_mapping(*, run_id: str, name: str, actor: Actor, at: datetime) -> None:
    """
    Keep the reading of a list under a name, for the next night; one of this name that is there takes the new reading.

    :raises Refused: if the name is missing, or another office's.
    """
    run, called = get_run(run_id, actor=actor), _named(name, MOST_NAME)
    if not _NAMES_A_FOLDER.fullmatch(called):
        raise Refused(
            _("The name is a folder's too: letters, digits, blanks, dashes, no point before it."), field="name"
        )
    if not run.body:
        raise NotNow
    held = ImportMapping.objects.filter(name=called).first()
    if held and not actor.may(IMPORT, org_path=held.org_path, place_path=held.place_path):
        raise Refused(_("Another office has a mapping of this name. Choose another name."), field="name")
    saved = held or ImportMapping(id=uuid7(at), name=called)
    saved.source, saved.body, saved.changed_at = run.source, run.body, aware(at)
    saved.post, saved.org_path, saved.place_path = str(actor.ref), actor.org_path, actor.place_path
    saved.save()
    ImportRun.objects.filter(pk=run.pk).update(mapping_name=called)
    record(
        "import.mapping_saved",
        subject=run.ref,
        actor=actor.ref,
        at=at,
        org_path=run.org_path,
        place_path=run.place_path,
    )


@recorded
def start(*, run_id: str, actor: Actor, at: datetime) -> None:
    """
    Let a checked list be taken in.

    :raises NotNow: if it has not been checked.
    """
    run = get_run(run_id, actor=actor, lock=True)
    if run.state != "checked":
        raise NotNow
    begin_pass(run, "running", post=str(actor.ref), started_at=aware(at))
    note_started(run, actor, at)


def cancel(*, run_id: str, actor: Actor, at: datetime) -> None:
    """
    Stop a list and destroy it. What was taken in stays: the same list, sent again, goes on from there.

    :raises NotNow: if it is over already.
    """
    destroy(_cancel(run_id=run_id, actor=actor, at=at))


@recorded
def _cancel(*, run_id: str, actor: Actor, at: datetime) -> ImportRun:
    run = get_run(run_id, actor=actor, lock=True)
    if run.state in {"finished", "cancelled"}:
        raise NotNow
    end_file(run, "import.cancelled", state="cancelled", actor=actor.ref, at=aware(at))
    return run


def forget_refused(*, run_id: str, actor: Actor, at: datetime) -> None:
    """
    Destroy the refused lines of a list that is over, when they have been corrected or are not wanted.

    :raises NotNow: while the list is not over.
    """
    run = get_run(run_id, actor=actor)
    if run.state not in {"finished", "failed"}:
        raise NotNow
    destroy(run)
