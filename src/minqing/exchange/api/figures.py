"""Declared measures: what each one counts and where it misleads, and its number over a period."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.times import refuse_no_span
from minqing.ledger import queries
from minqing.ledger.confided import Told
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

    What residents said in rating is told to oversight of any days; to everybody else of whole months only. Where it is
    not told, `part`, `whole` and `share` are null, and `hidden` says why: `months` (the period is not made of whole
    calendar months), `waiting` (a month has not been over for long enough, rule MQ-RATE-WAIT), `few` (fewer than rule
    MQ-K say). `partly`: months of units in which too few answered are left out.
    """

    key: str
    start: date
    end: date
    part: int | None
    whole: int | None
    share: float | None
    hidden: Literal["", "months", "waiting", "few"] = ""
    partly: bool = False


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
    told = _told(request, measure, scope)
    found = told.tally
    return Figure(
        key=key,
        start=asked.start,
        end=asked.end,
        part=found.part if found else None,
        whole=found.whole if found else None,
        share=found.share if found else None,
        hidden=told.why,
        partly=told.partly,
    )


@router.get("/figures/{key}/facts", response={200: page_of(FactView), **REFUSALS}, summary="Open a figure")
def open_figure(request: HttpRequest, key: MeasureKey, asked: Query[Side]) -> Any:
    """List the facts that a figure counts, newest first; facts of residents' ratings to oversight alone."""
    scope = _scope(request, asked)
    confided = _oversight(request, scope)
    return queries.facts_of(_measure(key), side=asked.side, cursor=asked.cursor, confided=confided, **asdict(scope))


def _told(request: HttpRequest, measure: Measure, scope: cases.Scope) -> Told:
    if measure.is_confided and not _oversight(request, scope):
        return cases.told(measure, scope, at=timezone.now())
    return Told(queries.tally(measure, **asdict(scope)))


def _oversight(request: HttpRequest, scope: cases.Scope) -> bool:
    return cases.sees_who_rated(caller(request), org_path=scope.org_path, place_path=scope.place_path)


def _measure(key: str) -> Measure:
    if key not in MEASURES:
        raise NotFound
    return MEASURES[key]


def _scope(request: HttpRequest, asked: Period) -> cases.Scope:
    actor = caller(request)
    org_path, place_path = asked.org_path or actor.org_path, asked.place_path or actor.place_path
    if not any(actor.may(name, org_path=org_path, place_path=place_path) for name in READS):
        raise NotAllowed
    refuse_no_span(asked.start, asked.end)
    return cases.Scope(org_path, place_path, asked.start, asked.end)


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
