"""Opening a supervision, taking it a step further, answering and ending it. One function per verb."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case
from minqing.cases.matters import in_use
from minqing.cases.models import Case, Entry, SupervisedItem, SupervisionStep
from minqing.cases.names import unit_name
from minqing.cases.routing import open_unit
from minqing.cases.steps import hours, is_barred
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.records import FactView
from minqing.ledger.service import record, recorded

from .codes import About, Card, Step

__all__ = [
    "OVERSEES",
    "UnableToSuperviseItem",
    "answer_step",
    "awaited",
    "end_supervision",
    "mark_step_overdue",
    "open_supervision",
    "raise_supervision",
]

OVERSEES, ANSWERS = "cases.supervise", ("cases.handle", "cases.oversee")
DAYS_RULE, CAP_RULE = "MQ-SUPERVISE", "MQ-SUPERVISE-N"


class UnableToSuperviseItem(Refused):
    """This supervision cannot be opened, raised, answered or ended like this."""


@recorded
def open_supervision(
    *,
    actor: Actor,
    at: datetime,
    step: str,
    words: str,
    number: str = "",
    unit_path: str = "",
    matter_number: int | None = None,
    card: str = "none",
    due_on: date | None = None,
) -> str:
    """
    Begin to supervise a request, or a unit, or a matter at a unit.

    :param step: ``reminder``, ``order``, ``listed`` or ``talk``.
    :param words: why, and what is expected; the unit reads it.
    :param number: the request; otherwise ``unit_path``, perhaps with a matter.
    :param card: ``none``, ``yellow``, ``red`` or ``black``.
    :param due_on: by which day the unit answers; empty takes the rule's.
    :return: the item's id.
    :raises UnableToSuperviseItem: if it is supervised already, or the unit under as much as the rule allows.
    :source: XF-20, DD-02, P10; rules MQ-SUPERVISE, MQ-SUPERVISE-N.
    """
    said, level, colour = clean(words, field="words", most=2000), _read(Step, step, "step"), _read(Card, card, "card")
    now = aware(at)
    item = _of_case(number, actor) if number else _of_unit(unit_path, matter_number, actor)
    _refuse_second(item)
    _refuse_too_many(item, now)
    item.id, item.opened_at, item.opened_by = uuid7(now), now, str(actor.ref)
    _take(item, "supervision.opened", actor, now, level=level, card=colour, words=said, due_on=due_on)
    return str(item.id)


def _of_case(number: str, actor: Actor) -> SupervisedItem:
    case = get_case(number, actor=actor, permission=OVERSEES, lock=True)
    if not case.is_open:
        raise UnableToSuperviseItem(_("This request has left the office; supervise the unit instead."), field="number")
    return SupervisedItem(
        about=About.CASE,
        case=case,
        org_path=case.unit_path,
        unit_name=case.lead_name or unit_name(case.unit_path),
        place_path=case.place_path,
        matter=case.matter,
    )


def _of_unit(path: str, matter: int | None, actor: Actor) -> SupervisedItem:
    if not path:
        raise UnableToSuperviseItem(_("Name a request or a unit."), field="unit_path")
    if matter and not in_use(matter):
        raise UnableToSuperviseItem(_("This matter is not in the list."), field="matter_number")
    place = path[: path.index("/") + 1] if "/" in path else ""
    if not actor.may(OVERSEES, org_path=path, place_path=actor.place_path or place):
        raise NotAllowed
    name = open_unit(path)
    about = About.MATTER if matter else About.UNIT
    where = actor.place_path or place
    return SupervisedItem(about=about, org_path=path, unit_name=name, place_path=where, matter=matter or 0)


def _refuse_second(item: SupervisedItem) -> None:
    rows = SupervisedItem.objects.filter(ended_at__isnull=True, about=item.about)
    if item.about == About.CASE:
        rows = rows.filter(case=item.case)
        waits = item.case.supervisions.filter(answered_at__isnull=True).exists() if item.case else False
    else:
        rows, waits = rows.filter(org_path=item.org_path, matter=item.matter), False
    if waits or rows.exists():
        raise UnableToSuperviseItem(_("This is under supervision already. Take the next step there."))


def _refuse_too_many(item: SupervisedItem, at: datetime) -> None:
    most = int(clocks.rule_for(CAP_RULE, place_path=item.place_path, at=at).value)
    if SupervisedItem.objects.filter(ended_at__isnull=True, org_path=item.org_path).count() >= most:
        words = _("This unit is under supervision for %(most)s things already. End one before another begins.")
        raise UnableToSuperviseItem(words % {"most": most})


@recorded
def raise_supervision(
    *,
    item_id: str,
    actor: Actor,
    at: datetime,
    step: str,
    words: str,
    card: str = "none",
    due_on: date | None = None,
) -> str:
    """
    Take a supervision a step further, once the present step was answered or its day has passed.

    :param step: a step above the present one.
    :return: the item's id.
    """
    said, level, colour = clean(words, field="words", most=2000), _read(Step, step, "step"), _read(Card, card, "card")
    item, now = _overseen(item_id, actor), aware(at)
    if level <= item.step:
        raise UnableToSuperviseItem(
            _("The ladder only goes upwards; choose a step above the present one."), field="step"
        )
    last = _last(item)
    if last.answered_at is None and now <= last.due_at:
        raise UnableToSuperviseItem(_("The unit still has time to answer. Wait for its answer or its day."))
    mark_late(item, last, now)
    last.ended = True
    last.save(update_fields=["ended"])
    _follow(item)
    card_now = max(colour, Card(item.card))
    _take(item, "supervision.raised", actor, now, level=level, card=card_now, words=said, due_on=due_on)
    return str(item.id)


@recorded
def answer_step(*, item_id: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Answer the present step in writing, as the unit.

    :return: the item's id.
    :raises Conflict: if somebody has answered it.
    """
    said = clean(words, field="words", most=4000)
    item = _row(item_id)
    if not may_answer(item, actor):
        raise NotFound
    if item.case is not None and is_barred(item.case, actor.org_path):
        raise NotFound
    if item.ended_at is not None:
        raise UnableToSuperviseItem(_("This supervision has ended."))
    last, now = _last(item), aware(at)
    if last.answered_at is not None:
        raise Conflict(_("This step has been answered already."))
    mark_late(item, last, now)
    last.answer, last.answered_at = said, now
    last.save(update_fields=["answer", "answered_at"])
    data = {"late": now > last.due_at, "step": last.step, "hours": hours(last.taken_at, now)}
    _tell(item, _fact(item, "supervision.answered", actor.ref, now, **data), actor, now, said)
    return str(item.id)


