"""Opening a request, or taking a list of them out, is a verb: who did, and when, is kept."""

import re
from dataclasses import fields
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError

from minqing.cases.access import get_case
from minqing.cases.models import Case, Reading
from minqing.cases.names import unit_name
from minqing.cases.records import QUEUES, DeskFilters
from minqing.cases.records.behind import Number
from minqing.cases.steps import Act
from minqing.kernel.access import Actor
from minqing.kernel.ids import grouped, uuid7
from minqing.kernel.times import aware, day_of
from minqing.ledger.marks import mark_of
from minqing.ledger.service import record, recorded
from minqing.vault import service as vault
from minqing.vault.stamping import stamped

__all__ = ["export_list", "export_number", "open_case", "open_photo"]

_CODE: Final = re.compile(r"[0-9A-Za-z_/-]{1,120}\Z")


def open_case(*, number: str, actor: Actor, at: datetime) -> str:
    """
    Open a request to read it. Recorded once for a request, a post and an hour, and shown to the resident.

    :return: the case number.
    :raises CaseNotFound: if it is absent or out of reach; nothing is recorded then.
    :source: decision 16; G4.
    """
    case = get_case(number, actor=actor, permission="cases.read")
    hour = aware(at).replace(minute=0, second=0, microsecond=0)
    if Reading.objects.filter(case=case, post=str(actor.ref), hour=hour).exists():
        return case.number
    try:
        _open(case=case, actor=actor, at=at, hour=hour)
    except IntegrityError:  # the same post opened it twice in one breath: once is enough
        if not Reading.objects.filter(case=case, post=str(actor.ref), hour=hour).exists():
            raise
    return case.number


@recorded
def _open(*, case: Case, actor: Actor, at: datetime, hour: datetime) -> None:
    unit = unit_name(actor.org_path)[:80]
    Reading.objects.create(
        id=uuid7(at),
        case=case,
        post=str(actor.ref),
        hour=hour,
        at=at,
        post_title=actor.label.removeprefix(unit).strip()[:120],
        unit_name=unit,
    )
    Act(case, actor, at).fact("case.read")


def open_photo(*, number: str, photo_id: UUID | str, actor: Actor, at: datetime) -> bytes:
    """
    Open one photo of a request; the request counts as read. Of a child's only if another post has allowed it.

    :return: a JPEG that carries the number of this post's copy.
    :raises CaseNotFound: if the request is absent or out of reach; ``NotFound`` if it has no such photo.
    :raises ApprovalNeeded: if it is about a child, and neither allowed nor an emergency for the duty.
    :source: ADR 0052, ADR 0053; G4, G23.
    """
    open_case(number=number, actor=actor, at=at)
    case = get_case(number, actor=actor, permission="cases.read")
    urgent = bool(case.danger) and case.is_open
    jpeg = vault.open_photo(photo_id=photo_id, case_id=case.uuid, actor=actor, at=aware(at), urgent=urgent)
    return stamped(jpeg, grouped(mark_of("case.read", subject=case.ref, actor=actor.ref, day=day_of(at))))


@recorded
def export_list(*, rows: int, queue: str, filters: DeskFilters, actor: Actor, at: datetime) -> None:
    """
    Record that a post took a list of requests out as a file; the file carries the mark of this fact.

    :param rows: how many requests stand in it.
    :param filters: which of the queue's requests; their names and codes are kept, never a word that was typed.
    :source: G4.
    """
    _exported(actor, aware(at), rows=rows, queue=queue if queue in QUEUES else "", filters=_codes(filters))


@recorded
def export_number(*, rows: int, number: Number, actor: Actor, at: datetime) -> None:
    """
    Record that a post took the requests behind a number out as a file, like any other list.

    :source: G4, P16.
    """
    _exported(actor, aware(at), rows=rows, queue="number", filters=number.code)


def _exported(actor: Actor, at: datetime, **data: int | str) -> None:
    record(
        "list.exported",
        subject=actor.ref,
        actor=actor.ref,
        at=at,
        org_path=actor.org_path,
        place_path=actor.place_path,
        data=data,
    )


def _codes(filters: DeskFilters) -> str:
    chosen = ((field.name, str(getattr(filters, field.name))) for field in fields(DeskFilters))
    kept = (f"{name}={value}" for name, value in chosen if value not in {"", "None", "False"} and _CODE.match(value))
    return " ".join(sorted(kept))
