"""Reads of the vault. Who may ask is decided by the caller's door, except where an actor is asked for."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.directory.queries import labels
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid, crockford
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref
from minqing.kernel.rows import read_columns
from minqing.kernel.times import SHANGHAI, day_of
from minqing.ledger.queries import facts_about

from . import permissions
from .access import case_ref, is_barred
from .codes import BASES, CHILD, PURPOSES, child_key
from .custodies import certificate, custody_view
from .models import Barred, Custody, Photo, Reveal
from .records import CustodyView, Entrusted, Kept, Opening, PhotoRef, RevealsOfMonth, RevealView
from .states import STATES

ALIAS_LENGTH = 3
SHOWN_TO_RESIDENT = (
    "vault.reveal_requested",
    "vault.revealed",
    "vault.photo_opened",
    "vault.same_matter_asked",
    "vault.relayed",
    "vault.erased",
)


def alias(case_id: UUID | str) -> str:
    """Return what staff call the resident of one case; it says nothing and differs in the next case."""
    digest = hashlib.sha256(b"minqing alias " + as_uuid(case_id).bytes).digest()
    return _("Reporter %(code)s") % {"code": crockford(digest, ALIAS_LENGTH)}


def has_phone(case_id: UUID | str) -> bool:
    """Tell whether a message can reach the resident."""
    reachable = Q(has_phone=True) | ~Q(reach="")
    return Custody.objects.filter(reachable, pk=as_uuid(case_id)).exists()


def custody(case_id: UUID | str) -> CustodyView:
    """
    Say what is kept of a case and until when.

    :raises NotFound: if nothing was ever stored.
    """
    row = Custody.objects.filter(pk=as_uuid(case_id)).first()
    if row is None:
        raise NotFound
    return custody_view(row)


def kept_of(case_id: UUID | str) -> Kept:
    """Return what the page of a case shows of the vault; photos that are locked are named as well."""
    rows = read_columns(
        "SELECT c.child, p.id, c.erased_at FROM custody_case c LEFT JOIN custody_photo p ON p.case_id = c.case_id "
        "WHERE c.case_id = %s ORDER BY p.id",
        [as_uuid(case_id)],
    )
    photos = tuple(as_uuid(photo) for _child, photo, _erased in rows if photo is not None)
    if not rows:
        return Kept(photos=(), child="")
    erased = certificate(case_id) if rows[0][2] else None
    return Kept(photos=photos, child=child_key(rows[0][0]), certificate=erased)


def is_about_child(case_id: UUID | str) -> bool:
    """Tell whether a case is about a child under 14; no longer after erasure."""
    return Custody.objects.filter(pk=as_uuid(case_id), child__gt=0).exists()


def photos_of(case_id: UUID | str) -> list[PhotoRef]:
    """Return the photos of a case; empty after erasure."""
    rows = Photo.objects.filter(case_id=as_uuid(case_id)).order_by("id")
    return [PhotoRef(row.pk, row.width, row.height, row.size) for row in rows]


def openings_of(case_id: UUID | str) -> list[Opening]:
    """Say for the resident when the vault was used for their case, by which post and how, oldest first."""
    facts = [fact for fact in facts_about(case_ref(as_uuid(case_id))) if fact.kind in SHOWN_TO_RESIDENT]
    names = labels(fact.actor for fact in facts)
    return [Opening(fact.kind, fact.title, names[fact.actor], fact.happened_at) for fact in facts]


def entrusted(case_id: UUID | str) -> Entrusted:
    """Say for the resident what became of what they entrusted to one case."""
    openings = tuple(openings_of(case_id))
    is_erased = any(opening.kind == "vault.erased" for opening in openings)
    return Entrusted(openings, certificate(case_id) if is_erased else None)


def reveals_of(case_id: UUID | str) -> list[RevealView]:
    """Return every asking to see who wrote in one case, for the resident's page, oldest first."""
    return _views(Reveal.objects.filter(case_id=as_uuid(case_id)).order_by("asked_at", "id"))


