"""Declared measures: what each one counts and where it misleads, and its number over a period."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger import queries
from minqing.ledger.measures import MEASURES, Measure
from minqing.ledger.records import FactView

from .auth import caller
from .inputs import Path, Short
from .problems import REFUSALS
from .shapes import page_of

router = Router(tags=["figures"])

READS = ("ledger.read", "cases.oversee")


class MeasureShape(BaseModel):
    """One declared measure."""

    key: str
    title: str
    question: str
    unit: str
    is_share: bool
    better: Literal["higher", "lower", "neither"]
    counts: str
    misleads: str
    source: str


class Figure(BaseModel):
    """
    One number. `share` is null where there is no whole: a dash, never 0 %.

    `part` and `share` are null too where the figure rests on what fewer people confided than may be shown.
    """

    key: str
    start: date
    end: date
    part: int | None
    whole: int
    share: float | None


class Period(BaseModel):
    """Half-open days `[start, end)` of Asia/Shanghai, and at or below which paths; the system's own by default."""

    start: date
    end: date
    org_path: Path = ""
    place_path: Path = ""


class Side(Period):
    """Which facts of a figure."""

    side: Literal["part", "whole"] = "part"
    cursor: Short | None = None


MeasureKey = Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=80)]


@router.get("/measures", response={200: list[MeasureShape], **REFUSALS}, summary="List what is measured")
def list_measures(request: HttpRequest) -> Any:
    """List every declared measure with what it counts and where it misleads."""
    return [_shown(measure) for _key, measure in sorted(MEASURES.items())]


@router.get("/figures/{key}", response={200: Figure, **REFUSALS}, summary="Read one figure")
def read_figure(request: HttpRequest, key: MeasureKey, asked: Query[Period]) -> Any:
    """Read one measure straight from the facts."""
    measure, scope = _measure(key), _scope(request, asked)
    tally, period = queries.tally(measure, **scope), {"start": asked.start, "end": asked.end}
    if not _oversight(request, scope) and measure.hides(
        tally, k=cases.smallest_shown(scope["place_path"], at=timezone.now())
    ):
        return Figure(key=key, part=None, whole=tally.whole, share=None, **period)
    return Figure(key=key, part=tally.part, whole=tally.whole, share=tally.share, **period)


@router.get("/figures/{key}/facts", response={200: page_of(FactView), **REFUSALS}, summary="Open a figure")
def open_figure(request: HttpRequest, key: MeasureKey, asked: Query[Side]) -> Any:
    """List the facts that a figure counts, newest first."""
    scope = _scope(request, asked)
    confided = _oversight(request, scope)
    return queries.facts_of(_measure(key), side=asked.side, cursor=asked.cursor, confided=confided, **scope)


def _oversight(request: HttpRequest, scope: dict[str, Any]) -> bool:
    """Tell whether the caller is oversight there: residents' ratings open to nobody else one by one."""
    paths = {"org_path": scope["org_path"], "place_path": scope["place_path"]}
    return caller(request).may("cases.supervise", **paths)


def _measure(key: str) -> Measure:
    if key not in MEASURES:
        raise NotFound
    return MEASURES[key]


def _scope(request: HttpRequest, asked: Period) -> dict[str, Any]:
    actor = caller(request)
    org_path, place_path = asked.org_path or actor.org_path, asked.place_path or actor.place_path
    if not any(actor.may(name, org_path=org_path, place_path=place_path) for name in READS):
        raise NotAllowed
    if asked.end <= asked.start:
        raise Refused(field="end")
    return {"org_path": org_path, "place_path": place_path, "start": asked.start, "end": asked.end}


def _shown(measure: Measure) -> MeasureShape:
    return MeasureShape(
        key=measure.key,
        title=str(measure.title),
        question=str(measure.question),
        unit=measure.unit,
        is_share=measure.is_share,
        better=measure.better.value,
        counts=str(measure.counts),
        misleads=str(measure.misleads),
        source=measure.source,
    )
