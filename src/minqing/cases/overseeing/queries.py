"""What is under supervision: for overseers by step, for a unit what it must answer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from minqing.cases.models import SupervisedItem, SupervisionStep
from minqing.cases.queries.clocktexts import Watch
from minqing.cases.queries.lines import matter_names
from minqing.cases.queries.overseen import overseen, own
from minqing.kernel.access import Actor
from minqing.kernel.paging import Page, page

from .codes import ABOUT, CARDS, STEPS, Step
from .records import ItemView, StepView
from .service import OVERSEES, may_answer

SIDES = ("overseen", "ours", "ended")


def supervised(
    actor: Actor, *, side: str = "overseen", step: int = 0, cursor: str | None = None, at: datetime
) -> Page[ItemView]:
    """
    Return what is under supervision, what is due first on top; or what has ended, the newest first.

    :param side: ``overseen`` (open, within reach of the overseer), ``ours`` (of the actor's own unit) or ``ended``.
    :param step: only this step of the ladder; 0 for all.
    :raises Refused: if the cursor is broken.
    """
    rows: QuerySet[Any] = SupervisedItem.objects.filter(own(actor) if side == "ours" else overseen(actor))
    if side == "ended":
        rows = SupervisedItem.objects.filter(overseen(actor) | own(actor))
    rows = rows.filter(ended_at__isnull=side != "ended", **({"step": step} if step else {}))
    order = ("-ended_at", "-id") if side == "ended" else ("due_at", "id")
    found = page(rows.select_related("case").prefetch_related("steps"), order=order, cursor=cursor, size=30)
    watch, names = Watch.at_place(at, actor.place_path or actor.org_path), matter_names()
    return Page(tuple(_view(row, actor, watch, names) for row in found.items), found.next, found.previous)


def counts_by_step(actor: Actor) -> dict[int, int]:
    """Count what is open within reach of the overseer, by step: counts, no ranks."""
    rows = SupervisedItem.objects.filter(overseen(actor), ended_at__isnull=True).order_by()
    found = {int(step): 0 for step in Step}
    for step in rows.values_list("step", flat=True)[:1000]:
        found[step] += 1
    return found


def _view(row: SupervisedItem, actor: Actor, watch: Watch, names: dict[int, str]) -> ItemView:
    steps = sorted(row.steps.all(), key=lambda one: one.step)
    last = steps[-1]
    is_open = row.ended_at is None
    return ItemView(
        id=str(row.id),
        about_label=ABOUT[row.about],
        number=row.case.number if row.case else "",
        first_words=row.case.headline if row.case else "",
        unit_name=row.unit_name,
        matter=names.get(row.matter, ""),
        step=row.step,
        step_label=STEPS[row.step],
        card=row.card,
        card_label=CARDS[row.card],
        clock=watch.chip(last.due_at, done=not is_open or last.answered_at is not None),
        opened_at=row.opened_at,
        steps=tuple(_step(one, watch.at) for one in steps),
        suggested=_suggested(row, last, watch.at) if is_open else "",
        ended_at=row.ended_at,
        end_words=row.end_words,
        may=tuple(_may(row, last, actor, watch.at)) if is_open else (),
    )


def _step(one: SupervisionStep, at: datetime) -> StepView:
    return StepView(
        step_label=STEPS[one.step],
        card=one.card,
        card_label=CARDS[one.card],
        words=one.words,
        taken_at=one.taken_at,
        due_at=one.due_at,
        answer=one.answer,
        answered_at=one.answered_at,
        late=one.overdue or (one.answered_at or at) > one.due_at,
    )


def _suggested(row: SupervisedItem, last: SupervisionStep, at: datetime) -> Any:
    """Name the next step where the day of the present one passed without an answer; a person decides."""
    is_due = last.answered_at is None and at > last.due_at
    return STEPS[row.step + 1] if is_due and row.step < Step.TALK else ""


def _may(row: SupervisedItem, last: SupervisionStep, actor: Actor, at: datetime) -> Iterator[str]:
    where = {"org_path": row.org_path, "place_path": row.place_path}
    if last.answered_at is None and may_answer(row, actor):
        yield "answer_step"
    if not actor.may(OVERSEES, **where):
        return
    if row.step < Step.TALK and (last.answered_at is not None or at > last.due_at):
        yield "raise_supervision"
    yield "end_supervision"