def reveals_to_decide(actor: Actor, *, cursor: str | None = None) -> Page[RevealView]:
    """Return what waits for this actor's decision, oldest first; never their own askings."""
    rows = Reveal.objects.within(actor, permissions.APPROVE).filter(state="asked").exclude(asked_by=str(actor.ref))
    rows = rows.exclude(seconded_by=str(actor.ref))
    if actor.person:
        rows = rows.exclude(asked_person=actor.person).exclude(seconded_person=actor.person)
    found = page(rows, order=("asked_at", "id"), cursor=cursor)
    open_to = [row for row in found.items if not is_barred(row.case_id, actor)]
    return Page(tuple(_views(open_to)), found.next, found.previous)


def reveals_asked_by(actor: Actor, *, cursor: str | None = None) -> Page[RevealView]:
    """Return what this post has asked for, newest first."""
    rows = Reveal.objects.filter(asked_by=str(actor.ref))
    found = page(rows, order=("-asked_at", "-id"), cursor=cursor)
    return Page(tuple(_views(found.items)), found.next, found.previous)


def reveals_between(start: datetime, end: datetime) -> int:
    """Count reveals that were read first in [start, end): a public figure."""
    return Reveal.objects.filter(first_read_at__gte=start, first_read_at__lt=end).count()


def reveals_of_last_month(at: datetime, *, smallest: int) -> RevealsOfMonth:
    """
    Count the reveals read first in the last whole month: the public figure; it no longer changes.

    :param smallest: rule MQ-K; a smaller number than this, but nought, is not told.
    :source: guardrail G2.
    """
    end = day_of(at).replace(day=1)
    start = (end - timedelta(days=1)).replace(day=1)
    count = reveals_between(_midnight(start), _midnight(end))
    return RevealsOfMonth(start, end, None if 0 < count < smallest else count, smallest)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def _views(rows: Iterable[Any]) -> list[RevealView]:
    rows = list(rows)
    names = labels(Ref.parse(text) for row in rows for text in (row.asked_by, row.decided_by, row.seconded_by) if text)
    children, two = _children({row.case_id for row in rows}), _of_two({row.case_id for row in rows})
    return [
        replace(_view(row, names, children.get(row.case_id, "")), needs_two=row.case_id in two or bool(row.seconded_by))
        for row in rows
    ]


def _of_two(cases: set[UUID]) -> set[UUID]:
    """Say in which of these cases two must agree; no query where there are none to ask about."""
    if not cases:
        return set()
    about = Barred.objects.filter(case_id__in=cases).values_list("case_id", flat=True)
    return {*about, *Custody.objects.filter(pk__in=cases, sealed=True).values_list("case_id", flat=True)}


def _children(cases: set[UUID]) -> dict[UUID, Any]:
    """Say of those cases that are about a child who speaks for it; no query where there are none to ask about."""
    rows = Custody.objects.filter(pk__in=cases, child__gt=0).values_list("case_id", "child") if cases else ()
    return {case: CHILD[child_key(number)][1] for case, number in rows}


def _view(row: Any, names: dict[Ref, str], child_label: Any) -> RevealView:
    return RevealView(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        state=row.state,
        state_title=STATES[row.state],
        purpose=row.purpose,
        purpose_title=PURPOSES[row.purpose][1],
        basis_title=BASES[row.basis][1],
        note=row.note,
        asked_by=names[Ref.parse(row.asked_by)],
        asked_at=row.asked_at,
        decided_by=names[Ref.parse(row.decided_by)] if row.decided_by else "",
        decided_at=row.decided_at,
        child_label=child_label,
        expires_at=row.expires_at,
        first_read_at=row.first_read_at,
        seconded_by=names[Ref.parse(row.seconded_by)] if row.seconded_by else "",
    )
