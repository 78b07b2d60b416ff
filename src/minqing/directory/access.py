"""How a unit, a post or an alarm is held: within the actor's reach, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotFound
from minqing.kernel.ids import as_uuid

from .models import Account, Alarm, Organisation, Person, Post


def path_prefixes(path: str) -> list[str]:
    """Return a path and every path above it, from the county down: ``["1/", "1/2/"]`` for ``1/2/``."""
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))] if path.endswith("/") else []


def get_organisation(path: str, *, actor: Actor, permission: str, lock: bool = False) -> Organisation:
    """
    Hold one unit.

    :raises NotFound: if it is absent or outside the actor's reach.
    """
    found: Organisation | None = (
        _locked(Organisation.objects.within(actor, permission), lock=lock).filter(path=path).first()
    )
    if found is None:
        raise NotFound
    return found


def get_post(post_id: UUID | str, *, actor: Actor, permission: str, lock: bool = False) -> Post:
    """
    Hold one post with its unit.

    :raises NotFound: if it is absent or outside the actor's reach.
    """
    rows = _locked(Post.objects.within(actor, permission), lock=lock)
    found: Post | None = rows.filter(pk=as_uuid(post_id)).select_related("organisation").first()
    if found is None:
        raise NotFound
    return found


def get_alarm(alarm_id: UUID | str, *, actor: Actor, permission: str) -> Alarm:
    """
    Hold one alarm, locked.

    :raises NotFound: if it is absent or outside the actor's reach.
    """
    found = Alarm.objects.select_for_update().filter(pk=as_uuid(alarm_id)).first()
    if found is None or not actor.may(permission, org_path=found.org_path, place_path=found.place_path):
        raise NotFound
    if found.is_kept_from(actor.org_path):
        raise NotFound
    return found


def get_person(person_id: UUID | str) -> Person:
    """
    Hold one member of staff.

    :raises NotFound: if there is none.
    """
    found = Person.objects.filter(pk=as_uuid(person_id)).first()
    if found is None:
        raise NotFound
    return found


def get_account(account_id: UUID | str) -> Account:
    """
    Hold one account, locked.

    :raises NotFound: if there is none.
    """
    found = Account.objects.select_for_update().filter(pk=as_uuid(account_id)).select_related("person").first()
    if found is None:
        raise NotFound
    return found


@contextmanager
def once() -> Iterator[None]:
    """
    Turn a unique key that somebody else took a moment before into a refusal that can be shown.

    :raises Conflict: if the insert inside met such a key.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        raise Conflict from taken


def _locked(rows: QuerySet, *, lock: bool) -> QuerySet:
    return rows.select_for_update(of=("self",)) if lock else rows
