"""Who answers for one place, since when, and which posts could."""

from typing import Any
from uuid import UUID

from minqing.directory import permissions
from minqing.directory.access import path_prefixes
from minqing.directory.facts import ROLE_CODES, ROLE_TITLES
from minqing.directory.models import Appointment, Post
from minqing.directory.records import AppointmentView, PostView
from minqing.kernel.access import Actor, path_range
from minqing.kernel.ids import as_uuid

from .organisations import post_view

PAST = 20
NEAR, FAR = 300, 200


def appointments_at(place_path: str) -> list[AppointmentView]:
    """
    Return who answers for exactly this place, those in force first, then the last twenty that ended.

    :return: empty where nobody was ever named.
    """
    rows = Appointment.objects.filter(place_path=place_path).select_related("post__organisation", "post__person")
    held = sorted(rows.filter(ended_at=None), key=lambda row: (list(ROLE_CODES).index(row.role), row.started_at))
    return [_view(row) for row in (*held, *rows.exclude(ended_at=None).order_by("-ended_at", "-id")[:PAST])]


def _view(row: Any) -> AppointmentView:
    post = post_view(row.post)
    return AppointmentView(
        id=row.id,
        role=row.role,
        role_title=ROLE_TITLES[ROLE_CODES[row.role]],
        post_id=row.post_id,
        post=post.label,
        person_name="" if row.ended_at else post.person_name,
        place_path=row.place_path,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def posts_to_appoint(place_path: str, *, actor: Actor) -> list[PostView]:
    """
    Return open posts in the actor's reach that have a person: those that work at the place or near it first.

    :return: at most five hundred; more are found under units, posts, people.
    """
    rows = Post.objects.within(actor, permissions.MANAGE).filter(closed_at=None, person__isnull=False)
    rows = rows.select_related("organisation", "person").order_by("-place_path", "organisation__path", "title")
    township = path_prefixes(place_path)[:2][-1]
    near = list(rows.filter(path_range("place_path", township))[:NEAR])
    known = {row.pk for row in near}
    return [post_view(row) for row in (*near, *(row for row in rows[: NEAR + FAR] if row.pk not in known))]


def places_answered(post_id: UUID | str, role: str) -> tuple[str, ...]:
    """Return the places for which a post answers now in one role, by path; one query."""
    rows = Appointment.objects.filter(post_id=as_uuid(post_id), role=role, ended_at=None)
    return tuple(rows.order_by("place_path").values_list("place_path", flat=True))


def with_contact(path: str) -> frozenset[str]:
    """Return the doors at or below a place that have their contact; places only, one query."""
    rows = Appointment.objects.filter(path_range("place_path", path), role="household_contact", ended_at=None)
    return frozenset(rows.values_list("place_path", flat=True))
