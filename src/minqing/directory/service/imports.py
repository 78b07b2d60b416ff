"""Many at once: a list of staff with posts and roles, and who answers for a list of places. One transaction each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory import permissions
from minqing.directory.facts import ROLE_CODES
from minqing.directory.models import Appointment, Organisation, Person, Post, PostGrant
from minqing.directory.roles import ROLES
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.rows import insert_rows
from minqing.ledger.service import record, recorded

from .appointments import UnableToAppoint, _record_made
from .grants import UnableToGrant, record_grant
from .posts import UnableToChangePost, _checked_title
from .posts import _record as _record_post


@dataclass(frozen=True, slots=True)
class StaffRow:
    """
    One line of a list of staff: somebody in a post, and one role below two paths.

    :param over: the organisation path of the role; the post's own unit when empty.
    :param place_path: where the post works and the role holds; the unit's place when empty.
    """

    name: str
    organisation_path: str
    title: str
    role: str
    over: str = ""
    place_path: str = ""
    work_phone: str = ""
    email: str = ""


@recorded
def import_staff(*, rows: Sequence[StaffRow], actor: Actor, at: datetime) -> list[Post]:
    """
    Put a list of staff on record: people, their posts, and the role of each. All of it or nothing.

    :return: the posts in the order of the rows.
    :raises NotFound: if a unit is absent or out of reach.
    :raises NotAllowed: if the actor may not open posts or give rights there.
    :raises UnableToChangePost, UnableToGrant: if a title or a role cannot be.
    """
    units = {unit.path: unit for unit in Organisation.objects.filter(path__in={row.organisation_path for row in rows})}
    posts, people, grants = [], [], []
    for row in rows:
        unit = _unit_of(row, units, actor)
        person = Person(id=uuid7(at), name=" ".join(row.name.split()), registered_at=at)
        post = _post(row, unit, person, at)
        people.append(person)
        posts.append(post)
        grants += _grants(row, post, at)
    insert_rows(*people)
    insert_rows(*posts)
    insert_rows(*grants)
    for row, post in zip(rows, posts, strict=True):
        _record_row(row, post, actor, at)
    return posts


def _unit_of(row: StaffRow, units: dict[str, Organisation], actor: Actor) -> Organisation:
    unit = units.get(row.organisation_path)
    if unit is None or unit.closed_at is not None:
        raise NotFound
    place, over = row.place_path or unit.place_path, row.over or unit.path
    if not actor.may(permissions.MANAGE, org_path=unit.path, place_path=unit.place_path):
        raise NotFound
    if not actor.may(permissions.GRANT, org_path=over, place_path=place):
        raise NotAllowed
    if row.role not in ROLES:
        raise UnableToGrant(_("There is no such role."), field="role")
    if not 0 < len(" ".join(row.name.split())) <= 40:
        raise UnableToChangePost(_("Please give a name of at most 40 characters."), field="name")
    return unit


def _post(row: StaffRow, unit: Organisation, person: Person, at: datetime) -> Post:
    post = Post(id=uuid7(at), organisation=unit, person=person, title=_checked_title(row.title), opened_at=at)
    post.place_path = row.place_path or unit.place_path
    post.work_phone, post.email = row.work_phone.strip(), row.email.strip()
    return post


def _grants(row: StaffRow, post: Post, at: datetime) -> list[PostGrant]:
    scope = {"org_path": row.over or row.organisation_path, "place_path": post.place_path}
    names = dict.fromkeys(ROLES[row.role].permissions)
    return [PostGrant(id=uuid7(at), post=post, permission=name, role=row.role, given_at=at, **scope) for name in names]


def _record_row(row: StaffRow, post: Post, actor: Actor, at: datetime) -> None:
    who = Ref("person", str(post.person_id))
    unit, place = post.organisation.path, post.place_path
    record("person.registered", subject=who, actor=actor.ref, at=at, org_path=unit, place_path=place)
    _record_post("post.opened", post, actor, at)
    _record_post("appointment.made", post, actor, at, {"post": post.ref, "person": who})
    over = row.over or post.organisation.path
    record_grant("grant.given", post, actor, at, role=row.role, org=over, place=post.place_path)


@recorded
def appoint_many(*, role: str, pairs: Sequence[tuple[UUID, str]], actor: Actor, at: datetime) -> int:
    """
    Let posts answer for places nobody answers for yet in this role.

    :param pairs: (post, place path); each place once.
    :return: how many were appointed.
    :raises NotFound: if a post is absent or out of reach.
    :raises UnableToAppoint: if the role is unknown, or a place has somebody already.
    """
    if role not in ROLE_CODES:
        raise UnableToAppoint(_("There is no such role."), field="role")
    posts = Post.objects.select_related("organisation").filter(closed_at=None).in_bulk({post for post, _path in pairs})
    places = [path for _post_id, path in pairs]
    if len(set(places)) < len(places) or _held(role, places):
        raise UnableToAppoint(_("The post answers for this place already."))
    for post_id, path in pairs:
        post = posts.get(post_id)
        if post is None or not actor.may(permissions.MANAGE, org_path=post.organisation.path, place_path=path):
            raise NotFound
    made = Appointment.objects.bulk_create(
        Appointment(id=uuid7(at), post=posts[post], role=role, place_path=path, started_at=at) for post, path in pairs
    )
    for appointment in made:
        _record_made(appointment, appointment.post, actor, at)
    return len(made)


def _held(role: str, places: Sequence[str]) -> bool:
    held = Appointment.objects.filter(role=role, ended_at=None)
    return any(held.filter(place_path__in=places[start : start + 500]).exists() for start in range(0, len(places), 500))
