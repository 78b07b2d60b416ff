"""Whole tables from files: divisions, grid cells, households, the working-day calendar. A look first, where wanted."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret_names
from minqing.rulebook import service as rulebook
from minqing.rulebook.records import LoadReport as CalendarReport
from minqing.territory import service as territory
from minqing.territory.records import LoadReport

from .auth import caller
from .inputs import Input
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["tables"])

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


@router.post("/rulebook/calendar/load", response={200: shape(CalendarReport), **REFUSALS}, summary="Load a calendar")
def load_calendar(request: HttpRequest, table: File[UploadedFile]) -> Any:
    """Load holidays and make-up working days, columns as in `holidays_cn.csv`; needs `rulebook.manage`."""
    return rulebook.load_calendar(data=content_of(table), actor=caller(request), at=timezone.now())
