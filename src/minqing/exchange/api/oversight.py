"""The overseer's page as data: figures, units among their like, and the requests at its head."""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field, create_model

from minqing.cases import queries
from minqing.cases.records import Oversight, UnitLine
from minqing.cases.records.behind import PressureByUnit
from minqing.kernel.times import day_of, near, refuse_no_span

from .auth import caller
from .problems import REFUSALS
from .shapes import shape
from .throttle import refuse_hasty_system

router = Router(tags=["figures"])

SAID = ("answered", "solved", "partly", "not_solved")
"""What residents say of a unit: hidden together where one of the counts would point at single residents."""


class OversightAsked(BaseModel):
    """Half-open days `[start, end)` of Asia/Shanghai; this month by default."""

    start: date | None = None
    end: date | None = None


class UnitOverview(shape(UnitLine)):  # type: ignore[misc]  # derived from the record
    """
    One unit among its like. What residents say is null where fewer than `smallest` would be told apart.

    Below oversight it is of the whole months from `told_from` up to and without `told_to`, as is `answered`.
    """


PRESSED: Any = shape(PressureByUnit) | None
OversightView = create_model(
    "OversightView",
    __base__=shape(Oversight),
    __doc__="The overseer's page over `[start, end)`. `smallest` is rule MQ-K: of fewer residents nothing is shown, "
    "and a number that would point at single ones is null. What residents said in rating is told to oversight of the "
    "period, to everybody else of the whole months in it that ended `wait_days` ago or more; a figure's `why` says why "
    "it is null: `months`, `waiting` or `few`.",
    units=(list[UnitOverview], ...),
    pressed=(PRESSED, Field(description="Reports of pressure; null below oversight.")),
)


@router.get("/oversight", response={200: OversightView, **REFUSALS}, summary="Oversee")
def read_oversight(request: HttpRequest, asked: Query[OversightAsked]) -> Any:
    """Say what is late, where requests bounce, and what residents say against units; needs `cases.oversee`."""
    refuse_hasty_system(caller(request))
    now = timezone.now()
    start = near(asked.start or day_of(now).replace(day=1))
    end = asked.end or max(start, day_of(now)) + timedelta(days=1)
    refuse_no_span(start, end)
    found = queries.oversight(caller(request), at=now, start=start, end=end)
    pressed = queries.pressure_by_unit(caller(request), start=start, end=end, least=found.smallest)
    return _shown(found) | {"pressed": pressed}


def _shown(found: Oversight) -> dict[str, Any]:
    plain = {field.name: getattr(found, field.name) for field in fields(found)}
    return plain | {"units": [_unit(line, found.smallest) for line in found.units]}


def _unit(line: UnitLine, smallest: int) -> dict[str, Any]:
    plain = {field.name: getattr(line, field.name) for field in fields(line)}
    return plain | (dict.fromkeys(SAID) if line.hides_answers(smallest) else {})