@recorded
def end_supervision(*, item_id: str, actor: Actor, at: datetime, words: str) -> str:
    """
    End a supervision as the overseer.

    :param words: what came of it; the unit reads it.
    :return: the item's id.
    """
    said = clean(words, field="words", most=2000)
    item, now = _overseen(item_id, actor), aware(at)
    last = _last(item)
    owed = last.answered_at is None
    if owed:
        mark_late(item, last, now)
        last.ended = True
        last.save(update_fields=["ended"])
    item.ended_at, item.end_words = now, said
    item.save(update_fields=["ended_at", "end_words"])
    late = owed and now > last.due_at
    data = {"late": late, "step": item.step, "hours": hours(item.opened_at, now), **_case_of(item)}
    _tell(item, _fact(item, "supervision.ended", actor.ref, now, **data), actor, now, said)
    return str(item.id)


def _follow(item: SupervisedItem) -> None:
    """Let the next step go to the unit that has the request now."""
    case = item.case
    if case is not None and case.unit_path != item.org_path:
        item.org_path, item.unit_name = case.unit_path, case.lead_name or unit_name(case.unit_path)


def _take(
    item: SupervisedItem,
    kind: str,
    actor: Actor,
    at: datetime,
    *,
    level: Step,
    card: Card,
    words: str,
    due_on: date | None,
) -> None:
    """Take one step: the item stands on it, the unit has until its day to answer."""
    rule = clocks.rule_for(DAYS_RULE, place_path=item.place_path, at=at)
    due_at = clocks.end_of(due_on) if due_on else clocks.count(rule, start=at).due_at
    if due_at <= at:
        raise UnableToSuperviseItem(_("The day lies ahead."), field="due_on")
    item.step, item.card, item.due_at = level, card, due_at
    item.save()
    SupervisionStep.objects.create(
        id=uuid7(at),
        item=item,
        step=level,
        card=card,
        words=words,
        taken_at=at,
        taken_by=str(actor.ref),
        due_at=due_at,
    )
    data = {"about": item.about, "step": level, "card": card, "rule": rule.version, **_case_of(item)}
    _tell(item, _fact(item, kind, actor.ref, at, **data), actor, at, words)
    if item.case is not None and not item.case.supervised:
        item.case.supervised = True
        item.case.save(update_fields=["supervised"])


