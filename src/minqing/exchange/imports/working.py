"""
The passes of the worker: checking a whole list without taking anything in, and taking it in.

Some seconds at a time, some lines a transaction. Where a pass stands is written in the transaction that took the lines,
so a worker that dies, or is stopped, leaves a list that goes on where it stood.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from minqing.cases import service as cases
from minqing.directory import queries as directory
from minqing.exchange.models import ImportedLine, ImportRun
from minqing.exchange.permissions import IMPORT
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.keeping import one_look
from minqing.kernel.ref import Ref
from minqing.kernel.rows import insert_rows
from minqing.ledger.permissions import BACKFILL
from minqing.ledger.service import backfilling, recorded, together_with

from .lines import REASONS, LineReader, LineRefused, ReadLine
from .mappings import Reading
from .parking import Numbered, Parking
from .passes import advance, begin_pass, destroy, end_file, note_started, note_unknown
from .values import Translator

__all__ = ["go_on"]

BATCH = 100
SECONDS = 2.0
MOST_NOTE = 1_500


New = tuple[ReadLine, Any]
"""A line that is new, as it was read here and by the request door."""


@dataclass(slots=True)
class Sorted:
    """The lines of one batch by what is to be done with them."""

    new: list[New] = field(default_factory=list)
    moved: list[tuple[ReadLine, ImportedLine]] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    refused: list[tuple[str, Numbered]] = field(default_factory=list)
    where: dict[str, Numbered] = field(default_factory=dict)


@dataclass(slots=True)
class Pass:
    """One stretch of one pass: what is known of the list while the worker is at it."""

    run: ImportRun
    actor: Actor
    at: datetime
    reader: LineReader
    parking: Parking
    reasons: Counter[str]

    def sort(self, lines: Sequence[Numbered]) -> Sorted:
        """Read lines and tell new, moved, repeated and refused ones apart."""
        found, read = Sorted(), []
        for line in lines:
            try:
                one = self.reader.read(line[1])
            except LineRefused as refused:
                self.refuse(found, line, refused.reason, str(REASONS[refused.reason]))
                continue
            if one.number in found.where:
                self.refuse(found, line, "twice", str(REASONS["twice"]))
                continue
            found.where[one.number] = line
            read.append(one)
        held = self._held([one.number for one in read])
        for one in read:
            self._place(found, one, held.get(one.number))
        return found

    def _held(self, numbers: Sequence[str]) -> dict[str, ImportedLine]:
        rows = ImportedLine.objects.filter(source=self.run.source, number__in=numbers)
        return {row.number: row for row in rows}

    def _place(self, found: Sorted, one: ReadLine, held: ImportedLine | None) -> None:
        if held is None:
            try:
                found.new.append((one, cases.read_request(one.came, actor=self.actor, at=self.at)))
            except Refused as refused:
                self.refuse(found, found.where[one.number], refused.field or "other", str(refused))
        elif held.last_run == self.run.pk and self.run.state == "running" and held.digest != one.digest:
            self.refuse(found, found.where[one.number], "twice", str(REASONS["twice"]))
        elif held.digest == one.digest:
            found.again.append(one.number)
        else:
            found.moved.append((one, held))

    def refuse(self, found: Sorted, line: Numbered, reason: str, words: str) -> None:
        """Leave a line out, and say why."""
        self.reasons[reason if reason in REASONS else "other"] += 1
        found.refused.append((words, line))

    # --- checking -----------------------------------------------------------------------------------------------

    def check(self, lines: Sequence[Numbered]) -> None:
        """Look at some lines and take nothing in."""
        found = self.sort(lines)
        self._keep_refused(found)
        with transaction.atomic():
            advance(self.run, len(lines), self.reasons, **_counts(found, found.new, moved=len(found.moved)))

    # --- taking in ----------------------------------------------------------------------------------------------

    def take(self, lines: Sequence[Numbered]) -> None:
        """Take some lines in, and count on, in one transaction; what has moved is noted before, each by itself."""
        found = self.sort(lines)
        moved = sum(self._note(found, one, held) for one, held in found.moved)
        try:
            self._together(found, lines, found.new, moved)
        except (Refused, IntegrityError) as broken:
            if isinstance(broken, Conflict):
                raise
            self._together(found, lines, self._one_by_one(found), moved)

    def _together(self, found: Sorted, lines: Sequence[Numbered], new: Sequence[New], moved: int) -> None:
        def keep(taken: Sequence[Any]) -> None:
            insert_rows(*(self._row(one, made) for (one, _read), made in zip(new, taken, strict=True)))
            self._mark_again(found)
            advance(self.run, len(lines), self.reasons, **_counts(found, new, moved=moved))

        self._keep_refused(found)
        if new:
            self._import(new, keep)
        else:
            with transaction.atomic():
                keep(())

    def _import(self, new: Sequence[New], keep: Callable[[Sequence[Any]], None]) -> None:
        with backfilling(actor=self.actor, source=f"import-{self.run.pk}"):
            cases.import_requests(requests=[read for _one, read in new], actor=self.actor, at=self.at, keep=keep)

    def _one_by_one(self, found: Sorted) -> list[New]:
        """Find the lines of a batch that cannot be taken in, by trying each without keeping it."""
        good = []
        for one, read in found.new:
            try:
                self._import([(one, read)], _undo)
            except _Tried:
                good.append((one, read))
            except (Refused, IntegrityError) as broken:
                words = str(broken) if isinstance(broken, Refused) else str(REASONS["other"])
                self.refuse(found, found.where[one.number], "other", words)
        return good

    def _row(self, one: ReadLine, made: Any) -> ImportedLine:
        return ImportedLine(
            source=self.run.source, number=one.number, case_number=made.number, digest=one.digest, last_run=self.run.pk
        )

    def _mark_again(self, found: Sorted) -> None:
        if found.again:
            seen = ImportedLine.objects.filter(source=self.run.source, number__in=found.again)
            seen.update(last_run=self.run.pk, moved=False)

    def _note(self, found: Sorted, one: ReadLine, held: ImportedLine) -> bool:
        """Write on the request what has changed there; the request itself moves by its own office's verbs only."""
        words = _("The other hotline's list now says: %(words)s") % {"words": one.stands or _("its words were changed")}

        def beside() -> None:
            ImportedLine.objects.filter(pk=held.pk).update(digest=one.digest, last_run=self.run.pk, moved=True)

        try:
            with together_with(beside):
                note = cases.preview(words=words[:MOST_NOTE], name=one.came.filing.name, phone=one.came.filing.phone)
                cases.note(number=held.case_number, actor=self.actor, at=self.at, words=note.words.text)
        except Refused as refused:
            self.refuse(found, found.where[one.number], "other", str(refused))
            return False
        return True

    def _keep_refused(self, found: Sorted) -> None:
        if found.refused:
            self.parking.put_refused(self.run.done, found.refused)


