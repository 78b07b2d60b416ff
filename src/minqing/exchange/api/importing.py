"""Lists of another hotline, handed in by its own program under a saved mapping; and how far they are."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from minqing.exchange.imports import storing
from minqing.exchange.imports.queries import run_page, runs
from minqing.exchange.imports.records import RunLine
from minqing.exchange.permissions import IMPORT
from minqing.kernel.errors import NotAllowed

from .auth import caller
from .inputs import Input, Short
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["imports"])
ListOfRuns: dict[int, Any] = {200: list[shape(RunLine)], **REFUSALS}  # type: ignore[misc]  # built at run time


class HowToImport(Input):
    """Under which saved mapping a list is read."""

    mapping: Annotated[Short, Field(description="Name of the saved mapping.")]


@router.post("/imports/load", response={200: shape(RunLine), **REFUSALS}, summary="Hand in a list of another hotline")
def hand_in(request: HttpRequest, body: Form[HowToImport], table: File[UploadedFile]) -> Any:
    """
    Hand in an export (.xlsx or .csv), the field `table` of a form; needs `exchange.import`.

    It is read by the saved mapping and taken in by itself, in the name of the post that saved the mapping. Sent again
    it changes nothing.
    """
    actor = caller(request)
    run_id = storing.hand_in_by_mapping(
        mapping=body.mapping, file_name=table.name or "", chunks=table.chunks(), actor=actor, at=timezone.now()
    )
    return run_page(actor, run_id).line


@router.get("/imports", response=ListOfRuns, summary="List the lists that were handed in")
def list_runs(request: HttpRequest) -> Any:
    """List the newest fifty within reach, the latest first; needs `exchange.import`."""
    actor = caller(request)
    if not actor.holds(IMPORT):
        raise NotAllowed
    return runs(actor)


@router.get("/imports/{run_id}", response={200: shape(RunLine), **REFUSALS}, summary="See how far a list is")
def one(request: HttpRequest, run_id: str) -> Any:
    """Say how far a list is, and what came of it; needs `exchange.import`."""
    return run_page(caller(request), run_id).line
