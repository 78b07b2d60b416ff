"""What a system holds: the grant that covers what it asks for, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from minqing.exchange.models import DataGrant
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import SHANGHAI

__all__ = ["BeyondGrant", "Held", "NoGrant", "NoLonger", "Redefined", "as_defined", "held_by", "one_that_covers"]


class NoGrant(Refused):
    """No grant names what was asked for."""

    status = 403
    code = "no-grant"


class NoLonger(Refused):
    """The grant is over."""

    status = 403
    code = "grant-over"


class BeyondGrant(Refused):
    """There is a grant, but not for these days or places."""

    status = 403
    code = "beyond-grant"


@dataclass(frozen=True, slots=True)
class Held:
    """
    A grant as the system that holds it sees it.

    :param elements: key → the columns that are given.
    :param definitions: key of a measure → the hash of what it counted when it was granted; "" where nobody kept it.
    :param state: ``in_force``, ``expired`` or ``withdrawn``.
    """

    id: str
    purpose: str
    legal_basis: str
    org_path: str
    place_path: str
    first_day: date
    last_day: date
    expires_at: datetime
    state: str
    elements: Mapping[str, tuple[str, ...]]
    definitions: Mapping[str, str]

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.first_day, self.last_day

    def kinds(self) -> dict[str, tuple[str, ...]]:
        """Return the kinds of fact that are given, each with its columns."""
        return {key[5:]: columns for key, columns in self.elements.items() if key.startswith("fact:")}

    def refuse_if_over(self) -> None:
        """
        Refuse what is asked for under it once it is over.

        :raises NoLonger: if it was withdrawn or has expired.
        """
        if self.state == "withdrawn":
            raise NoLonger(_("The grant was withdrawn. Ask whoever gave it."))
        if self.state == "expired":
            day = self.expires_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
            raise NoLonger(_("The grant was over on %(day)s. Ask for a new one.") % {"day": day})


class Redefined(Refused):
    """A figure counts something else than when it was granted."""

    status = 403
    code = "redefined"


def as_defined(grants: list[Held], key: str, definition: str) -> list[Held]:
    """
    Return the grants that give a measure as it is defined now.

    :raises Redefined: if grants in force name it, and all of them mean what it was before.
    """
    fitting = [one for one in grants if one.definitions.get(key, "") in ("", definition)]
    if any(key in one.elements for one in fitting):
        return fitting
    if any(key in one.elements and one.state == "in_force" for one in grants):
        raise Redefined(_("What this figure counts was changed since it was granted. Ask for a new grant."))
    return grants


def state_of(grant: DataGrant, at: datetime) -> str:
    """Say whether a grant is in force; a system that was closed has none any more."""
    if grant.withdrawn_at is not None or grant.client.closed_at is not None:
        return "withdrawn"
    return "in_force" if grant.expires_at > at else "expired"


def held_by(actor: Actor, *, at: datetime) -> list[Held]:
    """Return what a system holds or held, newest first; two queries."""
    if actor.ref.kind != "client":
        return []
    rows = DataGrant.objects.filter(client_id=actor.ref.id).select_related("client").prefetch_related("elements")
    return [held(row, at) for row in rows.order_by("-granted_at", "-pk")]


def held(row: Any, at: datetime) -> Held:
    """Read a grant with its elements."""
    columns = {one.element: tuple(name for name in one.columns.split(",") if name) for one in row.elements.all()}
    return Held(
        id=str(row.pk),
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        org_path=row.org_path,
        place_path=row.place_path,
        first_day=row.first_day,
        last_day=row.last_day,
        expires_at=row.expires_at,
        state=state_of(row, at),
        elements=columns,
        definitions={one.element: one.definition for one in row.elements.all()},
    )


def one_named(grants: list[Held], grant_id: str) -> Held:
    """
    Return one of a system's grants.

    :raises NotFound: if it holds none of this id.
    """
    found = next((one for one in grants if one.id == grant_id.lower()), None)
    if found is None:
        raise NotFound
    return found


def one_that_covers(grants: list[Held], key: str, *, org_path: str, place_path: str, first: date, last: date) -> Held:
    """
    Return a grant in force that covers an element on these days at or below these paths.

    :raises NoGrant: if none names the element.
    :raises NoLonger: if those that do are over.
    :raises BeyondGrant: if none of them reaches so far.
    """
    naming = [one for one in grants if key in one.elements]
    if not naming:
        raise NoGrant(_("No grant gives you this: %(key)s. Ask the unit that answers for it.") % {"key": key})
    alive = [one for one in naming if one.state == "in_force"]
    if not alive:
        naming[0].refuse_if_over()
    within = [one for one in alive if covers(one.org_path, org_path) and covers(one.place_path, place_path)]
    if not within:
        raise BeyondGrant(_("The grant does not reach this unit and place."), field="org_path")
    for one in within:
        if one.first_day <= first and last <= one.last_day:
            return one
    days = {"first": within[0].first_day.isoformat(), "last": within[0].last_day.isoformat()}
    raise BeyondGrant(_("The grant is of the days from %(first)s to %(last)s.") % days, field="start")
