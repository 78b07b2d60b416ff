"""
Public API for sharing data: give another system elements by a grant, withdraw it, and let the clock end it.

A grant without purpose, legal basis or expiry is none. What residents confided, and what is about staff, access or
protection, is never shared.

:source: ADR 0073; guardrails P2, G17.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.exchange.access import get_client
from minqing.exchange.models import DataGrant, DataGrantElement
from minqing.exchange.permissions import SHARE
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid
from minqing.kernel.secrecy import refuse_secret
from minqing.kernel.times import at_local, day_of
from minqing.ledger.definitions import definition_hash
from minqing.ledger.queries import measure_called
from minqing.ledger.service import record, recorded

from .elements import MEASURE, Element, element, owners, parted

__all__ = ["LONGEST", "BeyondReach", "UnableToShare", "get_grant", "grant_data", "record_about", "withdraw_data"]

LONGEST = timedelta(days=2 * 365)
"""No grant lasts longer: whoever still needs the data asks again."""

LIMIT = 200


class UnableToShare(Refused):
    """The data cannot be shared as asked."""


class BeyondReach(Refused):
    """The actor would give away what is not hers to give."""

    status = 403
    code = "beyond-reach"
    default: Any = _("You can share only what lies below your own unit and place.")


@recorded
def grant_data(
    *,
    client_id: str,
    purpose: str,
    legal_basis: str,
    elements: Sequence[str],
    org_path: str,
    place_path: str,
    first_day: date,
    last_day: date,
    expires_on: date,
    actor: Actor,
    at: datetime,
) -> str:
    """
    Let a system read elements.

    :param elements: keys; a column of a kind of fact as ``fact:case.closed#late``.
    :param first_day: and ``last_day``: of which days facts and figures are given, both included.
    :param expires_on: the last day on which the grant holds.
    :return: the grant's id.
    :raises NotFound: if the system is absent or out of reach.
    :raises BeyondReach: if paths, or an element's owner, lie beyond the actor's permission to share.
    :raises UnableToShare: without purpose, basis or elements, over closed elements, or with impossible days.
    """
    client = get_client(client_id, actor=actor, permission=SHARE)
    said = {"purpose": _said(purpose, "purpose"), "legal_basis": _said(legal_basis, "legal_basis")}
    expires_at = _expiry(expires_on, at)
    if last_day < first_day:
        raise UnableToShare(_("The first day lies after the last."), field="last_day")
    chosen = _chosen(elements)
    _refuse_beyond_reach(actor, chosen, org_path, place_path)
    days = {"first_day": first_day, "last_day": last_day}
    paths = {"org_path": org_path, "place_path": place_path}
    times = {"granted_at": at, "granted_by": str(actor.ref), "expires_at": expires_at}
    grant = DataGrant.objects.create(client=client, **said, **days, **paths, **times)
    DataGrantElement.objects.bulk_create(
        DataGrantElement(grant=grant, element=one.key, columns=",".join(columns), definition=_defined(one))
        for one, columns in chosen
    )
    _record("sharing.granted", grant, actor, at, elements=len(chosen), expires=expires_on.isoformat())
    return str(grant.pk)


@recorded
def withdraw_data(*, grant_id: str, actor: Actor, at: datetime) -> None:
    """
    End a grant at once; the next call under it is refused.

    :raises NotFound: if it is absent, over already or out of reach.
    """
    grant = get_grant(grant_id, actor=actor, at=at, lock=True)
    grant.withdrawn_at = at
    grant.save(update_fields=["withdrawn_at"])
    _record("sharing.withdrawn", grant, actor, at)


@recorded
def expire_grant(*, grant_id: str, actor: Actor, at: datetime) -> None:
    """
    Tell the ledger that a grant is over by the clock.

    :raises NotFound: if it is not over, or the ledger knows.
    """
    due = DataGrant.objects.select_for_update().filter(withdrawn_at__isnull=True, expiry_told__isnull=True)
    grant = due.filter(pk=grant_id, expires_at__lte=at).first()
    if grant is None:
        raise NotFound
    grant.expiry_told = at
    grant.save(update_fields=["expiry_told"])
    _record("sharing.expired", grant, actor, at)


def get_grant(grant_id: str, *, actor: Actor, at: datetime, lock: bool = False) -> DataGrant:
    """
    Find a grant in force over which the actor may decide.

    :raises NotFound: if there is none within reach.
    """
    rows = DataGrant.objects.select_for_update(of=("self",)) if lock else DataGrant.objects.all()
    alive = {"withdrawn_at__isnull": True, "client__closed_at__isnull": True}
    grant = rows.filter(pk=as_uuid(grant_id), **alive, expires_at__gt=at).first()
    if grant is None or not actor.may(SHARE, org_path=grant.org_path, place_path=grant.place_path):
        raise NotFound
    return grant


def due_to_expire(at: datetime) -> list[str]:
    """Return the grants that are over by the clock and of which the ledger does not know."""
    due = DataGrant.objects.filter(expires_at__lte=at, withdrawn_at__isnull=True, expiry_told__isnull=True)
    return [str(key) for key in due.order_by("expires_at").values_list("pk", flat=True)[:LIMIT]]


def _said(words: str, field: str) -> str:
    found = words.strip()
    if not found or len(found) > LIMIT:
        wanted = {
            "purpose": _("Say what the data are needed for, in at most 200 characters."),
            "legal_basis": _("Name the law, rule or paper that allows it, in at most 200 characters."),
        }
        raise UnableToShare(wanted[field], field=field)
    refuse_secret(found)
    return found


def _expiry(expires_on: date | None, at: datetime) -> datetime:
    if expires_on is None or expires_on < day_of(at):
        raise UnableToShare(_("Say until when it holds: today or a later day."), field="expires_on")
    if expires_on > day_of(at) + LONGEST:
        raise UnableToShare(_("A grant holds for two years at most."), field="expires_on")
    return at_local(expires_on + timedelta(days=1), 0)


SINGLES_OUT: Final = _("one row is one request, and in a village that would be a person")


def _chosen(elements: Sequence[str]) -> list[tuple[Element, list[str]]]:
    wanted: dict[str, set[str]] = {}
    for one in elements:
        key, column = parted(one)
        wanted.setdefault(key, set()).update({column} - {""})
    if not wanted:
        raise UnableToShare(_("Choose at least one figure or kind of fact."), field="elements")
    return [(_open_element(key, columns), sorted(columns)) for key, columns in sorted(wanted.items())]


def _open_element(key: str, columns: set[str]) -> Element:
    try:
        found = element(key)
    except NotFound as unknown:
        raise UnableToShare(_("There is no such element: %(key)s") % {"key": key[:90]}, field="elements") from unknown
    known = {one.name: one for one in found.columns}
    if columns - known.keys():
        raise UnableToShare(_("There is no such element: %(key)s") % {"key": key[:90]}, field="elements")
    if not found.is_open:
        raise _never_shared(found.title, found.class_title)
    for name in sorted(columns):
        if not known[name].is_open:
            raise _never_shared(known[name].title, SINGLES_OUT)
    return found


def _never_shared(title: Any, why: Any) -> UnableToShare:
    return UnableToShare(_("“%(title)s” is never shared: %(why)s.") % {"title": title, "why": why}, field="elements")


def _refuse_beyond_reach(actor: Actor, chosen: list[tuple[Element, list[str]]], org_path: str, place_path: str) -> None:
    if not actor.may(SHARE, org_path=org_path, place_path=place_path):
        raise BeyondReach(field="org_path")
    held = owners(one.key for one, _columns in chosen)
    for one, _columns in chosen:
        if not actor.may(SHARE, org_path=held[one.key].org_path, place_path=place_path):
            told = _("Another unit answers for “%(title)s”; it must share it.") % {"title": one.title}
            raise BeyondReach(told, field="elements")


def _defined(one: Element) -> str:
    """Return the hash of what a measure counts now; of a kind of fact nothing."""
    return definition_hash(measure_called(one.name)) if one.kind == MEASURE else ""


def _record(kind: str, grant: DataGrant, actor: Actor, at: datetime, **more: Any) -> None:
    record_about(kind, grant, actor, at, client=f"client:{grant.client_id}", **more)


def record_about(kind: str, grant: DataGrant, actor: Actor, at: datetime, **data: Any) -> None:
    """Write a fact about a grant, at the paths below which it gives."""
    org_path, place_path = grant.org_path, grant.place_path
    record(kind, subject=grant.ref, actor=actor.ref, at=at, org_path=org_path, place_path=place_path, data=data)
