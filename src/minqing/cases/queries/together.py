"""Parts of co-handlers: on one request, and those that a unit owes or waits for."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Case, CasePart, not_barred
from minqing.cases.records import PartLine, PartView
from minqing.cases.states import OPEN
from minqing.kernel.access import Actor, path_range
from minqing.kernel.paging import Page, page

from .clocktexts import Watch

HELPS = ("cases.handle", "cases.acknowledge")
STATES = {
    "asked": _("Not acknowledged yet"),
    "in_hand": _("In hand"),
    "given": _("Has given its part"),
    "returned": _("Returned as not theirs"),
    "left_out": _("Answered without it"),
    "ended": _("No longer needed"),
}


def parts_of(case: Case, watch: Watch) -> tuple[PartView, ...]:
    """Return the parts of one request, in the order in which they were asked; no query where none ever was."""
    if not case.asked_parts:
        return ()
    rows = sorted(case.parts.all(), key=lambda part: (part.asked_at, part.id))
    return tuple(part_view(part, watch) for part in rows)


def part_view(part: CasePart, watch: Watch) -> PartView:
    """Say where one part stands."""
    state = _state(part)
    return PartView(
        unit_path=part.org_path,
        unit_name=part.unit_name,
        words=part.words,
        asked_at=part.asked_at,
        due_at=part.due_at,
        clock=watch.chip(part.due_at, done=not part.waits),
        state=state,
        state_label=STATES[state],
        late=(part.answered_at or part.ended_at or watch.at) > part.due_at,
        answer=part.answer,
        answered_at=part.answered_at,
        end_words=part.end_words,
    )


def _state(part: CasePart) -> str:
    if part.ended_at is not None:
        return str(part.end)
    if part.answered_at is not None:
        return "given"
    return "in_hand" if part.acknowledged_at else "asked"


def _waiting(actor: Actor, column: str) -> QuerySet[Any]:
    """Keep the parts of open requests whose unit, or whose lead, lies at or below the actor's own unit."""
    reach = Q(pk__in=[])
    for permission in HELPS:
        for grant in actor.reach(permission):
            reach |= path_range(column, grant.org_path) & path_range("case__place_path", grant.place_path)
    rows = CasePart.objects.filter(reach, path_range(column, actor.org_path), case__state__in=OPEN)
    return rows.filter(not_barred(actor, "case__"), answered_at__isnull=True, ended_at__isnull=True)


def parts_owed(actor: Actor, *, of: str = "ours", cursor: str | None = None, at: datetime) -> Page[PartLine]:
    """
    Return the parts that the actor's unit owes, or those that it waits for as the lead; what is due first stands first.

    :param of: ``ours`` or ``asked``.
    :raises Refused: if the cursor is broken.
    """
    rows = _waiting(actor, "case__lead_path" if of == "asked" else "org_path").select_related("case")
    found = page(rows, order=("due_at", "id"), cursor=cursor)
    watch = Watch.at_place(at, actor.place_path or actor.org_path)
    return Page(tuple(_line(row, watch) for row in found.items), found.next, found.previous)


def waiting_parts(actor: Actor) -> list[QuerySet[Any]]:
    """Return the parts that the actor's unit owes, for counting; none for whoever helps nowhere."""
    return [_waiting(actor, "org_path")] if any(map(actor.holds, HELPS)) else []


def _line(row: CasePart, watch: Watch) -> PartLine:
    case = row.case
    return PartLine(case.number, case.headline, case.place_name, case.lead_name, part_view(row, watch))
