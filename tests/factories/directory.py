"""Invented units, posts and people for tests, made through the services."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from minqing.directory import queries, service
from minqing.directory.models import Account, Organisation, Person, Post
from minqing.kernel.access import Actor, Grant, system_actor
from minqing.kernel.ref import Ref

COUNTY = "139901/"
AT = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)  # Thursday 10:00 in the county
SETUP = ("directory.manage", "directory.account", "directory.grant", "directory.duty", "directory.recuse")


def founder(at: datetime = AT) -> Actor:
    """The actor that sets up a county: everything below its root."""
    return system_actor("setup", SETUP, root=COUNTY)


def county() -> Organisation:
    """The county itself, once."""
    found = Organisation.objects.filter(path=COUNTY).first()
    return found or service.open_organisation(
        key="139901", name="青禾县", actor=founder(), at=AT, place_path=COUNTY, kind="county"
    )


def unit(key: str = "water", name: str = "县水务局", parent: str = COUNTY, place_path: str = COUNTY) -> Organisation:
    """A unit below the county, once."""
    county()
    found = Organisation.objects.filter(path=f"{parent}{key}/").first()
    return found or service.open_organisation(
        key=key, name=name, actor=founder(), at=AT, place_path=place_path, parent_path=parent
    )


def person(name: str = "赵明远") -> Person:
    """A member of staff."""
    return service.register_person(name=name, actor=founder(), at=AT)


def post(unit_path: str = "139901/water/", title: str = "经办人", name: str = "赵明远", **fields: Any) -> Post:
    """A post with somebody in it; its unit is made if need be. ``name=""`` leaves it vacant."""
    if unit_path == COUNTY:
        county()
    else:
        unit(key=unit_path.rstrip("/").rpartition("/")[2])
    holder = person(name).id if name else None
    return service.open_post(
        organisation_path=unit_path, title=title, person_id=holder, actor=founder(), at=AT, **fields
    )


def actor(*permissions: str, unit_path: str = "139901/water/", place_path: str = COUNTY, name: str = "赵明远") -> Actor:
    """The actor of a new post that holds some permissions below its own unit."""
    row = post(unit_path, name=name)
    for permission in permissions:
        give(row.id, permission, org_path=unit_path, place_path=place_path)
    return queries.actor_for_post(row.id)


def give(post_id: UUID, permission: str, *, org_path: str = COUNTY, place_path: str = COUNTY, **more: Any) -> None:
    """Give a post a permission."""
    service.give_grant(
        post_id=post_id,
        permission=permission,
        org_path=org_path,
        place_path=place_path,
        actor=founder(),
        at=AT,
        **more,
    )


def account(login: str = "zhaomy", password: str = "柳河村的水渠-2026", person_id: UUID | None = None) -> Account:
    """An account of a new person, or of somebody who is there."""
    return service.create_account(
        person_id=person_id or person().id, login=login, password=password, actor=founder(), at=AT
    )


def value_actor(*grants: tuple[str, str, str], ref: str = "post:0", **more: Any) -> Actor:
    """An actor made of values, without tables behind it."""
    return Actor(ref=Ref.parse(ref), grants=tuple(Grant(*grant) for grant in grants), **more)