def mark_late(item: SupervisedItem, step: SupervisionStep, at: datetime) -> None:
    """Record, once, that the day of a step passed without an answer."""
    if not step.overdue and step.answered_at is None and not step.ended and at > step.due_at:
        step.overdue = True
        step.save(update_fields=["overdue"])
        _fact(item, "supervision.became_overdue", Ref("system", "clock"), at, step=step.step)


def awaited(at: datetime) -> Any:
    """Return the keys of steps whose day has passed without an answer, and of which nobody has spoken."""
    rows = SupervisionStep.objects.filter(answered_at__isnull=True, ended=False, overdue=False, due_at__lt=at)
    return rows.order_by("due_at", "id").values_list("pk", flat=True)


@recorded
def mark_step_overdue(*, key: UUID, at: datetime) -> None:
    """Record that a unit let the day of a step pass."""
    step = SupervisionStep.objects.select_for_update(of=("self",)).select_related("item").get(pk=key)
    mark_late(step.item, step, at)


def may_answer(item: SupervisedItem, actor: Actor) -> bool:
    """Tell whether a post speaks for the unit; whoever supervises never answers herself."""
    where = {"org_path": item.org_path, "place_path": item.place_path}
    return any(actor.may(name, **where) for name in ANSWERS) and not actor.may(OVERSEES, **where)


def _row(item_id: str) -> SupervisedItem:
    try:
        return SupervisedItem.objects.select_for_update().get(pk=as_uuid(item_id))
    except SupervisedItem.DoesNotExist as absent:
        raise NotFound from absent


def _overseen(item_id: str, actor: Actor) -> SupervisedItem:
    item = _row(item_id)
    if not actor.may(OVERSEES, org_path=item.org_path, place_path=item.place_path):
        raise NotFound
    if item.ended_at is not None:
        raise UnableToSuperviseItem(_("This supervision has ended."))
    return item


def _last(item: SupervisedItem) -> SupervisionStep:
    return item.steps.order_by("-step")[0]


def _read(kind: Any, word: str, field: str) -> Any:
    try:
        return kind[word.upper()]
    except KeyError as unknown:
        raise UnableToSuperviseItem(_("Please choose one from the list."), field=field) from unknown


def _case_of(item: SupervisedItem) -> dict[str, str]:
    return {"case": str(item.case.ref)} if item.case else {}


def _fact(item: SupervisedItem, kind: str, by: Ref, at: datetime, **data: Any) -> FactView:
    return record(
        kind,
        subject=Ref("supervision", str(item.id)),
        actor=by,
        at=at,
        org_path=item.org_path,
        place_path=item.place_path,
        data={"matter": item.matter, **data},
    )


def _tell(item: SupervisedItem, fact: FactView, actor: Actor, at: datetime, words: str) -> None:
    """Let the history of the request say it as well, for the office alone."""
    case: Case | None = item.case
    if case is None:
        return
    unit = unit_name(actor.org_path)
    Entry.objects.create(
        case=case,
        at=at,
        fact_id=fact.id,
        kind=fact.kind,
        who=actor.label.removeprefix(unit).strip()[:120],
        unit=unit,
        words=words,
        audience="office",
    )
