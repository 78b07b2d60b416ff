"""Routing as a whole: the draft with what is wrong in it, its trial, versions, and gaps in supervision."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from minqing.cases import queries
from minqing.cases.records import DraftView, DryRun, Fault, MatterGap, RoutingVersionView, UnmatchedLine
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed

from .auth import caller
from .inputs import Cursor
from .problems import REFUSALS
from .shapes import page_of, shape

router = Router(tags=["tables"])

Faults: dict[int, Any] = {200: list[shape(Fault)], **REFUSALS}  # type: ignore[misc]  # built at run time
Versions: dict[int, Any] = {200: list[shape(RoutingVersionView)], **REFUSALS}  # type: ignore[misc]  # built at run time
Gaps: dict[int, Any] = {200: list[shape(MatterGap)], **REFUSALS}  # type: ignore[misc]  # built at run time
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


def _who(request: HttpRequest, permission: str) -> Actor:
    actor = caller(request)
    if not actor.holds(permission):
        raise NotAllowed
    return actor


@router.get("/routing/faults", response=Faults, summary="List what is wrong in the routing table")
def list_faults(request: HttpRequest) -> Any:
    """List what is wrong in the table in force, in sentences; `grave` keeps a draft from being published."""
    _who(request, "cases.route")
    return list(queries.routing_faults())


@router.get("/routing/draft", response={200: shape(DraftView), **REFUSALS}, summary="Read the draft of routing")
def read_draft(request: HttpRequest) -> Any:
    """Read the draft with what is wrong in it; without `id` none is begun, and the table in force is what it holds."""
    _who(request, "cases.route")
    return queries.table_to_draft()


@router.get("/routing/draft/trial", response={200: shape(DryRun), **REFUSALS}, summary="Try the draft of routing")
def try_draft(request: HttpRequest) -> Any:
    """Try the draft on what came in during the last thirty days; 404 where no draft stands open."""
    return queries.dry_run(actor=_who(request, "cases.route"), at=timezone.now())


@router.get("/routing/versions", response=Versions, summary="List routing tables that were in force")
def list_routing_versions(request: HttpRequest) -> Any:
    """List the tables that were in force, the newest first, without their rows."""
    _who(request, "cases.route")
    return list(queries.routing_versions())


@router.get("/routing/versions/{version}", response={200: shape(RoutingVersionView), **REFUSALS}, summary="Read one")
def read_routing_version(request: HttpRequest, version: Version) -> Any:
    """Read one table that was in force, each row beside the one in force now."""
    _who(request, "cases.route")
    return queries.routing_version(version)


@router.get("/supervision-gaps/matters", response=Gaps, summary="List matters without a unit")
def list_matter_gaps(request: HttpRequest) -> Any:
    """List the matters for which no unit of the county answers; needs the permission `cases.oversee`."""
    return list(queries.matter_gaps(actor=_who(request, "cases.oversee")))


@router.get(
    "/supervision-gaps/requests",
    response={200: page_of(UnmatchedLine), **REFUSALS},
    summary="List requests that no row named",
)
def list_unmatched(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List the requests within oversight that no row of the routing table named, newest first."""
    return queries.unmatched(actor=_who(request, "cases.oversee"), cursor=asked.cursor)
