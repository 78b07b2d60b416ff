"""Addresses of the panels; each needs `insight.read` and is counted below the caller's widest grant."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.exchange.api.auth import caller
from minqing.exchange.api.problems import REFUSALS
from minqing.exchange.api.throttle import refuse_hasty_system
from minqing.insight.panels import ageing, control, durations, paths, seasons, supply
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of

from .asking import Key, PanelDays, days_of
from .coming import SeasonsPanel, SupplyPanel
from .control import ControlByUnit, ControlOverTime
from .standing import AgeingPanel, DurationsPanel, PathsPanel

router = Router(tags=["panels"])


class TimesAsked(BaseModel):
    """Which share, and by what; on time, and months (weeks where there are too few), when left out."""

    measure: Key = ""
    by: Literal["", "month", "quarter", "week"] = ""


class UnitsAsked(PanelDays):
    """Which share, of which days, and of what stands directly below."""

    measure: Key = ""
    by: Literal["unit", "place"] = "unit"


class AgesAsked(BaseModel):
    """At the end of which day; now when left out."""

    on: date | None = None


class DurationsAsked(PanelDays):
    """What took time, of which days, and by what it is split."""

    what: Literal["closed", "answered", "acknowledged"] = "closed"
    by: Literal["unit", "matter", "channel"] = "unit"


class SeasonsAsked(PanelDays):
    """Which count; the days are those of the hours."""

    measure: Key = ""


class SupplyAsked(PanelDays):
    """Of which matter, by its number."""

    matter: Annotated[int, Field(ge=0, le=2**31 - 1)]


def _asker(request: HttpRequest) -> tuple[Actor, datetime]:
    """Say who asks, and when; a panel is no small question, so nobody asks all the time."""
    actor = caller(request)
    refuse_hasty_system(actor)
    return actor, timezone.now()


def _half_open(asked: PanelDays, now: datetime) -> dict[str, Any]:
    start, end = days_of(asked, day_of(now))
    return {"start": start, "end": end}


@router.get("/panels/control", response={200: ControlOverTime, **REFUSALS}, summary="Control chart over time")
def read_control(request: HttpRequest, asked: Query[TimesAsked]) -> Any:
    """Draw a share of the caller's reach period by period, and say what in it is more than chance."""
    actor, now = _asker(request)
    return ControlOverTime.of(control.over_time(actor, at=now, key=asked.measure, by=asked.by))


@router.get("/panels/control/units", response={200: ControlByUnit, **REFUSALS}, summary="Control chart by unit")
def read_control_units(request: HttpRequest, asked: Query[UnitsAsked]) -> Any:
    """Draw a share of the units or places directly below the caller's reach, with the limits of chance."""
    actor, now = _asker(request)
    found = control.by_unit(actor, at=now, **_half_open(asked, now), key=asked.measure, by=asked.by)
    return ControlByUnit.of(found)


@router.get("/panels/ageing", response={200: AgeingPanel, **REFUSALS}, summary="Open stock by age")
def read_ageing(request: HttpRequest, asked: Query[AgesAsked]) -> Any:
    """Tell how old what was open at the end of a day is, in all and unit by unit."""
    actor, now = _asker(request)
    return AgeingPanel.of(ageing.ages(actor, at=now, on=asked.on))


@router.get("/panels/durations", response={200: DurationsPanel, **REFUSALS}, summary="How long it takes")
def read_durations(request: HttpRequest, asked: Query[DurationsAsked]) -> Any:
    """Tell how many took how long, and what half, eight and nine of ten do not exceed."""
    actor, now = _asker(request)
    matters = {one.number: one.name for one in cases.matters()} if asked.by == "matter" else {}
    half_open = _half_open(asked, now)
    found = durations.durations(actor, at=now, **half_open, what=asked.what, by=asked.by, matters=matters)
    return DurationsPanel.of(found)


@router.get("/panels/paths", response={200: PathsPanel, **REFUSALS}, summary="Where requests bounce")
def read_paths(request: HttpRequest, asked: Query[PanelDays]) -> Any:
    """Tell from which unit to which requests went after one had said that they were not its own."""
    actor, now = _asker(request)
    return PathsPanel.of(paths.bounces(actor, at=now, **_half_open(asked, now)))


@router.get("/panels/seasons", response={200: SeasonsPanel, **REFUSALS}, summary="What comes when")
def read_seasons(request: HttpRequest, asked: Query[SeasonsAsked]) -> Any:
    """Tell how many came in each month of five years, what a month has beside its year, and at which hours."""
    actor, now = _asker(request)
    return SeasonsPanel.of(seasons.seasons(actor, at=now, **_half_open(asked, now), key=asked.measure))


@router.get("/panels/supply", response={200: SupplyPanel, **REFUSALS}, summary="Supply beside need")
def read_supply(request: HttpRequest, asked: Query[SupplyAsked]) -> Any:
    """Set requests of one matter, place by place, beside the public service that is there for it."""
    actor, now = _asker(request)
    if asked.matter not in {one.number for one in cases.matters()}:
        raise Refused(field="matter")
    return SupplyPanel.of(supply.supply(actor, at=now, **_half_open(asked, now), matter=asked.matter))
