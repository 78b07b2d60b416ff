"""Calling departments, reporting in, and judging each other. One function per verb."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks
from minqing.cases.access import get_case
from minqing.cases.matters import in_use
from minqing.cases.models import Call, CalledUnit, Case
from minqing.cases.paths import and_above
from minqing.cases.routing import open_unit, unit_allowed
from minqing.cases.steps import hours
from minqing.cases.words import clean
from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory

from .codes import Done, Justified

__all__ = ["CALLS", "UnableToCall", "call_units", "judge_call", "judge_unit", "mark_missed", "missed", "report_in"]

CALL_RULE = "MQ-CALL"
CALLS, COMES = "cases.call", "cases.acknowledge"
MOST_UNITS, MOST_HOURS = 8, 72
CALLERS = {"township", "village"}


class UnableToCall(Refused):
    """Departments cannot be called like this."""


@recorded
def call_units(
    *,
    actor: Actor,
    at: datetime,
    place_path: str,
    unit_paths: Sequence[str],
    words: str,
    matter_number: int | None = None,
    within_hours: int | None = None,
    number: str = "",
) -> str:
    """
    Call departments to a place, as a township or one of its grids.

    :param place_path: where they shall come; within the caller's reach.
    :param unit_paths: the departments.
    :param words: what for; staff read it, so it names nobody.
    :param within_hours: by when they report in; empty takes the rule's hours.
    :param number: the request that it is about, if any.
    :return: the call's id.
    :raises UnableToCall: if the caller is no township, or units, place or hours do not fit.
    :source: HL-12; rule MQ-CALL.
    """
    said = clean(words, field="words", most=1000)
    if not actor.may(CALLS, org_path=actor.org_path, place_path=place_path):
        raise NotAllowed
    caller = _caller(actor)
    case = get_case(number, actor=actor, permission="cases.read") if number else None
    names = _units(unit_paths, caller, case)
    now = aware(at)
    due_at, rule = _due(within_hours, place_path, now)
    call = Call.objects.create(
        id=uuid7(now),
        case=case,
        caller_path=caller,
        caller_name=directory.organisation(caller).name,
        called_by=str(actor.ref),
        place_path=place_path,
        place_name=_place_name(place_path),
        matter=_matter(matter_number, case),
        words=said,
        called_at=now,
        due_at=due_at,
    )
    about = {"case": str(case.ref)} if case else {}
    _fact(call, "call.made", actor.ref, now, caller, units=len(names), rule=rule, **about)
    for path, name in names.items():
        CalledUnit.objects.create(id=uuid7(now), call=call, org_path=path, unit_name=name, due_at=due_at)
        _fact(call, "call.unit_called", actor.ref, now, path)
    return str(call.id)


def _caller(actor: Actor) -> str:
    """Return the township, or the unit below one, that calls; nobody else whistles for departments."""
    kinds = {path: unit.kind for path, unit in directory.organisations(and_above(actor.org_path)).items()}
    if not CALLERS & set(kinds.values()):
        raise UnableToCall(_("Only a township or one of its grids calls departments; a bureau asks others to help."))
    return actor.org_path


def _units(paths: Sequence[str], caller: str, case: Case | None) -> dict[str, str]:
    wanted = list(dict.fromkeys(path for path in paths if path and path != caller))
    if not 1 <= len(wanted) <= MOST_UNITS:
        raise UnableToCall(_("Choose one to eight departments."), field="unit_paths")
    return {path: unit_allowed(case, path) if case else open_unit(path) for path in wanted}


def _due(within: int | None, place_path: str, at: datetime) -> tuple[datetime, str]:
    rule = clocks.rule_for(CALL_RULE, place_path=place_path, at=at)
    if within is None:
        return clocks.count(rule, start=at).due_at, rule.version
    if not 1 <= within <= MOST_HOURS:
        raise UnableToCall(_("From one to seventy-two hours."), field="within_hours")
    return at + timedelta(hours=within), rule.version


def _matter(number: int | None, case: Case | None) -> int:
    if number and not in_use(number):
        raise UnableToCall(_("This matter is not in the list."), field="matter_number")
    return number or (case.matter if case else 0)


def _place_name(path: str) -> str:
    try:
        return str(territory.place(path).full_name)
    except NotFound as absent:
        raise UnableToCall(_("There is no such place."), field="place_path") from absent


@recorded
def report_in(*, unit_id: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Report in, as a department that was called.

    :param words: who came or comes, and when.
    :return: the call's id.
    :raises Conflict: if somebody has reported in for it.
    """
    said = clean(words, field="words", most=1000)
    row = _of_unit(unit_id, actor)
    if row.reported_at is not None:
        raise Conflict(_("Your unit has reported in already."))
    now = aware(at)
    _mark_missed(row, now)
    row.reported_at, row.report = now, said
    row.save(update_fields=["reported_at", "report"])
    late = now > row.due_at
    _fact(row.call, "call.reported_in", actor.ref, now, row.org_path, late=late, hours=hours(row.call.called_at, now))
    return str(row.call_id)


