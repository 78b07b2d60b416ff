"""Rows of the routing table: who may write them, and the inner steps that set and end one. None opens a transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record
from minqing.territory import queries as territory

from .clocks import rule_for
from .models import RoutingRule
from .paths import and_above

__all__ = ["UnableToRoute", "end_row", "is_default", "known_rule", "put_row", "require_route"]


class UnableToRoute(Refused):
    """The routing table cannot be changed as asked."""


def require_route(actor: Actor, place_path: str) -> None:
    """
    Refuse whoever may not edit routing at a place.

    :raises NotAllowed: if no grant covers it.
    """
    if not any(grant.covers("cases.route", grant.org_path, place_path) for grant in actor.reach("cases.route")):
        raise NotAllowed


def whole_county(actor: Actor) -> str:
    """
    Return the county's path to whoever may edit routing in all of it: matters, drafts and versions are about the whole.

    :raises NotFound: if no divisions are loaded.
    :raises NotAllowed: if the actor's reach is narrower.
    """
    county = territory.county()
    if county is None:
        raise NotFound
    require_route(actor, county.path)
    return str(county.path)


def record_for_county(
    kind: str, subject: Ref, *, actor: Actor, at: datetime, county: str, data: Mapping[str, Any]
) -> None:
    """Record inside a verb what was done to a table of the whole county, at the unit that did it."""
    record(
        kind,
        subject=subject,
        actor=actor.ref,
        at=aware(at),
        org_path=actor.org_path or county,
        place_path=county,
        data=data,
    )


def known_rule(rule_id: str, place_path: str, at: datetime) -> None:
    """
    Refuse a rule of time that is not in force.

    :raises UnableToRoute: with the field ``rule_id``.
    """
    try:
        rule_for(rule_id, place_path=place_path, at=at)
    except NotFound as absent:
        raise UnableToRoute(_("There is no such rule of time in force."), field="rule_id") from absent


def is_default(row: RoutingRule) -> bool:
    """Tell whether a row is the county's default: every matter, everywhere. It is replaced, never ended."""
    return row.matter == 0 and len(and_above(row.place_path)) == 1


def put_row(
    *, matter: int, place_path: str, lead_path: str, lead_name: str, rule_id: str, actor: Actor, at: datetime
) -> RoutingRule:
    """Set a row and record it; an earlier one for the same matter and place is replaced."""
    RoutingRule.objects.filter(matter=matter, place_path=place_path, ended=False).update(ended=True)
    row = RoutingRule.objects.create(
        id=uuid7(at), matter=matter, place_path=place_path, lead_path=lead_path, lead_name=lead_name, rule_id=rule_id
    )
    record(
        "routing.set",
        subject=Ref("routing", str(row.id)),
        actor=actor.ref,
        at=aware(at),
        org_path=lead_path,
        place_path=place_path,
        data={"matter": matter, "row": str(row.id), "lead": lead_path},
    )
    return row


def end_row(row: RoutingRule, *, actor: Actor, at: datetime) -> None:
    """End a row and record it, so that a more general one fires."""
    row.ended = True
    row.save(update_fields=["ended"])
    record(
        "routing.ended",
        subject=Ref("routing", str(row.id)),
        actor=actor.ref,
        at=aware(at),
        org_path=row.lead_path,
        place_path=row.place_path,
        data={"matter": row.matter, "row": str(row.id)},
    )
