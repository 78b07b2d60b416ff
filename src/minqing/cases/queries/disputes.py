"""Disputes that wait for the arbiter, and what was ruled before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from minqing.cases.models import Dispute, Precedent, below, not_barred
from minqing.cases.paths import and_above
from minqing.cases.records import DisputeLine, PrecedentView
from minqing.kernel.access import Actor
from minqing.kernel.paging import Page, page

from .clocktexts import Watch
from .lines import matter_names

ARBITER = "cases.supervise"
MOST, LOOKED_AT = 5, 200


def _waiting(actor: Actor) -> QuerySet[Any]:
    reach = Q(pk__in=[])
    for grant in actor.reach(ARBITER):
        reach |= below("case__intake_path", grant.org_path) & below("case__place_path", grant.place_path)
    rows = Dispute.objects.filter(reach, ruled_at__isnull=True, ended_at__isnull=True)
    return rows.filter(not_barred(actor, "case__"))


def open_disputes(actor: Actor, *, cursor: str | None = None, at: datetime) -> Page[DisputeLine]:
    """
    Return the requests that wait for this arbiter's ruling, the one that is due first on top.

    :return: empty for whoever rules on nothing.
    :raises Refused: if the cursor is broken.
    """
    found = page(_waiting(actor).select_related("case"), order=("due_at", "id"), cursor=cursor)
    watch, names = Watch.at_place(at, actor.place_path or actor.org_path), matter_names()
    ruled = _ruled(row.case.matter for row in found.items)
    return Page(tuple(_line(row, watch, names, ruled) for row in found.items), found.next, found.previous)


def waiting_disputes(actor: Actor) -> list[QuerySet[Any]]:
    """Return the disputes that wait for this actor, for counting; none for whoever rules on nothing."""
    return [_waiting(actor)] if actor.holds(ARBITER) else []


def precedents_for(matter: int, place_path: str, *, most: int = MOST) -> tuple[PrecedentView, ...]:
    """
    Return what was ruled for a matter: nearest to a place first, and there the newest.

    :param matter: the matter's number.
    :param place_path: where the request lies; how much of its path a ruling shares says how near it is.
    """
    return tuple(_view(row) for row in _nearest(_ruled([matter]).get(matter, []), place_path)[:most])


def ruled_nearby(matter: int, place_path: str) -> tuple[PrecedentView, ...]:
    """Return what was ruled for a matter in the same township, the nearest first: what a dispatch may follow."""
    own = "".join(f"{part}/" for part in place_path.split("/")[:2])
    return tuple(one for one in precedents_for(matter, place_path) if one.place_path.startswith(own))


def _ruled(matters: Iterable[int]) -> dict[int, list[Precedent]]:
    """Gather the newest rulings on some matters in one query."""
    found: dict[int, list[Precedent]] = {}
    rows = Precedent.objects.filter(matter__in=set(matters)).select_related("case")
    for row in rows.order_by("-at")[:LOOKED_AT]:
        found.setdefault(row.matter, []).append(row)
    return found


def _nearest(rows: Iterable[Precedent], place_path: str) -> list[Precedent]:
    own = set(and_above(place_path))

    def nearness(row: Precedent) -> tuple[int, datetime]:
        return len(own & set(and_above(row.place_path))), row.at

    return sorted(rows, key=nearness, reverse=True)


def _line(row: Dispute, watch: Watch, names: dict[int, str], ruled: dict[int, list[Precedent]]) -> DisputeLine:
    case = row.case
    others = [one for one in ruled.get(case.matter, []) if one.case_id != case.pk]
    return DisputeLine(
        number=case.number,
        first_words=case.headline,
        matter=names.get(case.matter, ""),
        place_name=case.place_name,
        unit_name=row.unit_name,
        words=row.words,
        bounce=case.bounce,
        opened_at=row.opened_at,
        clock=watch.chip(row.due_at),
        precedents=tuple(_view(one) for one in _nearest(others, case.place_path)[:MOST]),
    )


def _view(row: Precedent) -> PrecedentView:
    where, when = row.place_path, row.at
    return PrecedentView(row.case.number, row.lead_path, row.lead_name, row.words, where, when, str(row.id))
