"""Seeing who wrote: asked for with a purpose, allowed by somebody else, for some hours, in the resident's sight."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.lifecycle import Move
from minqing.kernel.secrecy import refuse_secret
from minqing.ledger.service import record, recorded
from minqing.vault import permissions
from minqing.vault.access import case_ref, get_custody, get_reveal
from minqing.vault.codes import BASES, CHILD, PURPOSES, child_key
from minqing.vault.models import Barred, Custody, Photo, Reveal
from minqing.vault.opening import Erased, texts_of
from minqing.vault.records import Revealed
from minqing.vault.states import REVEAL

LONGEST_HOURS = 72


class UnableToReveal(Refused):
    """The contact cannot be asked for or shown as asked."""


@recorded
def ask_reveal(
    *, case_id: UUID | str, purpose: str, basis: str, note: str, actor: Actor, at: datetime, number: str = ""
) -> UUID:
    """
    Ask to see who wrote. The resident sees that it was asked, by which post and what for.

    :param purpose: a key of ``codes.PURPOSES``; ``basis`` one of ``codes.BASES``.
    :param note: why, in a sentence; at most 200 characters. The resident reads it.
    :param number: the case's public number, for the approver's list.
    :return: the reveal's id.
    :raises NotFound: if the case is absent, out of reach, or about the actor's own unit.
    :raises Erased: if nothing is kept any more.
    """
    if purpose not in PURPOSES or basis not in BASES:
        raise UnableToReveal(_("Please choose a purpose and a legal basis."), field="purpose")
    note = " ".join(note.split())
    if not note or len(note) > 200:
        raise UnableToReveal(_("Please say in a sentence of at most 200 characters why this is needed."), field="note")
    refuse_secret(note, field="note")
    custody = _kept(case_id, actor, permissions.ASK)
    reveal = Reveal(id=uuid7(at), case_id=custody.case_id, state="asked", purpose=purpose, basis=basis, note=note)
    reveal.org_path, reveal.place_path, reveal.number = custody.org_path, custody.place_path, number[:40]
    reveal.asked_by, reveal.asked_person, reveal.asked_at = str(actor.ref), actor.person, at
    _insert(reveal)
    _record("vault.reveal_requested", reveal, actor, at)
    return reveal.pk


def _insert(reveal: Reveal) -> None:
    try:
        with transaction.atomic():
            reveal.save(force_insert=True)
    except IntegrityError as twice:
        raise Conflict(_("Your post has asked for this already; it waits for a decision.")) from twice


def _kept(case_id: UUID | str, actor: Actor, permission: str) -> Custody:
    custody = get_custody(case_id, actor=actor, permission=permission)
    if custody.erased_at is not None:
        raise Erased
    return custody


@recorded
def approve_reveal(*, reveal_id: UUID | str, hours: int, actor: Actor, at: datetime) -> None:
    """
    Allow a reveal for some hours. Where the case is about a unit, or sealed, two must: the first opens nothing.

    :param hours: 1 to 72.
    :raises NotFound: if it is absent, out of reach, or about the actor's own unit.
    :raises NotAllowed: if the actor asked for it, or is the first of the two, also from another post.
    :raises MoveNotAllowed: if it was decided before.
    """
    if not 1 <= hours <= LONGEST_HOURS:
        raise UnableToReveal(_("A reveal may be open for 1 to 72 hours."), field="hours")
    reveal = _decidable(reveal_id, actor)
    if needs_two(reveal.case_id) and not reveal.seconded_by:
        _second(reveal, actor, at)
        return
    if str(actor.ref) == reveal.seconded_by or (actor.person and actor.person == reveal.seconded_person):
        raise NotAllowed(_("You are the first of two who must agree. Somebody else must be the second."))
    move = REVEAL.move(reveal, "approve")
    reveal.decided_by, reveal.decided_at, reveal.expires_at = str(actor.ref), at, at + timedelta(hours=hours)
    reveal.save(update_fields=["state", "decided_by", "decided_at", "expires_at"])
    _record(move, reveal, actor, at, hours=hours)


def needs_two(case_id: UUID) -> bool:
    """Tell whether two must agree before anybody sees who wrote: what is about a unit, and what is sealed."""
    if Barred.objects.filter(case_id=case_id).exists():
        return True
    return Custody.objects.filter(pk=case_id, sealed=True).exists()


def _second(reveal: Reveal, actor: Actor, at: datetime) -> None:
    """Record that the first of two agrees; the reveal still waits."""
    move = REVEAL.move(reveal, "second")
    reveal.seconded_by, reveal.seconded_person = str(actor.ref), actor.person
    reveal.save(update_fields=["seconded_by", "seconded_person"])
    _record(move, reveal, actor, at)


@recorded
def refuse_reveal(*, reveal_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Refuse a reveal.

    :raises NotFound: if it is absent, out of reach, or about the actor's own unit.
    :raises NotAllowed: if the actor asked for it.
    """
    reveal = _decidable(reveal_id, actor)
    move = REVEAL.move(reveal, "refuse")
    reveal.decided_by, reveal.decided_at = str(actor.ref), at
    reveal.save(update_fields=["state", "decided_by", "decided_at"])
    _record(move, reveal, actor, at)


