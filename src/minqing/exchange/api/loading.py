"""Whole tables from files: divisions, grid cells, households, the working-day calendar. A look first, where wanted."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret_names
from minqing.kernel.times import day_of, near
from minqing.rulebook import service as rulebook
from minqing.rulebook.records import LoadReport as CalendarReport
from minqing.territory import service as territory
from minqing.territory.records import LoadReport
from minqing.territory.shapes import service as shapes
from minqing.territory.shapes.queries import editions
from minqing.territory.shapes.records import EditionView, ShapesReport

from .auth import caller
from .inputs import Input, Long, Short
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["tables"])

ListOfEditions: dict[int, Any] = {200: list[shape(EditionView)], **REFUSALS}  # type: ignore[misc]  # built at run time
MOST = 8 * 1024 * 1024
TABLES: dict[str, tuple[Callable[..., LoadReport], str]] = {
    "divisions": (territory.load_divisions, "Columns: code (12 digits) and name."),
    "grid-cells": (territory.import_grid_cells, "Columns: village code, serial, name, scope."),
    "households": (
        territory.import_households,
        "Columns: grid cell or village code, lane or building, door. A table with columns about people is refused.",
    ),
}


class HowToLoad(Input):
    """Whether to write."""

    dry_run: Annotated[bool, Field(description="Say what would happen, and write nothing.")] = False


def content_of(table: UploadedFile) -> bytes:
    """
    Read a table that was sent.

    :raises Refused: if it is larger than 8 MB.
    :raises SecretMark: if its name says that it is a secret paper.
    """
    refuse_secret_names([table.name], field="table")
    if (table.size or 0) > MOST:
        raise Refused(_("The file is larger than 8 MB. Load it with the command line."), field="table")
    return table.read()


def _address(load: Callable[..., LoadReport]) -> Callable[..., Any]:
    def load_table(request: HttpRequest, body: Form[HowToLoad], table: File[UploadedFile]) -> Any:
        content = content_of(table)
        return load(data=content, actor=caller(request), at=timezone.now(), dry_run=body.dry_run)

    return load_table


for _kind, (_load, _columns) in TABLES.items():
    router.add_api_operation(
        f"/territory/{_kind}/load",
        ["POST"],
        _address(_load),
        response={200: shape(LoadReport), **REFUSALS},
        summary=f"Load {_kind.replace('-', ' ')}",
        description=f"CSV, the field `table` of a form. {_columns} Loaded twice it changes nothing. "
        "Needs the permission `territory.manage`.",
        operation_id=f"territory_load_{_kind.replace('-', '_')}",
    )


class ShapesToLoad(HowToLoad):
    """What is said of a file of boundaries beside its shapes."""

    source: Annotated[Short, Field(description="Who made it; kept with the map.")] = ""
    licence: Annotated[Short, Field(description="How it may be used; kept with the map.")] = ""
    valid_from: Annotated[date | None, Field(description="The first day on which it holds; today by default.")] = None
    datum: Annotated[Literal["wgs84", "gcj02"], Field(description="In what its coordinates are.")] = "wgs84"
    chosen: Annotated[
        Long,
        Field(description="Codes for features that are taken for a wrong division or for none: `3=139901101000,5=0`."),
    ] = ""


@router.post("/territory/shapes/load", response={200: shape(ShapesReport), **REFUSALS}, summary="Load boundaries")
def load_shapes(request: HttpRequest, body: Form[ShapesToLoad], table: File[UploadedFile]) -> Any:
    """
    Load boundaries and points from a GeoJSON file, the field `table` of a form; needs `territory.manage`.

    With `dry_run` it says which division each feature would be taken for, and what would be left out.
    """
    pairs = (one.partition("=") for one in body.chosen.split(",") if one.strip())
    chosen = {int(number): code.strip() for number, _equals, code in pairs if number.strip().isdecimal()}
    day = near(body.valid_from or day_of(timezone.now()))
    terms = shapes.Terms(day, body.source, body.licence, body.datum, chosen)
    content = content_of(table)
    return shapes.load_shapes(data=content, terms=terms, actor=caller(request), at=timezone.now(), dry_run=body.dry_run)


@router.get("/territory/shapes", response=ListOfEditions, summary="List what was loaded of boundaries")
def list_shapes(request: HttpRequest) -> Any:
    """List the editions of boundaries and points, the latest first, with source and licence."""
    return list(editions(day_of(timezone.now())))


@router.post("/rulebook/calendar/load", response={200: shape(CalendarReport), **REFUSALS}, summary="Load a calendar")
def load_calendar(request: HttpRequest, table: File[UploadedFile]) -> Any:
    """Load holidays and make-up working days, columns as in `holidays_cn.csv`; needs `rulebook.manage`."""
    return rulebook.load_calendar(data=content_of(table), actor=caller(request), at=timezone.now())