class FileGone(Refused):
    """The lines are no longer there: somebody removed the folder."""

    default: Any = gettext_lazy("The file is no longer there. Send it again; what has been taken in stays.")


class _Tried(Exception):
    """Undoes what was tried."""


def _undo(_taken: Sequence[Any]) -> None:
    raise _Tried


def _counts(found: Sorted, new: Sequence[New], *, moved: int) -> dict[str, int]:
    return {
        "taken": len(new),
        "open_there": sum(one.came.ended is None for one, _read in new),
        "again": len(found.again),
        "changed": moved,
        "refused": len(found.refused),
    }


def go_on(
    run: ImportRun, *, at: datetime, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
) -> None:
    """
    Go on with a list for some seconds.

    :param at: now: when what is taken in arrived here.
    :raises NotAllowed: if the post that let it begin may not do so any more.
    """
    with override("zh-hans"), one_look():
        part = _begin(run, at)
        until, work = clock() + seconds, part.check if run.state == "checking" else part.take
        lines = part.parking.lines_from(run.done)
        began = run.done
        while some := list(islice(lines, BATCH)):
            work(some)
            run.done += len(some)
            if clock() >= until:
                break
        if began == run.done < run.lines:
            raise FileGone
        note_unknown(run, part.reader.translator.unknown)
        if run.done >= run.lines:
            _end(run, part, at)


def _begin(run: ImportRun, at: datetime) -> Pass:
    reading = Reading.of(run.body)
    translator = Translator(reading)
    for key, words in json.loads(run.unknown or "{}").items():
        translator.unknown[key].update(words)
    reader = LineReader(run.source, json.loads(run.head), reading, translator)
    return Pass(run, actor_of(run, at), at, reader, Parking.of(run), Counter(json.loads(run.reasons or "{}")))


def actor_of(run: ImportRun, at: datetime) -> Actor:
    """
    Return the post that a list is taken in by, as it stands now, with the right to record what happened earlier.

    No post holds that right: it goes with this work and ends with it.

    :raises NotAllowed: if it is closed, or may not do so any more.
    """
    try:
        actor = directory.actor_for_post(Ref.parse(run.post).id, at=at)
    except NotFound as gone:
        raise NotAllowed(_("The post that ordered this is closed.")) from gone
    if not actor.may(IMPORT, org_path=run.org_path, place_path=run.place_path):
        raise NotAllowed(_("The post that ordered this may no longer take lists in."))
    return replace(actor, grants=(*actor.grants, Grant(BACKFILL, run.org_path, run.place_path)))


def _end(run: ImportRun, part: Pass, at: datetime) -> None:
    if run.state == "checking" and not run.goes_on:
        ImportRun.objects.filter(pk=run.pk, state="checking").update(state="checked")
    elif run.state == "checking":
        _start(run=run, actor=part.actor, at=at)
    else:
        _finish(run=run, actor=part.actor, at=at)
        run.refresh_from_db()
        if run.refused:
            part.parking.drop_packs()
        else:
            destroy(run)


@recorded
def _start(*, run: ImportRun, actor: Actor, at: datetime) -> None:
    begin_pass(run, "running", started_at=at)
    note_started(run, actor, at)


@recorded
def _finish(*, run: ImportRun, actor: Actor, at: datetime) -> None:
    end_file(run, "import.finished", state="finished", actor=actor.ref, at=at)
