"""
A clock that stands still: how it stops and goes on, how often and for how long.

It stands for a question to the resident, or because somebody else agreed that the unit cannot go on. Both are capped
by rule under one promise; at the end of its time the worker lets it go on.

:source: decision 0063; rules MQ-SUSPEND, MQ-SUSPEND-N, MQ-ASK, MQ-ASK-N.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from minqing.kernel.errors import NotFound
from minqing.kernel.times import at_local, day_of
from minqing.ledger.service import recorded
from minqing.rulebook import queries as rulebook
from minqing.rulebook.clocks import before
from minqing.rulebook.records import RuleView
from minqing.territory import queries as territory

from . import clocks
from .codes import Pause, Promise
from .models import Case
from .models import Pause as PauseRow
from .steps import CLOCK, Act, hours

LIMITS = {"asking": "MQ-ASK", "suspended": "MQ-SUSPEND"}
"""Which rule says for how long a clock may stand in a state; the rule named like it with ``-N`` says how often."""


def limit(case: Case, state: str, at: datetime) -> RuleView:
    """
    Return the rule that says for how long a clock may stand in a state, from a moment on.

    :raises NotFound: if the rulebook has none; a clock without rule is never guessed.
    """
    return clocks.rule_for(LIMITS[state], place_path=case.place_path, at=at)


def times_left(case: Case, state: str, at: datetime) -> tuple[int, int]:
    """
    Say how often the clock may still be stopped in this way under the present promise.

    :return: (times left, times that the rule allows); below one when no more.
    """
    most = int(clocks.rule_for(f"{LIMITS[state]}-N", place_path=case.place_path, at=at).value)
    stood = case.pauses.filter(start__gte=case.due_start)
    asked = stood.filter(reason=Pause.QUESTION) if state == "asking" else stood.exclude(reason=Pause.QUESTION)
    return most - asked.count(), most


def stop(act: Act, reason: Pause) -> None:
    """Stop the clock of a request."""
    act.case.paused_at = act.at
    PauseRow.objects.create(case=act.case, start=act.at, reason=reason)
    clocks.burn_anew(act.case)


def go_on(act: Act) -> None:
    """Let the clock run on, and count the promise anew by the time it stood."""
    act.end_pause()
    clocks.burn_anew(act.case)
    act.recount(Promise.PAUSED)


def resume(act: Act) -> None:
    """Go on with a request whose clock stands still, without an answer where there was a question, and tell it."""
    case, waited = act.case, hours(act.case.paused_at or act.at, act.at)
    asking = case.state == "asking"
    move = act.move("resume")
    go_on(act)
    act.tell(act.fact(move, answered=False, hours=waited) if asking else act.fact(move, hours=waited))
    case.save()


# --- the end of its time ------------------------------------------------------------------------------------------


def ends_at(case: Case) -> datetime | None:
    """Return when the clock of a request goes on by itself, by the rule in force when it stopped; None if it runs."""
    if case.paused_at is None:
        return None
    return clocks.count(limit(case, case.state, case.paused_at), start=case.paused_at).due_at


def over(at: datetime) -> Any:
    """Return the keys of requests whose clock has stood still for its time, or nearly; the step itself looks again."""
    standing = Case.objects.filter(stage__gt=0, paused_at__isnull=False).order_by("paused_at", "serial")
    first = standing.values_list("paused_at", flat=True).first()
    since = {}
    for state, rule_id in LIMITS.items():
        moments = [_since(rule, at) for rule in _rules(rule_id, day_of(first or at), day_of(at))]
        if moments:
            since[state] = max(moments)
    found = reduce(or_, (Q(state=state, paused_at__lt=moment) for state, moment in since.items()), Q(pk__in=[]))
    latest = max(since.values(), default=at)  # one bound for the index besides
    return standing.filter(found, paused_at__lt=latest).values_list("pk", flat=True)


def _rules(rule_id: str, first: date, last: date) -> list[RuleView]:
    """Return every version of a rule that was in force in the county on some day from the first to the last."""
    county = territory.county()
    place = county.path if county else ""
    began = (version.effective_from for version in rulebook.rule_history(rule_id, place_path=place))
    found: dict[str, RuleView] = {}
    for day in (first, last, *(day for day in began if first < day <= last)):
        with suppress(NotFound):
            rule = rulebook.rule(rule_id, place_path=place, on=day)
            found[rule.version] = rule
    return list(found.values())


def _since(rule: RuleView, at: datetime) -> datetime:
    """Say before what moment a clock must have stopped for its time to be over now."""
    amount, calendar = int(rule.value), rulebook.calendar()
    closed = rule.unit == "working_day" and clocks.end_of(day_of(at)) < at  # then today has counted as well
    moment = before(due_at=at + timedelta(days=closed), amount=amount, unit=rule.unit, calendar=calendar)
    return moment if rule.unit == "hour" else at_local(day_of(moment), 0)


@recorded
def let_go_on(*, key: int, at: datetime) -> None:
    """Let a clock go on whose time for standing still is over; the unit is told, and the resident if her day moves."""
    case = Case.objects.select_for_update().get(pk=key)
    end = ends_at(case)
    if case.is_open and end is not None and end < at:
        resume(Act(case, CLOCK, at))
