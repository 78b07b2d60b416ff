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
from minqing.ledger.definitions import definition_hash
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
    One number. `share` is null where there is no whole: a dash, never 0 %; `value` is the number itself, of whatever
    kind it is, as decimal digits. `n` is how many facts stand behind it.

    It is `known_at` this position of the one order of facts; asked for again as known then, it is the same, as long as
    `definition`, the hash of what is counted, is the same.

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
    value: str | None = None
    unit: str = ""
    n: int | None = None
    known_at: int = 0
    definition: str = ""
    hidden: Literal["", "months", "waiting", "few"] = ""
    partly: bool = False


class Period(BaseModel):
    """Half-open days `[start, end)` of Asia/Shanghai, and at or below which paths; the system's own by default."""

    start: date
    end: date
    org_path: Path = ""
    place_path: Path = ""


class Known(Period):
    """As it was known when this position of the one order of facts was the last; by default as it is known now."""

    known_at: Annotated[int, Field(ge=0, le=2**62)] | None = None


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
def read_figure(request: HttpRequest, key: MeasureKey, asked: Query[Known]) -> Any:
    """Read one measure."""
    measure, scope = _measure(key), _scope(request, asked)
    said: dict[str, Any] = {"key": key, "start": asked.start, "end": asked.end, "unit": measure.unit}
    if measure.is_confided and not _oversight(request, scope):
        return Figure(**said, **_confided(cases.told(measure, scope, at=timezone.now())))
    number, known_at = queries.number(measure, **asdict(scope), known_at=asked.known_at)
    return Figure(
        **said,
        part=number.part,
        whole=(number.whole or 0) if number.part is not None else None,
        share=float(number.value) if measure.is_share and number.value is not None else None,
        value=None if number.value is None else f"{number.value:f}",
        n=number.n,
        known_at=known_at,
        definition=definition_hash(measure),
    )


@router.get("/figures/{key}/facts", response={200: page_of(FactView), **REFUSALS}, summary="Open a figure")
def open_figure(request: HttpRequest, key: MeasureKey, asked: Query[Side]) -> Any:
    """List the facts that a figure counts, newest first; facts of residents' ratings to oversight alone."""
    scope = _scope(request, asked)
    confided = _oversight(request, scope)
    return queries.facts_of(_measure(key), side=asked.side, cursor=asked.cursor, confided=confided, **asdict(scope))


def _confided(told: Told) -> dict[str, Any]:
    found = told.tally
    return {
        "part": found.part if found else None,
        "whole": found.whole if found else None,
        "share": found.share if found else None,
        "hidden": told.why,
        "partly": told.partly,
    }


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
