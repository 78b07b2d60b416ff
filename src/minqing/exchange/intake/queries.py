"""How the ways in stand, and what waits for a person. The words are opened by a verb, never by a query."""

from datetime import datetime, time
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from minqing.exchange.models import Arrival, Way
from minqing.exchange.permissions import MANAGE
from minqing.kernel.access import Actor, covers
from minqing.kernel.paging import Page, page
from minqing.kernel.times import SHANGHAI, day_of

from .codes import State, Why, title
from .placing import county_path
from .records import ArrivalLine, WayHealth
from .ways import WAYS

__all__ = ["LISTS", "arrivals", "line_of", "may_decide", "needing_count", "ways"]

DECIDES = ("cases.accept", "cases.file")
LISTS = {"needing": (State.NEEDS_PERSON,), "waiting": (State.WAITING,), "aside": (State.REFUSED,)}


def may_decide(actor: Actor) -> bool:
    """Tell whether a post takes in requests for the whole county: what has no place yet may lie anywhere in it."""
    county = county_path()
    return bool(county) and all(
        any(covers(grant.place_path, county) for grant in actor.reach(permission)) for permission in DECIDES
    )


def ways(actor: Actor, *, at: datetime | None = None) -> tuple[WayHealth, ...]:
    """Say how each way in stands; nothing to whoever neither keeps systems nor takes requests in."""
    if not (actor.holds(MANAGE) or may_decide(actor)):
        return ()
    now = at or timezone.now()
    rows = {row.key: row for row in Way.objects.all()}
    counts = {found["way"]: found for found in _counts(now)}
    return tuple(_health(key, rows.get(key), counts.get(key, {})) for key in WAYS)


def _counts(now: datetime) -> Any:
    midnight = datetime.combine(day_of(now), time.min, tzinfo=SHANGHAI)
    waiting, today = Q(state=State.WAITING), Q(arrived_at__gte=midnight)
    return Arrival.objects.values("way").annotate(
        last=Max("arrived_at"),
        waiting=Count("id", filter=waiting),
        oldest=Min("arrived_at", filter=waiting),
        failing=Count("id", filter=waiting & ~Q(error="") | Q(state=State.NEEDS_PERSON, why=Why.FAILED)),
        needing=Count("id", filter=Q(state=State.NEEDS_PERSON)),
        today=Count("id", filter=today),
        refused=Count("id", filter=today & Q(state=State.REFUSED)),
    )


def _health(key: str, row: Way | None, counts: dict[str, Any]) -> WayHealth:
    way = WAYS[key]
    return WayHealth(
        key=key,
        title=way.title,
        is_set_up=way.is_set_up(),
        paused_at=row.paused_at if row else None,
        worked_at=max(filter(None, (row.worked_at if row else None, counts.get("last"))), default=None),
        tried_at=row.tried_at if row else None,
        failures=row.failures if row else 0,
        last_error=row.last_error if row else "",
        waiting=counts.get("waiting", 0),
        oldest_at=counts.get("oldest"),
        failing=counts.get("failing", 0),
        needing=counts.get("needing", 0),
        today=counts.get("today", 0),
        refused_today=counts.get("refused", 0),
    )


def arrivals(actor: Actor, *, listed: str = "needing", cursor: str | None = None) -> Page[ArrivalLine]:
    """
    List what arrived, oldest first, what was set aside newest first; nothing to whoever does not decide about it.

    :param listed: a key of ``LISTS``.
    """
    if not may_decide(actor):
        return Page(())
    rows = Arrival.objects.filter(state__in=LISTS.get(listed, LISTS["needing"]))
    order = ("-id",) if listed == "aside" else ("id",)
    found = page(rows, order=order, cursor=cursor)
    return Page(tuple(line_of(row) for row in found.items), found.next, found.previous)


def needing_count(actor: Actor) -> int:
    """Count what waits for a person, as far as this one may decide."""
    return Arrival.objects.filter(state=State.NEEDS_PERSON).count() if may_decide(actor) else 0


def line_of(row: Any) -> ArrivalLine:
    """Turn a stored row into a record."""
    return ArrivalLine(
        id=str(row.id),
        way=row.way,
        way_title=WAYS[row.way].title,
        arrived_at=row.arrived_at,
        state=row.state,
        state_title=title(State(row.state)),
        why=row.why,
        why_title=title(Why(row.why)),
        error=row.error,
        tries=row.tries,
        number=row.number,
        held=row.held,
    )
