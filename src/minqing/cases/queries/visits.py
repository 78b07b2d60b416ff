"""Return visits and disagreements: for the hotline's own post, for oversight, and, as to the draw, for everybody."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from minqing.cases import codes
from minqing.cases.models import Case, ReturnVisit, VisitDraw
from minqing.cases.paths import and_above
from minqing.cases.records import Disagreement, DrawView, VisitLine
from minqing.cases.service.visiting import MOST_TRIES, visitable
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.paging import Page, page
from minqing.kernel.times import day_of

DISAGREE = Q(state="closed", outcome__in=[codes.Outcome.HANDLED, codes.Outcome.PARTLY], solved=codes.Solved.NO)
MOST_DRAWS = 12


def visits_to_make(actor: Actor, *, cursor: str | None = None, at: datetime) -> Page[VisitLine]:
    """
    Return whom this actor is to call, of the newest draws; none of her own unit's, and for nobody else.

    :raises Refused: if the cursor is broken.
    """
    rows = ReturnVisit.objects.filter(said_at__isnull=True, tries__lt=MOST_TRIES, case__in=visitable(actor))
    rows = rows.exclude(case__lead_path__in=and_above(actor.org_path)).select_related("case")
    found = page(rows, order=("-id",), cursor=cursor)
    return Page(tuple(_line(row) for row in found.items), found.next, found.previous)


def _line(row: ReturnVisit) -> VisitLine:
    case = row.case
    return VisitLine(
        id=str(row.id),
        case_id=str(case.uuid),
        number=case.number,
        first_words=case.headline,
        unit_name=case.lead_name,
        outcome_label=_outcome(case),
        closed_at=case.left_at,
        tries=row.tries,
    )


def _outcome(case: Case) -> Any:
    return codes.title(codes.Outcome(case.outcome)) if case.outcome else ""


def draws() -> tuple[DrawView, ...]:
    """Return the draws of the last year, newest first: seed, how many, and up to which value they were drawn."""
    rows = VisitDraw.objects.annotate(asked=Count("visits", filter=Q(visits__said_at__isnull=False)))
    return tuple(
        DrawView(
            month=row.month,
            seal_number=row.seal_number,
            seed=row.seed,
            population=row.population,
            size=row.size,
            cut=row.values.split("\n")[row.size - 1] if row.size else "",
            drawn_at=row.drawn_at,
            asked=row.asked,
        )
        for row in rows.order_by("-month")[:MOST_DRAWS]
    )


def values_of_draw(month: date) -> tuple[str, ...]:
    """
    Return the values of everything that was closed in a month, in order; the first are the sample.

    :raises NotFound: if that month was not drawn.
    """
    row = VisitDraw.objects.filter(month=month).first()
    if row is None:
        raise NotFound
    return tuple(row.values.split("\n")) if row.values else ()


def next_seed_day(at: datetime) -> date:
    """Return the day whose seal gives the seed of the next draw: the last of the month that runs."""
    following = (day_of(at).replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def disagreements(actor: Actor, *, cursor: str | None = None, at: datetime) -> Page[Disagreement]:
    """
    Return what a unit calls handled and its resident not solved, for oversight, the newest first.

    :raises Refused: if the cursor is broken.
    """
    rows = Case.objects.within(actor, "cases.supervise").filter(DISAGREE, stage=0)
    found = page(rows, order=("-left_at", "-serial"), cursor=cursor)
    return Page(tuple(_disagreement(case) for case in found.items), found.next, found.previous)


def _disagreement(case: Case) -> Disagreement:
    return Disagreement(
        case.number, case.headline, case.lead_name, case.place_name, _outcome(case), case.left_at
    )  # fmt: skip
