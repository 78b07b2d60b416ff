"""Calls within reach: those that a unit made, those that it was called by, and for oversight all of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from minqing.cases.models import Call, CalledUnit
from minqing.cases.queries.called import called_units
from minqing.cases.queries.clocktexts import Watch
from minqing.cases.queries.lines import matter_names
from minqing.kernel.access import Actor, path_range
from minqing.kernel.paging import Page, page

from .codes import DONE, JUSTIFIED
from .records import CalledView, CallView
from .service import CALLS, COMES

OVERSEES = "cases.oversee"
SIDES = ("called", "made", "all")


def calls(actor: Actor, *, side: str = "called", cursor: str | None = None, at: datetime) -> Page[CallView]:
    """
    Return calls, the newest first.

    :param side: ``called`` (the actor's unit was called), ``made`` (it called) or ``all`` within reach of oversight.
    :raises Refused: if the cursor is broken.
    """
    rows = _within(actor, side).select_related("case").prefetch_related("units")
    found = page(rows, order=("-called_at", "-id"), cursor=cursor, size=20)
    watch, names = Watch.at_place(at, actor.place_path or actor.org_path), matter_names()
    return Page(tuple(_view(row, actor, watch, names) for row in found.items), found.next, found.previous)


def _within(actor: Actor, side: str) -> QuerySet[Any]:
    if side == "made":
        return Call.objects.filter(_calls(actor, CALLS))
    if side == "all":
        return Call.objects.filter(_calls(actor, OVERSEES))
    return Call.objects.filter(Exists(called_units(actor).filter(call=OuterRef("pk"))))


def _calls(actor: Actor, permission: str) -> Q:
    reach = Q(pk__in=[])
    for grant in actor.reach(permission):
        reach |= path_range("caller_path", grant.org_path) & path_range("place_path", grant.place_path)
    return reach


def _view(row: Call, actor: Actor, watch: Watch, names: dict[int, str]) -> CallView:
    units = sorted(row.units.all(), key=lambda unit: unit.org_path)
    return CallView(
        id=str(row.id),
        caller_name=row.caller_name,
        place_name=row.place_name,
        matter=names.get(row.matter, ""),
        words=row.words,
        number=row.case.number if row.case else "",
        called_at=row.called_at,
        due_at=row.due_at,
        units=tuple(_unit(unit, row, actor, watch) for unit in units),
    )


def _unit(unit: CalledUnit, call: Call, actor: Actor, watch: Watch) -> CalledView:
    return CalledView(
        id=str(unit.id),
        unit_name=unit.unit_name,
        clock=watch.chip(unit.due_at, done=unit.reported_at is not None),
        reported_at=unit.reported_at,
        late=(unit.reported_at or watch.at) > unit.due_at,
        report=unit.report,
        done=DONE.get(unit.solved or 0, ""),
        judged_words=unit.judged_words,
        justified=JUSTIFIED.get(unit.justified or 0, ""),
        answered_words=unit.answered_words,
        may=tuple(_may(unit, call, actor, watch.at)),
    )


def _may(unit: CalledUnit, call: Call, actor: Actor, at: datetime) -> Iterator[str]:
    if actor.may(COMES, org_path=unit.org_path, place_path=call.place_path):
        if unit.reported_at is None:
            yield "report_in"
        elif unit.answered_at is None:
            yield "judge_call"
    is_ripe = unit.reported_at is not None or at > unit.due_at
    if unit.judged_at is None and is_ripe and actor.may(CALLS, org_path=call.caller_path, place_path=call.place_path):
        yield "judge_unit"
