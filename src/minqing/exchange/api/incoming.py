"""What arrived by mail, text message, voice and devices: how each way in stands, and what waits for a person."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router

from minqing.exchange.intake import queries
from minqing.exchange.intake.records import ArrivalLine, WayHealth
from minqing.kernel.errors import NotAllowed

from .auth import caller
from .inputs import Cursor
from .problems import REFUSALS
from .shapes import page_of, shape

router = Router(tags=["requests"])

Ways: dict[int, Any] = {200: list[shape(WayHealth)], **REFUSALS}  # type: ignore[misc]  # built at run time


class ArrivalsAsked(Cursor):
    """What waits for a person, what waits for its turn, or what was set aside."""

    listed: Literal["needing", "waiting", "aside"] = "needing"


def _decider(request: HttpRequest) -> Any:
    """
    Return the caller where it takes in requests of the whole county: what has no place yet may lie anywhere in it.

    :raises NotAllowed: if it does not.
    """
    if not queries.may_decide(caller(request)):
        raise NotAllowed
    return caller(request)


@router.get("/incoming", response={200: page_of(ArrivalLine), **REFUSALS}, summary="List what arrived and waits")
def list_arrivals(request: HttpRequest, asked: Query[ArrivalsAsked]) -> Any:
    """List what arrived, without any of its words; needs `cases.accept` and `cases.file` in the whole county."""
    return queries.arrivals(_decider(request), listed=asked.listed, cursor=asked.cursor)


@router.get("/incoming/ways", response=Ways, summary="How each way in stands")
def list_ways(request: HttpRequest) -> Any:
    """Say of each way in whether it works, what waits and what fails; needs the same permissions."""
    return list(queries.ways(_decider(request)))
