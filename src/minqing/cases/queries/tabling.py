"""The government office's meeting list: what waits for the meeting, and what it decided."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from minqing.cases import clocks
from minqing.cases.models import Tabled, below, not_barred
from minqing.cases.records import TabledLine
from minqing.cases.states import STATES
from minqing.kernel.access import Actor
from minqing.kernel.paging import Page, page

from .clocktexts import Watch
from .lines import matter_names

SEES = "cases.supervise"


def _within(actor: Actor) -> QuerySet[Any]:
    reach = Q(pk__in=[])
    for grant in actor.reach(SEES):
        reach |= below("case__intake_path", grant.org_path) & below("case__place_path", grant.place_path)
    return Tabled.objects.filter(reach).filter(not_barred(actor, "case__"))


def tabled(actor: Actor, *, decided: bool = False, cursor: str | None = None, at: datetime) -> Page[TabledLine]:
    """
    Return the requests on the meeting list, the longest waiting first; or the decisions, the newest first.

    :return: empty for whoever oversees nothing.
    :raises Refused: if the cursor is broken.
    """
    rows = _within(actor).filter(decided_at__isnull=not decided).select_related("case")
    order = ("-decided_at", "-id") if decided else ("tabled_at", "id")
    found = page(rows, order=order, cursor=cursor)
    watch, names = Watch.at_place(at, actor.place_path or actor.org_path), matter_names()
    return Page(tuple(_line(row, watch, names) for row in found.items), found.next, found.previous)


def waiting_tabled(actor: Actor) -> list[QuerySet[Any]]:
    """Return what waits for the meeting, for counting; none for whoever oversees nothing."""
    return [_within(actor).filter(decided_at__isnull=True)] if actor.holds(SEES) else []


def _line(row: Tabled, watch: Watch, names: dict[int, str]) -> TabledLine:
    case = row.case
    due_at = clocks.end_of(row.due_on) if row.due_on else None
    return TabledLine(
        number=case.number,
        first_words=case.headline,
        matter=names.get(case.matter, ""),
        place_name=case.place_name,
        state_label=STATES[case.state],
        rounds=row.round,
        unit_name=row.unit_name,
        tabled_at=row.tabled_at,
        days=(watch.at - row.tabled_at).days,
        meeting=row.meeting,
        words=row.words,
        lead_name=row.lead_name,
        due_on=row.due_on,
        clock=watch.chip(due_at, done=not case.is_open) if due_at else None,
        decided_at=row.decided_at,
    )
