"""More time, or a clock to stand still, that waits for a decision: for whoever may decide, never for who asked."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from minqing.cases import codes
from minqing.cases.models import Extension, below, not_barred
from minqing.cases.records import WaitingExtension
from minqing.cases.states import LIFECYCLE
from minqing.directory.queries import labels
from minqing.kernel.access import Actor
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref

from .clocktexts import Watch

APPROVE = "cases.approve_extension"
DECIDABLE = frozenset().union(*(arrow.sources for arrow in LIFECYCLE.transitions if arrow.verb == "decide_extension"))


def _waiting(actor: Actor) -> QuerySet[Any]:
    """Keep what the actor may decide: asked by somebody else, in the hands of a unit below a grant of hers."""
    reach = Q(pk__in=[])
    for grant in actor.reach(APPROVE):
        reach |= below("case__lead_path", grant.org_path) & below("case__place_path", grant.place_path)
    rows = Extension.objects.filter(reach, state="asked", case__state__in=DECIDABLE).exclude(asked_by=str(actor.ref))
    if actor.person:
        rows = rows.exclude(asked_person=actor.person)
    return rows.filter(not_barred(actor, "case__"))


def extensions_to_decide(actor: Actor, *, cursor: str | None = None, at: datetime) -> Page[WaitingExtension]:
    """
    Return what waits for this actor's decision, the longest waiting first.

    :return: empty for whoever may decide nothing.
    :raises Refused: if the cursor is broken.
    """
    found = page(_waiting(actor).select_related("case"), order=("asked_at", "id"), cursor=cursor)
    names = labels(Ref.parse(row.asked_by) for row in found.items)
    watch = Watch.at_place(at, actor.place_path or actor.org_path)
    return Page(tuple(_line(row, names, watch) for row in found.items), found.next, found.previous)


def waiting_extensions(actor: Actor) -> list[QuerySet[Any]]:
    """Return the rows that wait for this actor's decision, for counting; none for whoever may decide nothing."""
    return [_waiting(actor)] if actor.holds(APPROVE) else []


def _line(row: Extension, names: dict[Ref, str], watch: Watch) -> WaitingExtension:
    case = row.case
    return WaitingExtension(
        number=case.number,
        first_words=case.headline,
        place_name=case.place_name,
        unit_name=case.lead_name,
        asked_at=row.asked_at,
        asked_by=names[Ref.parse(row.asked_by)],
        days=row.days,
        used=case.due_extra,
        reason=row.reason,
        due_at=case.due_at,
        clock=watch.of_promise(case),
        new_on=row.new_on,
        pause=codes.Pause(row.pause).name.lower() if row.pause else "",
        pause_label=codes.title(codes.Pause(row.pause)) if row.pause else "",
    )
