"""A unit's no that waits for an office of another unit: on the request's page, and for whoever may decide."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from minqing.cases import codes
from minqing.cases.models import Case, Refusal, below, not_barred
from minqing.cases.names import unit_name
from minqing.cases.paths import and_above
from minqing.cases.records import DemandView, RefusalView, WaitingRefusal
from minqing.kernel.access import Actor
from minqing.kernel.paging import Page, page

from .clocktexts import Watch

APPROVE = "cases.approve_refusal"


def refusal_of(case: Case) -> RefusalView | None:
    """Return the no that waits at a request; None for none. Only where the unit has it in hand does one wait."""
    row = case.refusals.filter(state="asked").first() if case.state == "handling" else None
    return _view(row) if row else None


def _view(row: Refusal) -> RefusalView:
    outcome = codes.Outcome(row.outcome)
    return RefusalView(
        asked_at=row.asked_at,
        unit_name=row.unit_name,
        outcome=outcome.name.lower(),
        outcome_label=codes.title(outcome),
        words=row.words,
        answers=tuple(
            DemandView(str(demand.id), demand.text, row.answers[str(demand.id)])
            for demand in row.case.demands.all()
            if str(demand.id) in row.answers
        ),
        office_name=unit_name(row.office_path),
        due_at=row.due_at,
    )


def _waiting(actor: Actor) -> QuerySet[Any]:
    """Keep what lies before an office below a grant of hers, of a unit that is not her own or above her."""
    rows = Refusal.objects.none()
    for grant in actor.reach(APPROVE):
        reach = below("office_path", grant.org_path) & below("case__place_path", grant.place_path)
        rows |= Refusal.objects.filter(reach, state="asked")
    return rows.exclude(case__lead_path__in=and_above(actor.org_path)).filter(not_barred(actor, "case__"))


def refusals_to_decide(actor: Actor, *, cursor: str | None = None, at: datetime) -> Page[WaitingRefusal]:
    """
    Return what waits for this actor's agreement, the longest waiting first.

    :return: empty for whoever may decide nothing.
    :raises Refused: if the cursor is broken.
    """
    rows = _waiting(actor).select_related("case").prefetch_related("case__demands")
    found = page(rows, order=("asked_at", "id"), cursor=cursor)
    watch = Watch.at_place(at, actor.place_path or actor.org_path)
    lines = (
        WaitingRefusal(
            number=row.case.number,
            first_words=row.case.headline,
            place_name=row.case.place_name,
            refusal=_view(row),
            clock=watch.of_promise(row.case),
            late=at > row.due_at,
        )
        for row in found.items
    )
    return Page(tuple(lines), found.next, found.previous)
