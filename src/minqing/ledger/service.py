"""
Public API for writing facts.

A verb wears ``@recorded``: one transaction, and at least one fact, or everything is rolled back. Inside it calls
:func:`record`, which writes the fact, its place in the queue for a position, and what is owed because of it.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.lifecycle import Move
from minqing.kernel.making import made
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware, day_of

from . import permissions
from .batches import Batch
from .canonical import canonical_json
from .facts import FACT_TYPES
from .models import Fact, SourceKey
from .records import FactView

__all__ = ["NothingRecorded", "backfilling", "record", "record_once", "recorded", "reverse", "together_with"]

P = ParamSpec("P")
R = TypeVar("R")

_batch: ContextVar[Batch | None] = ContextVar("facts_of_this_verb", default=None)
_backfill: ContextVar["_Backfill | None"] = ContextVar("backfill", default=None)
_beside: ContextVar[Callable[[], None] | None] = ContextVar("written_beside_this_verb", default=None)


class NothingRecorded(RuntimeError):
    """A verb ended without a fact; its changes were rolled back. A fault of the program."""


@dataclass(frozen=True)
class _Backfill:
    source: Ref


def recorded(verb: Callable[P, R]) -> Callable[P, R]:
    """
    Make a function a verb: one durable transaction that must leave a fact.

    ``durable`` turns a verb inside a verb into an error instead of a half-committed surprise.

    :raises NothingRecorded: when the function returns without having recorded anything.
    """

    @functools.wraps(verb)
    def in_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(durable=True):
            batch = Batch()
            token = _batch.set(batch)
            try:
                result = verb(*args, **kwargs)
            finally:
                _batch.reset(token)
            if not batch.written:
                raise NothingRecorded(f"{verb.__module__}.{verb.__qualname__} left no fact")
            batch.flush()
            if (beside := _beside.get()) is not None:
                beside()
        return result

    return in_transaction


@contextmanager
def together_with(step: Callable[[], None]) -> Iterator[None]:
    """
    Run a step in the transaction of each verb inside, at its end: both are there afterwards, or neither.

    :param step: writes a row of its own; what it raises undoes the verb.
    """
    token = _beside.set(step)
    try:
        yield
    finally:
        _beside.reset(token)


@contextmanager
def backfilling(*, actor: Actor, source: str) -> Iterator[None]:
    """
    Record what happened earlier: imports and demo data.

    Facts written inside say so (``backfilled``), name the source as their origin, and may not lie before the
    last fact of their subject; ``recorded_at`` stays true.

    :param source: a short code of where the facts come from, e.g. ``demo`` or ``import-2026-11``.
    :raises NotAllowed: if the actor holds no permission to backfill.
    """
    if not actor.holds(permissions.BACKFILL):
        raise NotAllowed
    token = _backfill.set(_Backfill(Ref("backfill", source)))
    try:
        yield
    finally:
        _backfill.reset(token)


def record(
    what: Move | str,
    *,
    subject: Ref,
    actor: Ref,
    at: datetime,
    org_path: str,
    place_path: str,
    data: Mapping[str, Any] | None = None,
    origin: Ref | None = None,
) -> FactView:
    """
    Write one fact, and what is owed because of it, in the caller's transaction: all of a verb's at its end.

    :param what: the move that was made, or the key of a declared kind.
    :param at: when it happened in the world (timezone-aware).
    :param org_path: the organisation's path as it stands now; kept as it was.
    :param data: the kind's declared data; integers, codes and references only.
    :param origin: the fact or thing that led to this one.
    :raises FactInvalid: if the data do not fit the declaration.
    :raises Refused: if a backfilled fact would lie before the subject's last one.
    """
    kind = what.fact if isinstance(what, Move) else what
    columns, payload = FACT_TYPES[kind].split(data or {})
    backfill = _backfill.get()
    if backfill:
        _current().watch(str(subject), at)
    return _write(
        kind=kind,
        subject=str(subject),
        actor=str(actor),
        happened_at=aware(at),
        org_path=org_path,
        place_path=place_path,
        origin=str(origin or (backfill.source if backfill else "")),
        payload=canonical_json(payload),
        **columns,
    )


def record_once(source: str, key: str, what: Move | str, **fact: Any) -> tuple[FactView, bool]:
    """
    Write a fact for a key of an outside source, or find the one written for it before.

    :param source: who delivers, e.g. ``import:12345`` or ``reaction:cases.tell``.
    :param key: the source's own key; a repetition counts as written, so a repeated reaction succeeds.
    :return: the fact, and whether it is new.
    """
    held = SourceKey.objects.filter(source=source, key=key).first()
    if held is not None:
        batch = _current()
        batch.written += 1
        return FactView.of(batch.find(pk=held.fact_id) or Fact.objects.get(pk=held.fact_id)), False
    view = record(what, **fact)
    SourceKey.objects.create(source=source, key=key, fact_id=view.id)
    return view, True


def reverse(fact_id: UUID, *, actor: Ref, at: datetime) -> FactView:
    """
    Take a fact back: the same fact again, naming the first, counted as minus one.

    It carries the first fact's day, so that the figures of that day come right; ``recorded_at`` and the payload say
    when it was taken back. What is true instead is a new fact of its own.

    :raises NotFound: if there is no such fact.
    :raises Refused: if it was taken back before, or is itself a reversal.
    """
    first = _current().find(pk=fact_id) or Fact.objects.filter(pk=fact_id).first()
    if first is None:
        raise NotFound
    taken = _current().find(reverses=first.pk) or Fact.objects.filter(reverses=first.pk).exists()
    if first.reverses is not None or taken:
        raise Refused(_("This was taken back already."))
    kept = ("kind", "subject", "happened_at", "org_path", "place_path", "qty", "d1", "d2", "d3", "d4")
    return _write(
        actor=str(actor),
        reverses=first.pk,
        origin=str(Ref("fact", str(first.pk))),
        payload=canonical_json({"reversed_at": aware(at).isoformat()}),
        **{name: getattr(first, name) for name in kept},
    )


def _current() -> Batch:
    batch = _batch.get()
    if batch is None:
        raise RuntimeError("record() belongs inside a verb: decorate it with @recorded")
    return batch


def _write(**fields: Any) -> FactView:
    at = fields["happened_at"]
    fact = made(Fact, id=uuid7(at), happened_on=day_of(at), backfilled=_backfill.get() is not None, **fields)
    _current().add(fact)
    return FactView.of(fact)
