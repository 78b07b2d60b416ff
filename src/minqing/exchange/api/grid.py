"""The grid: what is not asked of a grid worker, doors without a contact, and where more comes in than chance."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.cases.grid_list import NotAsked, matters_not_of_the_grid, not_asked_of_the_grid
from minqing.directory import queries as directory
from minqing.insight.panels import piling
from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory
from minqing.territory.permissions import ISSUE_CARDS
from minqing.territory.records import DoorLine, VillageCards

from .auth import holder
from .inputs import Path
from .panels.telling import PanelMeasure
from .problems import REFUSALS
from .shapes import shape
from .throttle import refuse_hasty_system

router = Router(tags=["territory"])


class SparedOfGrid(BaseModel):
    """What nobody may hand to a grid worker, and the matters that the catalogue marks so."""

    not_asked: list[shape(NotAsked)]  # type: ignore[valid-type]  # derived from the record
    matters: list[str]


class PiledUp(BaseModel):
    """One village or matter: `count` in the last four weeks, `usual` before, and `limit` up to where it is chance."""

    measure: PanelMeasure
    place_path: str
    name: str
    matter: int
    count: int
    usual: float
    limit: float


class Warnings(BaseModel):
    """What piles up, what is farthest from usual first. `says` is false where too few weeks lie behind."""

    start: date
    end: date
    places: list[PiledUp]
    matters: list[PiledUp]
    says: bool


@dataclass(frozen=True, slots=True)
class VillageContacts:
    """How many doors of a village have their contact, beside how far its cards are."""

    cards: VillageCards
    with_contact: int


class Village(BaseModel):
    """One village by its path."""

    village_path: Annotated[Path, Field(min_length=1)]


MOST_DOORS = 5_000
Doors: dict[int, Any] = {200: list[shape(DoorLine)], **REFUSALS}  # type: ignore[misc]  # built at run time
Contacts: dict[int, Any] = {200: list[shape(VillageContacts)], **REFUSALS}  # type: ignore[misc]  # built at run time


@router.get("/grid/not-asked", response={200: SparedOfGrid, **REFUSALS}, summary="What is not asked of the grid")
def list_not_asked(request: HttpRequest) -> Any:
    """List what nobody may hand to a grid worker, with what to do instead and where that is written."""
    holder(request, "cases.file")
    return {"not_asked": list(not_asked_of_the_grid()), "matters": list(matters_not_of_the_grid())}


@router.get("/grid/warnings", response={200: Warnings, **REFUSALS}, summary="Where more comes in than chance explains")
def list_warnings(request: HttpRequest) -> Any:
    """List villages and matters, never people, where more came in than chance explains; needs `insight.read`."""
    actor = holder(request, "insight.read")
    refuse_hasty_system(actor)
    found, names = piling.piling_up(actor, at=timezone.now()), cases.matter_names()
    return Warnings(
        start=found.span.start or found.span.end,
        end=found.span.end,
        places=[_piled(one, one.name) for one in found.places],
        matters=[_piled(one, str(names.get(one.matter, one.matter))) for one in found.matters],
        says=found.says,
    )


@router.get("/cards/contacts", response=Contacts, summary="Which doors have nobody to call?")
def list_contacts(request: HttpRequest) -> Any:
    """Say village by village how many doors have their contact and their card; needs `territory.issue_cards`."""
    actor, county = holder(request, ISSUE_CARDS), territory.county()
    if county is None:
        raise NotFound
    named = Counter(_village_of(path) for path in directory.with_contact(county.path))
    return [VillageContacts(one, named[one.path]) for one in territory.card_overview(county.path, actor=actor)]


@router.get("/cards/contacts/missing", response=Doors, summary="Which doors of a village have no contact?")
def list_without_contact(request: HttpRequest, asked: Query[Village]) -> Any:
    """List the doors of one village that have no contact: places only; needs `territory.issue_cards` there."""
    actor, found = holder(request, ISSUE_CARDS), territory.place(asked.village_path)
    may = actor.may(ISSUE_CARDS, org_path=actor.org_path, place_path=found.path)
    if found.kind != "village" or not may:
        raise NotFound
    named = directory.with_contact(found.path)
    return [one for one in territory.doors_of(found.path, limit=MOST_DOORS) if one.path not in named]


def _piled(one: piling.Piled, name: str) -> PiledUp:
    measure = PanelMeasure.of(one.measure)
    return PiledUp(
        measure=measure,
        place_path=one.path,
        name=name,
        matter=one.matter,
        count=one.count,
        usual=one.usual,
        limit=one.limit,
    )


def _village_of(path: str) -> str:
    """Return the first three parts: county, township, village."""
    return "/".join(path.split("/")[:3]) + "/"
