"""
The clock at work: due and overdue marks at any hour; reminders and escalation in working hours only.

Each request is moved in a transaction of its own, so that one that fails holds up no other, and a worker that dies
leaves nothing half done.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from minqing.ledger.service import NothingRecorded, recorded
from minqing.rulebook import queries as rulebook
from minqing.rulebook.clocks import is_office_hours
from minqing.territory import queries as territory

from . import clocks, disputes, pressing, standing
from .access import serial_of
from .calling import service as calling
from .codes import Promise, Reminder, Stage
from .models import Case, CasePart, Rating
from .overseeing import service as overseeing
from .routebook.publishing import start_due
from .service import policies, refusing, visiting, whistling
from .steps import CLOCK, Act

BATCH = 500
LOOKS_AFTER = timedelta(minutes=1)
"""How long after its moment a clock speaks in a history that is told afterwards: the worker looks about as often."""
log = logging.getLogger(__name__)


def tick(at: datetime, *, batch: int = BATCH) -> dict[str, int]:
    """
    Let every clock speak that has something to say at this moment.

    :param batch: how many requests at most of each kind in one round; the next round goes on.
    :return: what was done, for the log.
    """
    done = {
        "went_on": _each(standing.over(at)[:batch], standing.let_go_on, at),  # first: what goes on may be due
        "due": _each(_due(at)[:batch], count_due, at),
        "overdue": _each(_overdue(at)[:batch], mark_overdue, at),
        "supervisions": _each(overseeing.awaited(at)[:batch], overseeing.mark_step_overdue, at),
        "calls": _each(calling.missed(at)[:batch], calling.mark_missed, at),
        "rulings": _each(disputes.over(at)[:batch], disputes.mark_ruling_overdue, at),
        "parts": _each(_parts_over(at)[:batch], mark_part_overdue, at),
        "lapsed": _each(_lapsed(at)[:batch], lapse_rating, at),
        "routing": start_due(at),
        "settled": _each(_provisional()[:batch], settle_promise, at),
    }
    if is_office_hours(at, rulebook.calendar()):
        done["reminded"] = _each(_to_remind(at)[:batch], remind, at)
        done["orders"] = _each(pressing.orders(at)[:batch], pressing.remind_order, at)
        done["refusals"] = _each(refusing.waiting(at)[:batch], refusing.remind_refusal, at)
        done["cards"] = _each(policies.to_speak_of(at)[:batch], policies.remind_card, at)
        done["draws"] = _each(visiting.to_draw(at), visiting.draw_visits, at)
        done["whistles"] = _each(whistling.waiting(at)[:batch], whistling.remind_whistle, at)
        done["pressure"] = _each(pressing.reports(at)[:batch], pressing.remind_report, at)
        done["standing"] = _each(pressing.standing(at)[:batch], pressing.remind_standing, at)
    return done


def tick_case(number: str, *, since: datetime, before: datetime) -> None:
    """
    Let one request's clock speak at the moments at which it had something to say: for a history told afterwards.

    Reminders are left out: they are for who can still act on them.

    :param since: when something was last done with it; the clock speaks after that.
    :param before: up to this moment.
    """
    _year, serial = serial_of(number) or (0, 0)
    case = Case.objects.get(serial=serial)
    spoken: list[tuple[datetime, Callable[..., Any], Any]] = []
    for step, keys in ((count_due, _due(before)), (mark_overdue, _overdue(before))):
        spoken += [(case.due_at, step, key) for key in keys.filter(pk=case.pk)]
    silent = _lapsed(before).filter(case_id=case.pk).values_list("expires_at", "pk")
    spoken += [(expires, lapse_rating, key) for expires, key in silent]
    for moment, step, key in sorted(spoken, key=lambda one: one[0]):
        if (at := max(moment, since) + LOOKS_AFTER) < before:
            _each([key], step, at)


def _each(keys: Iterable[Any], step: Callable[..., Any], at: datetime) -> int:
    count = 0
    for key in list(keys):
        try:
            step(key=key, at=at)
            count += 1
        except NothingRecorded:  # somebody was quicker; nothing is left to do
            continue
        except Exception:  # one broken request must not stop the clock for all others
            log.exception("the clock could not move %s", key)
    return count


def _locked(serial: int) -> Case:
    case: Case = Case.objects.select_for_update().get(pk=serial)
    return case


# --- due and overdue ----------------------------------------------------------------------------------------------


def _due(at: datetime) -> Any:
    accepted = ~Q(state="registered")
    cases = Case.objects.filter(accepted, due_counted=False, due_at__lt=at, paused_at__isnull=True)
    return cases.order_by("due_at").values_list("pk", flat=True)


@recorded
def count_due(*, key: int, at: datetime) -> None:
    """Record that a promised moment came, and whether an answer stood by then."""
    case = _locked(key)
    if case.due_counted or case.due_at >= at or case.paused_at is not None:
        return
    late = case.answered_at is None or case.answered_at > case.due_at
    Act(case, CLOCK, at).fact("case.due", late=late)
    case.due_counted = True
    case.save(update_fields=["due_counted"])


def _overdue(at: datetime) -> Any:
    cases = Case.objects.filter(
        stage__gt=0, overdue=False, due_at__lt=at, paused_at__isnull=True, answered_at__isnull=True
    )
    return cases.order_by("due_at").values_list("pk", flat=True)


@recorded
def mark_overdue(*, key: int, at: datetime) -> None:
    """Record that a promise is broken."""
    case = _locked(key)
    if case.is_open:
        Act(case, CLOCK, at).mark_overdue()
        case.save(update_fields=["overdue"])


def _parts_over(at: datetime) -> Any:
    """Return the parts whose day has passed while the request lies with its lead and its clock runs."""
    rows = CasePart.objects.filter(answered_at__isnull=True, ended_at__isnull=True, overdue=False, due_at__lt=at)
    rows = rows.filter(case__stage__in=[Stage.ACKNOWLEDGE, Stage.HANDLE], case__paused_at__isnull=True)
    return rows.order_by("due_at", "id").values_list("pk", flat=True)


@recorded
def mark_part_overdue(*, key: UUID, at: datetime) -> None:
    """Record that a co-handler let its day pass; it is named openly."""
    part = CasePart.objects.select_for_update().select_related("case").get(pk=key)
    if part.waits and not part.overdue:
        Act(part.case, CLOCK, at).mark_part_overdue(part)


# --- ratings that nobody gave -------------------------------------------------------------------------------------


def _lapsed(at: datetime) -> Any:
    ratings = Rating.objects.filter(lapsed=False, given_at__isnull=True, expires_at__lt=at)
    return ratings.order_by("expires_at").values_list("pk", flat=True)


@recorded
def lapse_rating(*, key: UUID, at: datetime) -> None:
    """Record that a resident said nothing; the request stays unverified."""
    rating = Rating.objects.select_for_update().get(pk=key)
    if rating.lapsed or rating.given_at is not None:
        return
    rating.lapsed = True
    rating.save(update_fields=["lapsed"])
    Act(rating.case, CLOCK, at).fact("rating.lapsed")


# --- promises that waited for a calendar --------------------------------------------------------------------------


def _provisional() -> Any:
    published = rulebook.calendar().years
    cases = Case.objects.filter(stage__gt=0, due_provisional=True, due_at__year__in=published)
    return cases.order_by("pk").values_list("pk", flat=True)


def settle_promise(*, key: int, at: datetime) -> None:
    """Settle a provisional promise now that the year's calendar is known; a moment that moves is told openly."""
    case = Case.objects.get(pk=key)
    end = clocks.promise_of(case)
    if end.provisional or case.paused_at is not None:
        return
    if end.due_at == case.due_at:  # as promised: nothing happened, only a doubt is gone
        Case.objects.filter(pk=key, due_at=end.due_at).update(due_provisional=False)
        return
    _move_promise(key=key, at=at)