def _decidable(reveal_id: UUID | str, actor: Actor) -> Reveal:
    reveal = get_reveal(reveal_id, actor=actor, permission=permissions.APPROVE, lock=True)
    same_person = bool(actor.person) and actor.person == reveal.asked_person
    if reveal.asked_by == str(actor.ref) or same_person:
        raise NotAllowed(_("Whoever asks does not decide. Another post must approve this."))
    return reveal


def read_reveal(*, reveal_id: UUID | str, actor: Actor, at: datetime) -> Revealed:
    """
    Show who wrote, to the post that asked, while the approval lasts. Each reading leaves a fact before it is shown.

    :return: to be shown once; nothing of it may be stored or logged.
    :raises NotFound: if it is absent, out of reach, somebody else's, or about the actor's own unit.
    :raises UnableToReveal: if it was not approved, or the approval has run out.
    :raises Erased: if it was destroyed meanwhile.
    """
    reveal = _record_reading(reveal_id, actor, at)
    texts = texts_of(reveal.case_id, "name", "phone", "words", "where", "added")
    if not texts:
        raise Erased
    first = dict(reversed(texts))
    custody = Custody.objects.get(pk=reveal.case_id)
    child = child_key(custody.child)
    return Revealed(
        name=first.get("name", ""),
        phone=first.get("phone", ""),
        may_call=custody.may_call,
        words=first.get("words", ""),
        where_words=first.get("where", ""),
        added=tuple(text for part, text in texts if part == "added"),
        case_id=str(reveal.case_id),
        number=reveal.number,
        child=child,
        child_label=CHILD[child][1] if child else "",
        photos=_photos(custody) if child else (),
    )


def _photos(custody: Custody) -> tuple[str, ...]:
    found = Photo.objects.filter(case_id=custody.case_id).order_by("id").values_list("pk", flat=True)
    return tuple(map(str, found))


@recorded
def _record_reading(reveal_id: UUID | str, actor: Actor, at: datetime) -> Reveal:
    reveal = get_reveal(reveal_id, actor=actor, permission=permissions.ASK, lock=True)
    if reveal.asked_by != str(actor.ref):
        raise NotFound
    if reveal.state != "approved":
        raise UnableToReveal(_("This has not been approved."))
    if not reveal.seconded_by and needs_two(reveal.case_id):  # said to be about a unit only after one had agreed
        raise UnableToReveal(_("This is about a unit: a second post must agree. Please ask again."))
    if reveal.expires_at is None or at >= reveal.expires_at:
        raise UnableToReveal(_("The approval has run out. Please ask again if it is still needed."))
    move = REVEAL.move(reveal, "read")
    reveal.first_read_at = reveal.first_read_at or at
    reveal.save(update_fields=["first_read_at"])
    _record(move, reveal, actor, at)
    return reveal


def _record(what: Move | str, reveal: Reveal, actor: Actor, at: datetime, **more: Any) -> None:
    record(
        what,
        subject=case_ref(reveal.case_id),
        actor=actor.ref,
        at=at,
        org_path=reveal.org_path,
        place_path=reveal.place_path,
        data={
            "purpose": PURPOSES[reveal.purpose][0],
            "basis": BASES[reveal.basis][0],
            "reveal": str(reveal.pk),
            **more,
        },
    )
