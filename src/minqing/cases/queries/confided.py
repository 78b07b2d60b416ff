"""
What a resident said in rating: to oversight, and never to whoever handled her request.

:source: ADR 0023.
"""

from collections.abc import Iterable

from django.db.models import Q

from minqing.cases import codes
from minqing.cases.models import Case, Hand
from minqing.cases.paths import and_above
from minqing.cases.records import RatingSaid
from minqing.cases.service.verifying import may_verify
from minqing.kernel.access import Actor, covers


def is_oversight(case: Case, actor: Actor) -> bool:
    """Tell whether the actor supervises this request and neither handled it nor belongs to a unit that did or helps."""
    return _stands_outside(case, actor) and may_verify(case, actor)


def oversight_among(cases: Iterable[Case], actor: Actor) -> list[Case]:
    """Keep those requests to which :func:`is_oversight` says yes, in one query; their parties are at hand."""
    rows = [case for case in cases if _stands_outside(case, actor)]
    own = Q(post=str(actor.ref)) | Q(person=actor.person) & ~Q(person="")
    touched = set(Hand.objects.filter(own, case__in=[case.pk for case in rows]).values_list("case_id", flat=True))
    led = and_above(actor.org_path)
    return [case for case in rows if case.pk not in touched and case.lead_path not in led]


def _stands_outside(case: Case, actor: Actor) -> bool:
    parties = [party for party in case.parties.all() if not party.barred]
    paths = {case.intake_path, case.lead_path, *(party.org_path for party in parties)} - {""}
    if not actor.may_any("cases.supervise", [(path, case.place_path) for path in paths]):
        return False
    helps = any(party.role in {"lead", "co"} and covers(party.org_path, actor.org_path) for party in parties)
    return not helps


def ratings_said(case: Case, actor: Actor) -> tuple[RatingSaid, ...]:
    """Return the resident's answers, oldest first; none for whoever is not oversight here."""
    if (case.is_open and not case.reopen_round) or not is_oversight(case, actor):
        return ()
    return tuple(
        RatingSaid(
            at=row.changed_at or row.given_at,  # type: ignore[arg-type]  # only what was given is read
            solved=codes.Solved(row.solved or 0).name.lower(),
            solved_label=codes.title(codes.Solved(row.solved or 0)),
            contacted=bool(row.contacted),
            satisfied=bool(row.satisfied),
            comment=row.comment,
        )
        for row in case.ratings.filter(given_at__isnull=False).order_by("round")
    )