@recorded
def _move_promise(*, key: int, at: datetime) -> None:
    case = _locked(key)
    Act(case, CLOCK, at).recount(Promise.SETTLED)
    case.save()


# --- reminders ----------------------------------------------------------------------------------------------------


def _levels(at: datetime, place_path: str) -> dict[Reminder, datetime]:
    """For each level the latest due moment at which it speaks."""
    long_over = clocks.escalated_before(at, place_path=place_path)
    soon = clocks.soon_until(at, place_path=place_path)
    return {Reminder.YELLOW: soon, Reminder.RED: at, Reminder.ESCALATED: long_over}


def _to_remind(at: datetime) -> Any:
    county = territory.county()
    levels = _levels(at, county.path if county else "")
    yellow = Q(stage=Stage.HANDLE, reminded=0, stage_due_at__lte=levels[Reminder.YELLOW])
    red = Q(reminded__lt=Reminder.RED, stage_due_at__lt=levels[Reminder.RED])
    escalated = Q(reminded__lt=Reminder.ESCALATED, stage_due_at__lt=levels[Reminder.ESCALATED])
    cases = Case.objects.filter(yellow | red | escalated, stage__gt=0, paused_at__isnull=True)
    return cases.order_by("stage_due_at").values_list("pk", flat=True)


@recorded
def remind(*, key: int, at: datetime) -> None:
    """Remind whoever holds a request, at the loudest level that is due, once for each level and stage."""
    case = _locked(key)
    levels = _levels(at, case.place_path)
    due = [level for level, latest in levels.items() if case.stage_due_at <= latest]
    level = max(due, default=None)
    if not case.is_open or level is None or case.reminded >= level:
        return
    case.reminded = level
    case.save(update_fields=["reminded"])
    Act(case, CLOCK, at).fact("case.reminded", org_path=case.stage_path, stage=case.stage, level=level)