@recorded
def judge_unit(*, unit_id: str, actor: Actor, at: datetime, done: str, words: str) -> str:
    """
    Say as the township whether the department's coming settled the matter; once it came, or its hours have passed.

    :param done: ``solved``, ``partly`` or ``not``.
    :return: the call's id.
    """
    said, what = clean(words, field="words", most=1000), _code(Done, done, "done")
    row = _row(unit_id)
    if not actor.may(CALLS, org_path=row.call.caller_path, place_path=row.call.place_path):
        raise NotFound
    now = aware(at)
    if row.judged_at is not None:
        raise Conflict(_("This department has been judged already."))
    if row.reported_at is None and now <= row.due_at:
        raise UnableToCall(_("Its hours have not passed, and it has not reported in. Wait until one of the two is so."))
    if row.reported_at is None and what != Done.NOT:
        raise UnableToCall(_("It did not report in; then it did not settle the matter either."), field="done")
    _mark_missed(row, now)
    row.solved, row.judged_at, row.judged_words = what, now, said
    row.save(update_fields=["solved", "judged_at", "judged_words"])
    came = row.reported_at is not None
    _fact(row.call, "call.unit_judged", actor.ref, now, row.org_path, came=came, done=what)
    return str(row.call_id)


@recorded
def judge_call(*, unit_id: str, actor: Actor, at: datetime, justified: str, words: str) -> str:
    """
    Say as the department whether the call was for it; once it has reported in.

    :param justified: ``yes``, ``partly`` or ``no``.
    :return: the call's id.
    """
    said, what = clean(words, field="words", most=1000), _code(Justified, justified, "justified")
    row = _of_unit(unit_id, actor)
    if row.answered_at is not None:
        raise Conflict(_("Your unit has judged this call already."))
    if row.reported_at is None:
        raise UnableToCall(_("Report in first; then say whether the call was for your unit."))
    now = aware(at)
    row.justified, row.answered_at, row.answered_words = what, now, said
    row.save(update_fields=["justified", "answered_at", "answered_words"])
    _fact(row.call, "call.judged", actor.ref, now, row.call.caller_path, justified=what, unit=row.org_path)
    return str(row.call_id)


def missed(at: datetime) -> Any:
    """Return the keys of departments whose hours have passed and who did not report in."""
    rows = CalledUnit.objects.filter(reported_at__isnull=True, judged_at__isnull=True, overdue=False, due_at__lt=at)
    return rows.order_by("due_at", "id").values_list("pk", flat=True)


@recorded
def mark_missed(*, key: UUID, at: datetime) -> None:
    """Record, once, that the hours set passed without the department."""
    _mark_missed(_row(str(key)), at)


def _mark_missed(row: CalledUnit, at: datetime) -> None:
    if not row.overdue and row.reported_at is None and at > row.due_at:
        row.overdue = True
        row.save(update_fields=["overdue"])
        _fact(row.call, "call.became_overdue", Ref("system", "clock"), at, row.org_path)


def _row(unit_id: str) -> CalledUnit:
    try:
        rows = CalledUnit.objects.select_for_update(of=("self",)).select_related("call")
        return rows.get(pk=as_uuid(unit_id))
    except CalledUnit.DoesNotExist as absent:
        raise NotFound from absent


def _of_unit(unit_id: str, actor: Actor) -> CalledUnit:
    row = _row(unit_id)
    if not actor.may(COMES, org_path=row.org_path, place_path=row.call.place_path):
        raise NotFound
    return row


def _code(kind: Any, word: str, field: str) -> Any:
    try:
        return kind[word.upper()]
    except KeyError as unknown:
        raise Refused(_("Please choose one of the answers."), field=field) from unknown


def _fact(call: Call, kind: str, by: Ref, at: datetime, path: str, **data: Any) -> None:
    record(
        kind,
        subject=Ref("call", str(call.id)),
        actor=by,
        at=at,
        org_path=path,
        place_path=call.place_path,
        data={"matter": call.matter, **data},
    )
