"""Posts and the people who sit in them."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.access import get_organisation, get_person, get_post
from minqing.directory.models import Appointment, Person, Post
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, Refused
from minqing.kernel.ids import uuid7
from minqing.ledger.queries import facts_about
from minqing.ledger.service import record, recorded

from .days import moment_of
from .three_keys import refuse_two_keys

_SEATING = frozenset({"appointment.made", "appointment.ended"})


class UnableToChangePost(Refused):
    """The post cannot be changed as asked."""


@recorded
def register_person(*, name: str, actor: Actor, at: datetime) -> Person:
    """
    Put somebody on the list of staff. Residents never are.

    :raises NotAllowed: if the actor manages no unit.
    """
    return put_person(name, actor, at)


def put_person(name: str, actor: Actor, at: datetime) -> Person:
    """Put somebody on the list of staff, inside a verb."""
    if not actor.holds(permissions.MANAGE):
        raise NotAllowed
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise UnableToChangePost(_("Please give a name of at most 40 characters."), field="name")
    person = Person(id=uuid7(at), name=name, registered_at=at)
    person.save(force_insert=True)
    grant = actor.reach(permissions.MANAGE)[0]
    record(
        "person.registered",
        subject=person.ref,
        actor=actor.ref,
        at=at,
        org_path=grant.org_path,
        place_path=grant.place_path,
    )
    return person


@recorded
def open_post(
    *,
    organisation_path: str,
    title: str,
    actor: Actor,
    at: datetime,
    person_id: UUID | str | None = None,
    place_path: str = "",
    work_phone: str = "",
    email: str = "",
) -> Post:
    """
    Set up a post in a unit, vacant or with a person in it.

    :param place_path: where the post works; the unit's place when empty.
    :raises NotFound: if the unit is out of reach or the person is unknown.
    """
    contact = {"work_phone": work_phone.strip(), "email": email.strip()}
    person = get_person(person_id) if person_id else None
    return put_post(organisation_path, title, person, actor, at, place_path=place_path, **contact)


def put_post(
    organisation_path: str, title: str, person: Person | None, actor: Actor, at: datetime, **more: str
) -> Post:
    """Set up a post, inside a verb; ``more`` is where it works and how it is reached."""
    unit = get_organisation(organisation_path, actor=actor, permission=permissions.MANAGE)
    if unit.closed_at is not None:
        raise UnableToChangePost(_("The unit is closed."), field="organisation_path")
    post = Post(id=uuid7(at), organisation=unit, person=person, title=_checked_title(title), opened_at=at)
    post.place_path = more.get("place_path") or unit.place_path
    post.work_phone, post.email = more.get("work_phone", ""), more.get("email", "")
    post.save(force_insert=True)
    _record("post.opened", post, actor, at)
    if person:
        _record("appointment.made", post, actor, at, {"post": post.ref, "person": person.ref})
    return post


def _checked_title(title: str) -> str:
    title = " ".join(title.split())
    if not title or len(title) > 60:
        raise UnableToChangePost(_("Please give a title of at most 60 characters."), field="title")
    return title


@recorded
def set_post_contact(
    *, post_id: UUID | str, actor: Actor, at: datetime, title: str = "", work_phone: str = "", email: str = ""
) -> Post:
    """
    Change the title, work telephone or e-mail of a post; what is left empty stays.

    :raises NotFound: if the post is out of reach.
    """
    post = get_post(post_id, actor=actor, permission=permissions.MANAGE, lock=True)
    post.title = _checked_title(title) if title else post.title
    post.work_phone = work_phone.strip() or post.work_phone
    post.email = email.strip() or post.email
    post.save(update_fields=["title", "work_phone", "email"])
    _record("post.contact_set", post, actor, at)
    return post


@recorded
def seat_person(
    *, post_id: UUID | str, person_id: UUID | str, actor: Actor, at: datetime, on: date | None = None
) -> Post:
    """
    Let a person take a vacant post.

    :param on: since which day, when it is entered later; today when None.
    :raises UnableToBegin: if the day is not one on which it can have begun.
    :raises UnableToChangePost: if somebody sits there, or the post is closed.
    :raises TwoKeysInOneHand: if the person would hold two of the three keys over all their posts.
    """
    post = get_post(post_id, actor=actor, permission=permissions.MANAGE, lock=True)
    if post.person_id is not None or post.closed_at is not None:
        raise UnableToChangePost(_("The post is not vacant."))
    post.person = get_person(person_id)
    refuse_two_keys(post, person_id=post.person.pk)
    post.save(update_fields=["person"])
    began = moment_of(on, at, not_before=_last_change(post))
    _record("appointment.made", post, actor, began, {"post": post.ref, "person": post.person.ref})
    return post


def _last_change(post: Post) -> datetime:
    """Say since when the post is as it is: when somebody last sat down or left, or when it was opened."""
    changes = [fact.happened_at for fact in facts_about(post.ref) if fact.kind in _SEATING]
    return max([post.opened_at, *changes])


@recorded
def vacate_post(*, post_id: UUID | str, actor: Actor, at: datetime, on: date | None = None) -> Post:
    """
    Let the person leave; what the post answers for stays with the post.

    :param on: since which day it is vacant, when that is entered later; today when None.
    :raises UnableToChangePost: if it is vacant already.
    """
    post = get_post(post_id, actor=actor, permission=permissions.MANAGE, lock=True)
    if post.person_id is None:
        raise UnableToChangePost(_("The post is vacant already."))
    data = {"post": post.ref, "person": f"person:{post.person_id}"}
    post.person = None
    post.save(update_fields=["person"])
    _record("appointment.ended", post, actor, moment_of(on, at, not_before=_last_change(post)), data)
    return post


@recorded
def close_post(*, post_id: UUID | str, actor: Actor, at: datetime) -> Post:
    """
    Take a post away. It must be vacant and answer for no place any more.

    :raises UnableToChangePost: if somebody sits there or a place would be left without answer.
    """
    post = get_post(post_id, actor=actor, permission=permissions.MANAGE, lock=True)
    if post.closed_at is not None or post.person_id is not None:
        raise UnableToChangePost(_("Only an open, vacant post can be closed."))
    if Appointment.objects.filter(post=post, ended_at=None).exists():
        raise UnableToChangePost(_("The post still answers for places. Hand them over first."))
    post.closed_at = at
    post.save(update_fields=["closed_at"])
    _record("post.closed", post, actor, at)
    return post


def _record(kind: str, post: Post, actor: Actor, at: datetime, data: dict[str, object] | None = None) -> None:
    record(
        kind,
        subject=post.ref,
        actor=actor.ref,
        at=at,
        org_path=post.organisation.path,
        place_path=post.place_path,
        data=data,
    )
