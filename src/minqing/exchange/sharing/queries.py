"""Reads for whoever answers for data: the catalogue, the grants over it, and what was taken."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minqing.directory import queries as directory
from minqing.exchange.models import DataGrant, DataGrantElement, DataSubscription, DataUse
from minqing.exchange.permissions import SHARE
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.feeds import last_position

from .elements import Element, Owner, element, elements, owners
from .holding import state_of
from .records import CatalogueRow, DataGrantView, DataUseView, GivenElement, SubscriptionView

__all__ = ["catalogue", "data_grants", "data_uses"]

SEES = (SHARE, "insight.read", "ledger.read")
"""Whoever holds one of these where an element's owner stands, or where a grant reaches, sees the grant and its uses."""

MOST = 200
WAYS: Final[Mapping[int, Any]] = {
    DataUse.FIGURE: _("figure"),
    DataUse.FEED: _("feed of facts"),
    DataUse.DUMP: _("file of facts"),
    DataUse.WEBHOOK: _("sent to the system"),
}


def catalogue(actor: Actor) -> list[CatalogueRow]:
    """Return every element with its owner; it holds no data, so everybody in the office may read it. Two queries."""
    found = elements()
    held = owners(one.key for one in found)
    alive = {"grant__withdrawn_at__isnull": True, "grant__client__closed_at__isnull": True}
    rows = DataGrantElement.objects.filter(**alive, grant__expires_at__gt=timezone.now())
    shared: Counter[str] = Counter(dict(rows.order_by().values_list("element").annotate(n=Count("pk"))))
    return [CatalogueRow(one, held[one.key].org_path, held[one.key].since, shared[one.key]) for one in found]


def data_grants(actor: Actor) -> list[DataGrantView]:
    """
    List the grants that the actor gave away or answers for, those in force first, newest first.

    :return: empty for whoever answers for none of it. As many queries however many grants.
    """
    if not any(actor.holds(name) for name in SEES):
        return []
    now = timezone.now()
    rows = DataGrant.objects.select_related("client").prefetch_related("elements").order_by("-granted_at", "-pk")
    held = _owners()
    seen = [row for row in rows if _may_see(actor, row, held)]
    uses = _sums([row.pk for row in seen])
    sent = _subscriptions([row.pk for row in seen], now)
    names = directory.labels(Ref.parse(row.granted_by) for row in seen)
    views = [
        _view(row, actor, held, used=uses.get(row.pk, {}), names=names, now=now, sent=sent.get(row.pk)) for row in seen
    ]
    return sorted(views, key=lambda view: view.state != "in_force")


def data_uses(actor: Actor, grant_id: str = "") -> list[DataUseView]:
    """
    List the last calls under the grants that the actor sees, newest first.

    :param grant_id: of one grant only.
    """
    seen = {one.id: one for one in data_grants(actor) if not grant_id or one.id == grant_id}
    rows = DataUse.objects.filter(grant__in=list(seen)).order_by("-id")[:MOST]
    return [_use(row, seen[str(row.grant_id)]) for row in rows]


def _owners() -> Mapping[str, Owner]:
    try:
        return owners(one.key for one in elements())
    except NotFound:  # no county yet, so nothing is shared either
        return {}


def _may_see(actor: Actor, row: DataGrant, held: Mapping[str, Owner]) -> bool:
    answer = {held[one.element].org_path for one in row.elements.all() if one.element in held}
    return any(
        actor.may(name, org_path=path, place_path=row.place_path) for name in SEES for path in {row.org_path, *answer}
    )


def _sums(grants: list[Any]) -> dict[Any, dict[str, Any]]:
    found = DataUse.objects.filter(Q(grant__in=grants)).order_by().values("grant")
    sums = found.annotate(calls=Count("pk"), taken=Sum("rows"), last=Max("at"))
    return {row["grant"]: dict(row) for row in sums}


def _view(
    row: Any,
    actor: Actor,
    held: Mapping[str, Owner],
    *,
    used: Mapping[str, Any],
    names: Mapping[Ref, str],
    now: datetime,
    sent: SubscriptionView | None,
) -> DataGrantView:
    state = state_of(row, now)
    may = actor.may(SHARE, org_path=row.org_path, place_path=row.place_path)
    return DataGrantView(
        id=str(row.pk),
        system=row.client.name,
        client_id=str(row.client_id),
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        org_path=row.org_path,
        place_path=row.place_path,
        first_day=row.first_day,
        last_day=row.last_day,
        granted_at=row.granted_at,
        granted_by=names[Ref.parse(row.granted_by)],
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at or row.client.closed_at,
        state=state,
        elements=tuple(given for one in row.elements.all() if (given := _given(one, held))),
        calls=used.get("calls", 0),
        rows=used.get("taken") or 0,
        last_used=used.get("last"),
        may_withdraw=may and state == "in_force",
        subscription=sent,
    )


def _subscriptions(grants: list[Any], now: datetime) -> dict[Any, SubscriptionView]:
    rows = list(DataSubscription.objects.filter(grant__in=grants, ended_at__isnull=True).defer("secret", "old_secret"))
    last = last_position() if rows else 0
    return {row.grant_id: _subscription(row, last, now) for row in rows}


def _subscription(row: Any, last: int, now: datetime) -> SubscriptionView:
    fine = "well" if row.delivered_at else "waiting"
    return SubscriptionView(
        url=row.url,
        state="paused" if row.paused_at else "failing" if row.failures else fine,
        behind=max(last - row.cursor, 0),
        failures=row.failures,
        last_error=row.last_error,
        tried_at=row.tried_at,
        delivered_at=row.delivered_at,
        next_at=row.not_before,
        opened_at=row.opened_at,
        old_until=row.old_until if row.old_until and row.old_until > now else None,
    )


def _given(row: Any, held: Mapping[str, Owner]) -> GivenElement | None:
    found = _known(row.element)
    if found is None or row.element not in held:
        return None
    names = set(row.columns.split(","))
    columns = tuple(one for one in found.columns if one.name in names)
    return GivenElement(found, columns, held[row.element].org_path)


def _use(row: Any, grant: DataGrantView) -> DataUseView:
    keys = row.elements.split(",")
    return DataUseView(
        at=row.at,
        grant_id=grant.id,
        system=grant.system,
        purpose=grant.purpose,
        way=row.way,
        way_title=WAYS[row.way],
        elements=tuple(found.title if (found := _known(key)) else key for key in keys),
        first_day=row.first_day,
        last_day=row.last_day,
        rows=row.rows,
    )


def _known(key: str) -> Element | None:
    """Return an element that is declared; None for one that a later version of the house no longer knows."""
    try:
        return element(key)
    except NotFound:
        return None
