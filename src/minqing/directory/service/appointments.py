"""Who answers to residents for a place: contacts, grid workers, heads of buildings and villages."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_post, once
from minqing.directory.facts import ROLE_CODES
from minqing.directory.models import Appointment, Post
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.service import record, recorded

from .days import moment_of

_OWN_KINDS = {"household_contact": "household_contact.named", "building_head": "building_head.appointed"}
_SINGLE = frozenset({"household_contact", "building_head", "village_head"})


class UnableToAppoint(Refused):
    """The post cannot answer for this place."""


@recorded
def appoint(
    *, post_id: UUID | str, role: str, place_path: str, actor: Actor, at: datetime, on: date | None = None
) -> Appointment:
    """
    Let a post answer for a place. A role that only one may hold passes from the former post in the same step.

    :param role: ``household_contact``, ``grid_worker``, ``building_head``, ``village_head`` or ``liaison``.
    :param on: since which day, when it is entered later; today when None.
    :raises NotFound: if the post is out of reach.
    :raises UnableToAppoint: if the role is unknown, the place out of reach, or the post holds it already.
    :raises UnableToBegin: if the day is not one on which it can have begun.
    """
    if role not in ROLE_CODES:
        raise UnableToAppoint(_("There is no such role."), field="role")
    post = get_post(post_id, actor=actor, permission=permissions.MANAGE)
    if not actor.may(permissions.MANAGE, org_path=post.organisation.path, place_path=place_path):
        raise UnableToAppoint(_("This place is outside your reach."), field="place_path")
    if post.closed_at is not None:
        raise UnableToAppoint(_("The post is closed."), field="post_id")
    held = Appointment.objects.select_for_update(of=("self",)).filter(role=role, place_path=place_path, ended_at=None)
    if held.filter(post=post).exists():
        raise UnableToAppoint(_("The post answers for this place already."))
    formers = list(held.select_related("post__organisation")) if role in _SINGLE else []
    began = moment_of(on, at, not_before=max([post.opened_at, *(former.started_at for former in formers)]))
    for former in formers:
        _end(former, actor, began)
    appointment = Appointment(id=uuid7(at), post=post, role=role, place_path=place_path, started_at=began)
    with once():
        appointment.save(force_insert=True)
    _record_made(appointment, post, actor, began)
    return appointment


def _record_made(appointment: Appointment, post: Post, actor: Actor, at: datetime) -> None:
    kind = _OWN_KINDS.get(appointment.role, "appointment.made")
    data: dict[str, object] = {"post": post.ref}
    if kind == "appointment.made":
        data["role"] = ROLE_CODES[appointment.role]
    record(
        kind,
        subject=Ref("place", appointment.place_path),
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path,
        place_path=appointment.place_path,
        data=data,
    )


@recorded
def end_appointment(*, appointment_id: UUID | str, actor: Actor, at: datetime, on: date | None = None) -> Appointment:
    """
    Let a post give a place up.

    :param on: from which day it no longer answers, when that is entered later; today when None.
    :raises NotFound: if the appointment is absent, ended, or outside the actor's reach.
    """
    rows = Appointment.objects.select_for_update(of=("self",)).filter(pk=as_uuid(appointment_id), ended_at=None)
    found = rows.select_related("post__organisation").first()
    if found is None or not actor.may(
        permissions.MANAGE, org_path=found.post.organisation.path, place_path=found.place_path
    ):
        raise NotFound
    _end(found, actor, moment_of(on, at, not_before=found.started_at))
    return found


@recorded
def follow_place(*, before: str, now: str, actor: Actor, at: datetime) -> int:
    """
    Let everybody who answers for a place go on answering where the place lies now.

    :param before: the path until now; ``now`` the path it moved to.
    :return: how many appointments moved, at least one.
    :raises NotFound: if nobody answers at the old path.
    """
    held = Appointment.objects.select_for_update(of=("self",)).filter(place_path=before, ended_at=None)
    rows = list(held.select_related("post__organisation"))
    if not rows:
        raise NotFound
    for former in rows:
        _end(former, actor, at)
        fresh = Appointment(id=uuid7(at), post=former.post, role=former.role, place_path=now, started_at=at)
        with once():
            fresh.save(force_insert=True)
        _record_made(fresh, former.post, actor, at)
    return len(rows)


@recorded
def follow_cells(*, before: tuple[str, ...], now: tuple[str, ...], actor: Actor, at: datetime) -> int:
    """
    Let everybody who answers for grid cells that ended answer for those that came in their place.

    :param before: paths that ended; ``now`` the paths in their place.
    :return: how many appointments were made, at least one.
    :raises NotFound: if nobody answers at the old paths.
    """
    held = Appointment.objects.select_for_update(of=("self",)).filter(place_path__in=before, ended_at=None)
    rows = list(held.select_related("post__organisation").order_by("started_at", "id"))
    if not rows:
        raise NotFound
    made = {(row.post_id, row.role, path): row for row in rows for path in now}
    for former in rows:
        _end(former, actor, at)
    for (_post, role, path), former in made.items():
        fresh = Appointment(id=uuid7(at), post=former.post, role=role, place_path=path, started_at=at)
        with once():
            fresh.save(force_insert=True)
        _record_made(fresh, former.post, actor, at)
    return len(made)


def _end(appointment: Appointment, actor: Actor, at: datetime) -> None:
    appointment.ended_at = at
    appointment.save(update_fields=["ended_at"])
    record(
        "appointment.ended",
        subject=Ref("place", appointment.place_path),
        actor=actor.ref,
        at=at,
        org_path=appointment.post.organisation.path,
        place_path=appointment.place_path,
        data={"post": appointment.post.ref, "role": ROLE_CODES[appointment.role]},
    )
