"""Shared data: what there is, what this system was granted, and the figures and facts of a grant; uses are logged."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.exchange.sharing import elements as catalogue
from minqing.exchange.sharing import using
from minqing.exchange.sharing.holding import Held, held_by
from minqing.kernel.ref import Ref
from minqing.ledger.feeds import last_position

from .auth import caller
from .copies import HEADER, copy_number
from .figures import MeasureKey
from .inputs import Path, Short
from .problems import REFUSALS
from .shapes import Moment, shape
from .throttle import refuse_hasty_system

router = Router(tags=["shared"])

CSV = "text/csv"
FILE: dict[str, Any] = {"responses": {200: {"content": {CSV: {"schema": {"type": "string"}}}}}}
FIXED = ("position", "kind", "day", "org_path", "place_path", "thing", "sign", "reverses")
BOM = "\ufeff"
Kind = Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=80)]
GrantId = Annotated[str, Field(pattern=r"^[0-9a-fA-F-]{36}$", description="The id of the grant; see `/shared/grants`.")]


class ColumnShape(BaseModel):
    """One number that facts of a kind carry; `codes` say what its numbers mean."""

    name: str
    meaning: str
    unit: str
    codes: dict[str, str]


class ElementShape(BaseModel):
    """One element of the catalogue; `owner` is the path of the unit that answers for it, `shared` whether it can be."""

    key: str
    title: str
    meaning: str
    unit: str
    owner: str
    source: list[str]
    kept: str
    shared: bool
    classification: str
    columns: list[ColumnShape]


class GrantShape(BaseModel):
    """One grant of this system. `state`: `in_force`, `expired` or `withdrawn`. `elements`: key → columns given."""

    id: str
    purpose: str
    legal_basis: str
    org_path: str
    place_path: str
    first_day: date
    last_day: date
    expires_at: Moment
    state: str
    elements: dict[str, list[str]]


class SharedPeriod(BaseModel):
    """Half-open days `[start, end)` of Asia/Shanghai, and at or below which paths; the system's own by default."""

    start: date
    end: date
    org_path: Path = ""
    place_path: Path = ""


class FeedAsked(BaseModel):
    """Of which grant, after which position, of which kinds; all of the grant by default."""

    grant: GrantId
    cursor: Annotated[Short, Field(description="`next` of an answer before; empty to begin.")] = ""
    kind: Annotated[list[Kind], Field(max_length=50)] = []
    limit: Annotated[int, Field(ge=1, le=using.MOST)] | None = None


class DumpAsked(BaseModel):
    """Of which grant."""

    grant: GrantId


@router.get("/shared/elements", response={200: list[ElementShape], **REFUSALS}, summary="Read the catalogue")
def list_elements(request: HttpRequest) -> Any:
    """
    List every data element: measures and kinds of fact, who answers for each, and whether it can be shared.

    The catalogue holds no data. To get some, ask the owner for a grant.
    """
    found = catalogue.elements()
    owners = catalogue.owners(one.key for one in found)
    return [_element(one, owners[one.key].org_path) for one in found]


@router.get("/shared/grants", response={200: list[GrantShape], **REFUSALS}, summary="List what was granted")
def list_grants(request: HttpRequest) -> Any:
    """List the grants of this system, newest first, those that are over too."""
    return [_grant(one) for one in held_by(caller(request), at=timezone.now())]


@router.get("/shared/figures/{key}", response={200: shape(using.SharedFigure), **REFUSALS}, summary="Take a figure")
def take_figure(request: HttpRequest, key: MeasureKey, asked: Query[SharedPeriod]) -> Any:
    """
    Take one figure under a grant: only measures, days and paths of a grant in force; the use is logged.

    `no-grant`, `grant-over` and `beyond-grant` say why not.
    """
    actor, now = caller(request), timezone.now()
    refuse_hasty_system(actor)
    paths = {"org_path": asked.org_path, "place_path": asked.place_path}
    return using.figure(actor, key, start=asked.start, end=asked.end, **paths, at=now)


@router.get("/shared/facts", response={200: shape(using.Fed), **REFUSALS}, summary="Follow facts")
def follow_facts(request: HttpRequest, asked: Query[FeedAsked]) -> Any:
    """
    Follow the facts of a grant in the one order of all facts; the use is logged.

    Begin without a cursor, keep `next`, go on with it: no fact comes twice, none is missed, and what is taken back
    comes as a fact of its own with `sign` -1. A stretch may be empty while `more` is true. Neither persons nor who
    acted are given.
    """
    actor, now = caller(request), timezone.now()
    refuse_hasty_system(actor)
    return using.feed(actor, grant_id=asked.grant, kinds=asked.kind, cursor=asked.cursor, limit=asked.limit, at=now)


@router.get("/shared/facts.csv", response={200: str, **REFUSALS}, summary="Take a file", openapi_extra=FILE)
def take_file(request: HttpRequest, asked: Query[DumpAsked]) -> Any:
    """
    Take all facts of a grant so far as one CSV file, streamed; that it was taken stands in the ledger.

    The header `Copy-Number` names this copy: keep it with the file. Go on with the feed from the position in the
    header `Feed-Cursor`.
    """
    actor, now = caller(request), timezone.now()
    refuse_hasty_system(actor)
    grant, through = using.fed_to(actor, asked.grant, at=now), last_position()
    using.note_dump(grant=grant, through=through, actor=actor, at=now)
    answer = StreamingHttpResponse(_lines(grant, through, now), content_type=f"{CSV}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="facts.csv"'
    answer["Feed-Cursor"] = str(through)
    answer[HEADER] = copy_number("sharing.dumped", Ref("data_grant", grant.id), actor=actor, at=now)
    return answer


def _lines(grant: Held, through: int, at: datetime) -> Iterator[str]:
    names = sorted({name for columns in grant.kinds().values() for name in columns})
    yield BOM + _line((*FIXED, *names))
    for one in using.dump(grant, through, at=at):
        yield _line((*(getattr(one, name) for name in FIXED), *(one.data.get(name) for name in names)))


def _line(cells: Any) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow(["" if cell is None else cell for cell in cells])
    return kept.getvalue()


def _element(one: catalogue.Element, owner: str) -> ElementShape:
    columns = [
        ColumnShape(
            name=column.name,
            meaning=column.meaning,
            unit=column.unit,
            codes={str(number): str(title) for number, title in column.codes},
        )
        for column in one.columns
        if column.is_open
    ]
    return ElementShape(
        key=one.key,
        title=str(one.title),
        meaning=str(one.meaning),
        unit=one.unit,
        owner=owner,
        source=list(one.source),
        kept=str(one.kept),
        shared=one.is_open,
        classification=one.classification,
        columns=columns,
    )


def _grant(one: Held) -> GrantShape:
    return GrantShape(
        id=one.id,
        purpose=one.purpose,
        legal_basis=one.legal_basis,
        org_path=one.org_path,
        place_path=one.place_path,
        first_day=one.first_day,
        last_day=one.last_day,
        expires_at=one.expires_at,
        state=one.state,
        elements={key: list(columns) for key, columns in one.elements.items()},
    )
