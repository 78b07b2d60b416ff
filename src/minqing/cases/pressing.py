"""
What the clock asks after beside the stages: orders and reports of pressure past their day, and clocks that stand still.

Spoken of in working hours only; first to whoever must answer, and once more, later, to the overseer.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from minqing.kernel.errors import NotFound
from minqing.ledger.service import recorded
from minqing.rulebook import queries as rulebook
from minqing.rulebook.clocks import before
from minqing.territory import queries as territory

from . import clocks
from .codes import Reminder
from .models import Pause, PressureReport, Supervision
from .states import LIFECYCLE
from .steps import CLOCK, Act

PAUSE_RULE = "MQ-PAUSE"
ANSWERABLE = frozenset().union(
    *(arrow.sources for arrow in LIFECYCLE.transitions if arrow.verb == "answer_supervision")
)


def past_their_day(at: datetime) -> Q:
    """Say which waiting rows have passed their day and were not spoken of, or long passed it and not loudly."""
    county = territory.county()
    long_over = clocks.escalated_before(at, place_path=county.path if county else "")
    return Q(reminded=0, due_at__lt=at) | Q(reminded__lt=Reminder.ESCALATED, due_at__lt=long_over)


def level_due(row: Any, at: datetime) -> Reminder | None:
    """Return the loudest level that is due for a row of a request and not yet spoken; None when there is none."""
    return level_at(row.due_at, row.reminded, at, place_path=row.case.place_path)


def level_at(due_at: datetime, spoken: int, at: datetime, *, place_path: str) -> Reminder | None:
    """Return the loudest level that is due and was not spoken yet; None when there is none."""
    long_over = clocks.escalated_before(at, place_path=place_path)
    level = Reminder.ESCALATED if due_at < long_over else Reminder.RED if due_at < at else None
    return level if level is not None and spoken < level else None


def orders(at: datetime) -> Any:
    """Return the keys of overseers' orders whose day has passed without an answer; closing a request escapes none."""
    rows = Supervision.objects.filter(past_their_day(at), answered_at__isnull=True, case__state__in=ANSWERABLE)
    return rows.order_by("due_at").values_list("pk", flat=True)


@recorded
def remind_order(*, key: UUID, at: datetime) -> None:
    """Ask whoever must answer an overseer's order; later tell the head of the unit and the overseer."""
    row = Supervision.objects.select_for_update().select_related("case").get(pk=key)
    level = level_due(row, at)
    if row.answered_at is None and row.case.state in ANSWERABLE and level is not None:
        row.reminded = level
        row.save(update_fields=["reminded"])
        Act(row.case, CLOCK, at).fact("case.supervision_reminded", level=level)


def reports(at: datetime) -> Any:
    """Return the keys of reports of pressure that nobody took up in their time."""
    rows = PressureReport.objects.filter(past_their_day(at), taken_up_at__isnull=True)
    return rows.order_by("due_at").values_list("pk", flat=True)


@recorded
def remind_report(*, key: UUID, at: datetime) -> None:
    """Ask the office outside the chain to take a report up; later tell the overseer."""
    row = PressureReport.objects.select_for_update().select_related("case").get(pk=key)
    level = level_due(row, at)
    if row.taken_up_at is None and level is not None:
        row.reminded = level
        row.save(update_fields=["reminded"])
        Act(row.case, CLOCK, at).fact("pressure.reminded", org_path=row.office_path, level=level)


def _stood_since(at: datetime, place_path: str) -> datetime:
    """Say since when a clock must stand still to be spoken of now; ten working days without a rule."""
    amount, unit = 10, "working_day"
    with suppress(NotFound):
        rule = clocks.rule_for(PAUSE_RULE, place_path=place_path, at=at)
        amount, unit = int(rule.value), rule.unit
    return before(due_at=at, amount=amount, unit=unit, calendar=rulebook.calendar())


def standing(at: datetime) -> Any:
    """Return the keys of pauses that have lasted for a whole period of rule MQ-PAUSE since somebody was told."""
    county = territory.county()
    since = _stood_since(at, county.path if county else "")
    rows = Pause.objects.filter(end__isnull=True, case__stage__gt=0).annotate(told=Coalesce("reminded_at", "start"))
    return rows.filter(told__lte=since).order_by("told").values_list("pk", flat=True)


@recorded
def remind_standing(*, key: int, at: datetime) -> None:
    """Remind unit and overseer of a clock that stands still; again after each further period."""
    row = Pause.objects.select_for_update().select_related("case").get(pk=key)
    case = row.case
    if row.end is None and case.is_open and (row.reminded_at or row.start) <= _stood_since(at, case.place_path):
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        Act(case, CLOCK, at).fact("case.reminded", org_path=case.stage_path, stage=case.stage, level=Reminder.STANDING)
