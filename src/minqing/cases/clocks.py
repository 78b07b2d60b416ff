"""
The clocks of a request: one promise to the resident, and one for each stage of the office's own work.

A clock keeps the version of the rule it was started under. The promise never moves in silence: whoever moves it
says why, in a fact and in words to the resident.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from minqing.kernel.errors import NotFound
from minqing.kernel.times import SHANGHAI, day_of
from minqing.rulebook import queries as rulebook
from minqing.rulebook.calendar import Calendar
from minqing.rulebook.clocks import Deadline, before, deadline
from minqing.rulebook.records import RuleView

from .codes import Stage
from .models import Case

HANDLE_RULE = "HL-04"
SOON_RULE = "MQ-SOON"
ESCALATE_RULE = "MQ-ESCALATE"
BEFORE_ALL = AFTER_ALL = timedelta(days=3650)
STAGE_RULES = {
    Stage.ACCEPT: "MQ-ACCEPT",
    Stage.DISPATCH: "MQ-ACCEPT",
    Stage.ACKNOWLEDGE: "MQ-ACK",
    Stage.VERIFY: "MQ-VERIFY",
    Stage.CLOSE: "MQ-VERIFY",
}


def rule_for(rule_id: str, *, place_path: str, at: datetime) -> RuleView:
    """
    Return the version of a rule in force at a place at a moment.

    :raises NotFound: if the rulebook has none; a clock without rule is never guessed.
    """
    return rulebook.rule(rule_id, place_path=place_path, on=day_of(at))


def soon_until(at: datetime, *, place_path: str) -> datetime:
    """Say until when a due moment counts as soon at a place: in lists and reminders alike; a day without a rule."""
    try:
        rule = rule_for(SOON_RULE, place_path=place_path, at=at)
    except NotFound:
        return at + timedelta(days=1)
    return count(rule, start=at).due_at


def escalated_before(at: datetime, *, place_path: str) -> datetime:
    """Say how far back a due moment lies whose head of unit and overseer are told now; a working day without a rule."""
    amount, unit = 1, "working_day"
    with suppress(NotFound):
        rule = rule_for(ESCALATE_RULE, place_path=place_path, at=at)
        amount, unit = int(rule.value), rule.unit
    return before(due_at=at, amount=amount, unit=unit, calendar=rulebook.calendar())


def count(
    rule: RuleView,
    *,
    start: datetime,
    pauses: Sequence[tuple[datetime, datetime | None]] = (),
    extra: int = 0,
    calendar: Calendar | None = None,
) -> Deadline:
    """Count one rule's period from a start, with the county's calendar as it was held at that start."""
    return deadline(
        start=start,
        amount=int(rule.value),
        unit=rule.unit,
        calendar=(calendar or rulebook.calendar()).as_of(start),
        pauses=pauses,
        extra=extra,
    )


def end_of(day: date) -> datetime:
    """Return the moment at which a working day ends here: when the offices close."""
    return datetime.combine(day, rulebook.calendar().hours.closes, tzinfo=SHANGHAI)


def pauses_of(case: Case) -> list[tuple[datetime, datetime | None]]:
    """Return the spans in which a request's clock stands still."""
    return list(case.pauses.order_by("start").values_list("start", "end"))


def promise_of(case: Case, *, more: int = 0) -> Deadline:
    """
    Count the promise again from what is stored: start, rule version, pauses, extra days.

    :param more: days that are to come on top.
    """
    rule = rulebook.rule_by_version(case.due_rule)
    return count(rule, start=case.due_start, pauses=pauses_of(case), extra=case.due_extra + more)


def has_rules(*, place_path: str, at: datetime) -> bool:
    """Tell whether rules of a day say by when what came in on it is accepted and answered."""
    wanted = (HANDLE_RULE, STAGE_RULES[Stage.ACCEPT])
    return len(rulebook.rules(wanted, place_path=place_path, on=day_of(at))) == len(wanted)


def start_new(case: Case, at: datetime) -> None:
    """Start both clocks of a request that has just come in, with one look at the rules and one at the calendar."""
    wanted = (HANDLE_RULE, STAGE_RULES[Stage.ACCEPT])
    found = rulebook.rules(wanted, place_path=case.place_path, on=day_of(at))
    if len(found) < len(wanted):
        raise NotFound
    calendar = rulebook.calendar()
    start_promise(case, at, rule=found[HANDLE_RULE], calendar=calendar)
    case.first_due_at = case.due_at
    start_stage(case, Stage.ACCEPT, at, rule=found[STAGE_RULES[Stage.ACCEPT]], calendar=calendar)


def start_promise(case: Case, at: datetime, *, rule: RuleView | None = None, calendar: Calendar | None = None) -> None:
    """Start the promise to the resident under the rule in force now."""
    rule = rule or rule_for(HANDLE_RULE, place_path=case.place_path, at=at)
    end = count(rule, start=at, calendar=calendar)
    case.due_start, case.due_rule = at, rule.version
    case.due_at, case.due_provisional, case.due_extra = end.due_at, end.provisional, 0
    case.new_due_at = None


def turn_of(stage: int) -> int:
    """Return whose turn a stage is: 1 intake, 2 the unit, 3 whoever verifies; 0 when nobody's."""
    return (stage + 1) // 2


def start_stage(
    case: Case, stage: Stage, at: datetime, *, rule: RuleView | None = None, calendar: Calendar | None = None
) -> None:
    """Start the clock of a stage; handling runs under the promise itself."""
    case.stage, case.turn, case.stage_at, case.reminded = stage, turn_of(stage), at, 0
    if stage == Stage.HANDLE:
        case.stage_rule, case.stage_due_at = case.due_rule, case.awaited_at
        case.stage_provisional = case.due_provisional and case.new_due_at is None
    else:
        rule = rule or rule_for(STAGE_RULES[stage], place_path=case.place_path, at=at)
        end = count(rule, start=at, calendar=calendar)
        case.stage_rule, case.stage_due_at, case.stage_provisional = rule.version, end.due_at, end.provisional
    burn(case)


def burn(case: Case) -> None:
    """Set the moment by which open requests are sorted: what is due first burns first, danger before all."""
    if case.danger and case.stage in {Stage.ACCEPT, Stage.DISPATCH}:
        burn_first(case)
    else:
        case.burns_at = burning(case)


def burning(case: Case) -> datetime:
    """
    Return by what moment an open request that names no danger is sorted.

    What stands still comes after all that runs, the longest standing first: nobody can do anything for it today, and
    it comes back by itself. What was late when it stopped stays where it was, lest a question bury it.
    """
    if case.answered_at is not None:
        return case.stage_due_at
    if case.paused_at is not None and case.paused_at <= case.due_at:
        return case.paused_at + AFTER_ALL
    return min(case.due_at, case.stage_due_at)


def burn_first(case: Case) -> None:
    """Let a request burn before all others until its stage is over: its words name danger."""
    case.burns_at = case.registered_at - BEFORE_ALL


def burn_anew(case: Case) -> None:
    """Set that moment again within a stage, after a day has moved; danger still burns before all."""
    if not is_burning_first(case):
        burn(case)


def is_burning_first(case: Case) -> bool:
    """Tell whether a request burns before all others because its words name danger."""
    return case.burns_at < case.registered_at - BEFORE_ALL / 2


def rule_title(version: str) -> tuple[str, str, bool]:
    """Return a stored rule version's id, title and whether the county confirmed it; blanks when it is gone."""
    try:
        rule = rulebook.rule_by_version(version)
    except NotFound:
        return "", "", False
    return rule.rule_id, str(rule.title), rule.confirmed
