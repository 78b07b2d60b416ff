"""What several units do together: parts of answers, disputes, the meeting list, calls, supervision, and load."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries
from minqing.cases.calling import queries as calling
from minqing.cases.calling.records import CallView
from minqing.cases.overseeing import queries as overseeing
from minqing.cases.overseeing.records import ItemView
from minqing.cases.records import DisputeLine, PartLine, TabledLine
from minqing.cases.working import queries as working
from minqing.cases.working.queries import LoadLine
from minqing.kernel.errors import NotAllowed

from .auth import caller, holder
from .inputs import Cursor
from .problems import REFUSALS
from .shapes import page_of, shape

router = Router(tags=["cases"])

Load: dict[int, Any] = {200: list[shape(LoadLine)], **REFUSALS}  # type: ignore[misc]  # built at run time
SIDES = {"called": ("cases.acknowledge",), "made": ("cases.call",), "all": ("cases.oversee",)}
"""Who may ask for which calls, as on the page."""


class PartsAsked(Cursor):
    """Parts that the caller's unit owes, or that it asked of others."""

    of: Literal["ours", "asked"] = "ours"


class MeetingAsked(Cursor):
    """What waits for the meeting, or what it decided."""

    decided: bool = False


class CallsAsked(Cursor):
    """Calls that came, that the caller's unit made, or all within oversight."""

    side: Literal["called", "made", "all"] = "called"


class SupervisionAsked(Cursor):
    """Open and overseen by the caller, of its own unit, or ended; of one step of the ladder, or all."""

    side: Literal["overseen", "ours", "ended"] = "overseen"
    step: Annotated[int, Field(ge=0, le=4, description="0 for all; 1 reminder, 2 order, 3 listed, 4 talk.")] = 0


class StepCount(BaseModel):
    """How many things stand open on one step of the ladder."""

    step: int
    open: int


@router.get("/parts", response={200: page_of(PartLine), **REFUSALS}, summary="List parts of answers that wait")
def list_parts(request: HttpRequest, asked: Query[PartsAsked]) -> Any:
    """List the parts that wait, what is due first on top; needs `cases.handle` or `cases.acknowledge`."""
    actor = holder(request, "cases.handle", "cases.acknowledge")
    return queries.parts_owed(actor, of=asked.of, cursor=asked.cursor, at=timezone.now())


@router.get("/disputes", response={200: page_of(DisputeLine), **REFUSALS}, summary="List requests no unit wants")
def list_disputes(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List what waits for the arbiter, each with earlier rulings on its matter; decide with `decide_dispute`."""
    actor = holder(request, "cases.supervise")
    return queries.open_disputes(actor, cursor=asked.cursor, at=timezone.now())


@router.get("/meeting", response={200: page_of(TabledLine), **REFUSALS}, summary="Read the meeting list")
def list_tabled(request: HttpRequest, asked: Query[MeetingAsked]) -> Any:
    """List what waits for the meeting of the government office, or what it decided; needs `cases.supervise`."""
    actor = holder(request, "cases.supervise")
    return queries.tabled(actor, decided=asked.decided, cursor=asked.cursor, at=timezone.now())


@router.get("/calls", response={200: page_of(CallView), **REFUSALS}, summary="List calls for departments")
def list_calls(request: HttpRequest, asked: Query[CallsAsked]) -> Any:
    """
    List the calls of townships for departments, the newest first.

    `called` needs `cases.acknowledge`, `made` needs `cases.call`, `all` needs `cases.oversee`.
    """
    actor = holder(request, *SIDES[asked.side])
    return calling.calls(actor, side=asked.side, cursor=asked.cursor, at=timezone.now())


@router.get("/supervision", response={200: page_of(ItemView), **REFUSALS}, summary="List what is under supervision")
def list_supervised(request: HttpRequest, asked: Query[SupervisionAsked]) -> Any:
    """List what is under supervision, due first on top; what is `overseen` needs `cases.supervise`."""
    actor = holder(request, "cases.supervise", "cases.handle", "cases.oversee")
    if asked.side == "overseen" and not actor.holds("cases.supervise"):
        raise NotAllowed
    return overseeing.supervised(actor, side=asked.side, step=asked.step, cursor=asked.cursor, at=timezone.now())


@router.get("/supervision/counts", response={200: list[StepCount], **REFUSALS}, summary="Count each step")
def count_supervised(request: HttpRequest) -> Any:
    """Count what is open on each step of the ladder, within reach; needs `cases.supervise`."""
    counted = overseeing.counts_by_step(holder(request, "cases.supervise"))
    return [{"step": step, "open": count} for step, count in counted.items()]


@router.get("/load", response=Load, summary="Say what lies with which post")
def list_load(request: HttpRequest) -> Any:
    """Say what lies with each post of the caller's unit and below, by age: counts, no ranks; needs `cases.oversee`."""
    holder(request, "cases.oversee")
    return list(working.load(caller(request), at=timezone.now()))
