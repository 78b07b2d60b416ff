"""Return visits: drawn by the clock when a month is sealed, made by the hotline's own post, never by a handler."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases.clocks import rule_for
from minqing.cases.codes import Solved, read
from minqing.cases.models import Case, ReturnVisit, VisitDraw
from minqing.cases.service.arriving import words_came_in
from minqing.cases.service.verifying import may_verify
from minqing.cases.steps import CLOCK, Act
from minqing.cases.visiting.drawing import drawn, values_by_case
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI, aware, day_of
from minqing.ledger.seals import seals
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

__all__ = ["draw_visits", "record_visit", "to_draw"]

PERMISSION = "cases.visit"
SIZE_RULE = "MQ-VISIT"
MOST_TRIES = 3
SEALS_LOOKED_AT = 40


class UnableToRecord(Refused):
    """What was said on a visit cannot be kept as it was sent."""


# --- the draw ---------------------------------------------------------------------------------------------------


def last_month(at: datetime) -> tuple[date, date]:
    """Return the first day of the month that is over, and of the one that runs."""
    end = day_of(at).replace(day=1)
    return (end - timedelta(days=1)).replace(day=1), end


def to_draw(at: datetime) -> list[date]:
    """Return the month that is over, its last day sealed, and not drawn yet; empty otherwise."""
    start, end = last_month(at)
    if VisitDraw.objects.filter(month=start).exists() or _seal(end) is None:
        return []
    return [start]


def _seal(end: date) -> Any:
    """Return the seal of the month's last day: the seed's source; None before it is made."""
    wanted = end - timedelta(days=1)
    return next((seal for seal in seals(SEALS_LOOKED_AT) if seal.day == wanted), None)


def closed_in(start: date, end: date) -> dict[int, str]:
    """Return what was closed in a month and is closed: key → what is stored for its receipt."""
    first, last = (datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) for day in (start, end))
    rows = Case.objects.filter(stage=0, state="closed", left_at__gte=first, left_at__lt=last)
    return dict(rows.values_list("pk", "receipt_hash"))


@recorded
def draw_visits(*, key: date, at: datetime) -> None:
    """
    Draw a month's sample. Once drawn it stands; the same seed and the same requests give the same sample.

    :param key: the month's first day.
    """
    start, end = last_month(at)
    seal, home = _seal(end), territory.county()
    if key != start or seal is None or home is None or VisitDraw.objects.filter(month=start).exists():
        return
    size = int(rule_for(SIZE_RULE, place_path=home.path, at=at).value)
    values = values_by_case(seal.root, closed_in(start, end))
    sample = drawn(values, size)
    draw = VisitDraw.objects.create(
        id=uuid7(at),
        month=start,
        seal_number=seal.number,
        seed=seal.root,
        population=len(values),
        size=len(sample),
        values="\n".join(sorted(values)),
        drawn_at=at,
    )
    for value in sample:
        ReturnVisit.objects.create(id=uuid7(at), draw=draw, case_id=values[value])
    month = start.year * 100 + start.month
    data = {"size": len(sample), "seal": seal.number, "month": month, "population": len(values)}
    _record("visit.drawn", draw.id, CLOCK, at, home.path, **data)


def _record(kind: str, key: UUID, actor: Actor, at: datetime, county: str, **data: Any) -> None:
    record(kind, subject=Ref("visit", str(key)), actor=actor.ref, at=at, org_path=county, place_path=county, data=data)


# --- the visit --------------------------------------------------------------------------------------------------


@recorded
def record_visit(
    *,
    visit_id: str,
    reached: bool,
    actor: Actor,
    at: datetime,
    contacted: str = "",
    solved: str = "",
    satisfied: str = "",
    words: str = "",
) -> None:
    """
    Write down what the resident said when the hotline's own post called: nobody answers for her.

    Whoever handled the request, or belongs to the unit that did, neither calls nor reads it; it stands in no history.

    :param reached: whether she was reached; after three tries in vain the visit rests.
    :param contacted: ``yes`` or ``no``: did anybody contact her.
    :param solved: ``yes``, ``partly`` or ``no``; ``satisfied``: ``yes`` or ``no``.
    :param words: what else she said; masked.
    :raises NotFound: if there is none within reach.
    :raises NotAllowed: if the actor had a hand in it.
    :raises Conflict: if she has spoken already, or was tried three times.
    :raises UnableToRecord: if one of the three answers is missing.
    """
    visit = _held(visit_id, actor)
    if visit.said_at is not None or visit.tries >= MOST_TRIES:
        raise Conflict(_("This visit is over: she has spoken, or was tried three times."))
    visit.tries, visit.tried_at, visit.by = visit.tries + 1, aware(at), str(actor.ref)
    if not reached:
        visit.save()
        _record("visit.not_reached", visit.id, actor, aware(at), territory_path(visit.case))
        return
    said = _answers(contacted, solved, satisfied)
    case, act = visit.case, Act(visit.case, actor, aware(at))
    visit.words = words_came_in(act, clean(words, field="words", most=1000, needed=False)).text
    visit.contacted, visit.solved, visit.satisfied = said
    visit.said_at = aware(at)
    visit.save()
    record(
        "visit.made",
        subject=Ref("visit", str(visit.id)),
        actor=actor.ref,
        at=aware(at),
        org_path=case.unit_path,
        place_path=case.place_path,
        data={"matter": case.matter, "contacted": said[0], "solved": said[1], "satisfied": said[2]},
    )


def _held(visit_id: str, actor: Actor) -> ReturnVisit:
    visit = ReturnVisit.objects.select_for_update().select_related("case").filter(pk=as_uuid(visit_id)).first()
    if visit is None or not visitable(actor).filter(pk=visit.case_id).exists():
        raise NotFound
    if not may_verify(visit.case, actor):
        raise NotAllowed(_("Whoever handled a request, or belongs to the unit that did, does not call about it."))
    found: ReturnVisit = visit
    return found


def visitable(actor: Actor) -> Any:
    """Return the requests that the actor may ask about: where a grant of hers reaches; never its own unit's."""
    return Case.objects.within(actor, PERMISSION)


def _answers(contacted: str, solved: str, satisfied: str) -> tuple[bool, Solved, bool]:
    for name, word in (("contacted", contacted), ("satisfied", satisfied)):
        if word not in {"yes", "no"}:
            raise UnableToRecord(_("Please ask all three questions."), field=name)
    try:
        return contacted == "yes", read(Solved, solved), satisfied == "yes"
    except (KeyError, ValueError, AttributeError) as unknown:
        raise UnableToRecord(_("Please say whether it is solved."), field="solved") from unknown


def territory_path(case: Case) -> str:
    """Return the county of a request: that somebody was not reached names no village."""
    return str(case.place_path).split("/", 1)[0] + "/"
