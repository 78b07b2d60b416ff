"""Cells of a village's grid: as they lie, and drawing, splitting and merging them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.territory import queries as territory
from minqing.territory.cells import queries as cells
from minqing.territory.cells import service
from minqing.territory.cells.records import Cut, Drawn
from minqing.territory.permissions import MANAGE
from minqing.territory.records import PlaceView
from minqing.territory.shapes.geometry import MICRO, Point

from .acting import HEADER, Done, carry_out
from .auth import holder
from .inputs import Input, Path, Short
from .panels.telling import near
from .problems import REFUSALS
from .shapes import Moment, shape

router = Router(tags=["territory"])

MOST_CORNERS = 500
Corner = tuple[Annotated[float, Field(ge=73, le=136)], Annotated[float, Field(ge=3, le=54)]]
"""Longitude and latitude in degrees (WGS 84), somewhere in China."""
Corners = Annotated[list[Corner], Field(max_length=MOST_CORNERS)]
NeededPath = Annotated[Path, Field(min_length=1)]


class OfVillage(BaseModel):
    """Which village, and on which day; today by default."""

    village_path: NeededPath
    on: date | None = None


class GridCell(BaseModel):
    """One cell; `corners` is null where no boundary is drawn."""

    place: shape(PlaceView)  # type: ignore[valid-type]  # derived from the record
    doors: int
    corners: list[Corner] | None


class GridOfVillage(BaseModel):
    """The cells of a village. `uncovered` is the share of it in no cell, 0 to 1; null where that cannot be told."""

    cells: list[GridCell]
    uncovered: float | None


class CellStep(BaseModel):
    """One thing that was done to a cell; the fact can be proved under its number."""

    cell: str
    fact_id: UUID
    kind: str
    title: str
    happened_at: Moment


class DrawCell(Input):
    """A boundary; without `path` of a new cell, which then needs a name."""

    village_path: NeededPath
    corners: Corners
    valid_from: date | None = None
    path: Path = ""
    name: Short = ""
    scope_words: Short = ""


class SplitCell(Input):
    """A line from outside to outside; the lanes in `right` go to the part on its right. Empty without a boundary."""

    path: NeededPath
    line: Corners = []
    left_name: Short
    right_name: Short
    right: Annotated[list[Path], Field(max_length=MOST_CORNERS)] = []


class MergeCells(Input):
    """Two neighbours of one village, and the name of what they become."""

    path: NeededPath
    other_path: NeededPath
    name: Short


@router.get("/grid/cells", response={200: GridOfVillage, **REFUSALS}, summary="Read the cells of a village")
def read_cells(request: HttpRequest, asked: Query[OfVillage]) -> Any:
    """Read how the grid of a village is drawn; needs `cases.read` or `territory.manage`."""
    holder(request, "cases.read", MANAGE)
    held = cells.cell_map(asked.village_path, on=asked.on or day_of(timezone.now()))
    if held.village.kind != "village":
        raise NotFound
    doors = cells.doors_by_cell(asked.village_path)
    found = [
        {"place": cell, "doors": doors.get(cell.path, 0), "corners": _degrees(held.rings.get(cell.path))}
        for cell in held.cells
    ]
    return {"cells": found, "uncovered": near(held.uncovered)}


@router.get("/grid/cells/history", response={200: list[CellStep], **REFUSALS}, summary="What became of the cells")
def read_history(request: HttpRequest, asked: Query[OfVillage]) -> Any:
    """Tell what was done to the grid of a village, the newest first; needs `cases.read` or `territory.manage`."""
    holder(request, "cases.read", MANAGE)
    return [
        CellStep(cell=name, fact_id=fact.id, kind=fact.kind, title=str(fact.title), happened_at=fact.happened_at)
        for name, fact in cells.history_of(territory.place(asked.village_path).path)
    ]


@router.post("/grid/cells/draw", response={200: Done, **REFUSALS}, summary="Draw a cell", openapi_extra=HEADER)
def draw_cell(request: HttpRequest, body: DrawCell) -> Done:
    """Draw how far a cell reaches, from a day within a year on; needs `territory.manage`."""
    day = body.valid_from or day_of(timezone.now())
    drawn = Drawn(_points(body.corners), day, body.path, body.name, body.scope_words)
    return Done(again=carry_out(request, service.draw_cell, village_path=body.village_path, drawn=drawn))


@router.post("/grid/cells/split", response={200: Done, **REFUSALS}, summary="Split a cell", openapi_extra=HEADER)
def split_cell(request: HttpRequest, body: SplitCell) -> Done:
    """Split a cell in two, from today on; needs `territory.manage`."""
    how = Cut(_points(body.line), (body.left_name, body.right_name), frozenset(body.right))
    return Done(again=carry_out(request, service.split_cell, path=body.path, how=how))


@router.post("/grid/cells/merge", response={200: Done, **REFUSALS}, summary="Merge two cells", openapi_extra=HEADER)
def merge_cells(request: HttpRequest, body: MergeCells) -> Done:
    """Merge two neighbouring cells, from today on; needs `territory.manage`."""
    return Done(again=carry_out(request, service.merge_cells, **body.model_dump()))


def _points(corners: Sequence[Corner]) -> tuple[Point, ...]:
    return tuple((round(lon * MICRO), round(lat * MICRO)) for lon, lat in corners)


def _degrees(ring: Sequence[Point] | None) -> list[tuple[float, float]] | None:
    return None if ring is None else [(x / MICRO, y / MICRO) for x, y in ring]
