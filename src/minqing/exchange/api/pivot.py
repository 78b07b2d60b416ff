"""The pivot as data: the same question, the same numbers and the same refusals as the page."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from minqing.insight.pivots import records
from minqing.insight.pivots.asked import asked_of
from minqing.insight.pivots.queries import pivot
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of

from .auth import caller
from .inputs import Path, Short
from .problems import REFUSALS
from .throttle import refuse_hasty_system

router = Router(tags=["figures"])
PAGE = 200
Key = Annotated[str, Field(max_length=80)]


class PivotAsked(BaseModel):
    """
    One to eight measures `m`; `rows` by one or two and `cols` by one of `township`, `village`, `grid`, `unit`,
    `section`, `day`, `month`, `quarter`, `year`, `matter`, `channel`; a named `period`, or `from` and `to`, both
    inside.
    """

    m: Annotated[list[Key], Field(min_length=1, max_length=20)]
    rows: Annotated[list[Key], Field(min_length=1, max_length=5)]
    cols: Key = ""
    period: Key = ""
    from_: Annotated[Key, Field(alias="from")] = ""
    to: Key = ""
    vs: Annotated[Key, Field(description="`previous`, `year` or `own`.")] = ""
    vs_from: Key = ""
    vs_to: Key = ""
    place: Path = ""
    org: Path = ""
    matter: Annotated[list[Key], Field(max_length=200)] = []
    channel: Annotated[list[Key], Field(max_length=20)] = []
    sort: Annotated[Short, Field(description="A column's `id` or `label`; with `-` the largest first.")] = ""
    page: Key = ""
    known_at: Key = ""


class Derived(BaseModel):
    """A record of the pivot, as it is."""

    model_config = ConfigDict(from_attributes=True)


class PivotNumber(BaseModel):
    """
    One number, `value` in decimal digits, a share from 0 to 1; null where there is nothing to divide by.

    `hidden`: it would point at fewer than `smallest`, and nothing else is told of it. Where periods are compared:
    `before`, the `difference`, and of shares its 95 % interval; `is_real` where that leaves out nought.
    """

    value: str | None
    part: int | None
    whole: int | None
    hidden: bool
    before: str | None = None
    before_hidden: bool = False
    difference: str | None = None
    low: float | None = None
    high: float | None = None
    is_real: bool | None = None


class PivotColumn(Derived):
    """One measure, of one value of the columns' split; `at` is empty for all of them."""

    id: str
    at: str
    label: str
    measure: str
    unit: str


class PivotRow(BaseModel):
    """
    One row: the values of its splits as keys and in words, its numbers in the columns' order.

    The key of a place or a unit is its path, closed ones too; `-` is what lies in none of them, or what says no matter
    or channel.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: tuple[PivotNumber, ...]


class PivotMeasure(BaseModel):
    """What one measure is, with the hash of its definition."""

    key: str
    title: str
    unit: str
    formula: str
    definition: str


class PivotShape(BaseModel):
    """
    One page of a pivot over half-open days `[start, end)`. Totals are read, not summed.

    `known_at` is the position of the last fact that is known in it; asked for again as known then, it is the same.
    """

    start: date
    end: date
    before_start: date | None
    before_end: date | None
    known_at: int
    org_path: str
    place_path: str
    columns: tuple[PivotColumn, ...]
    rows: tuple[PivotRow, ...]
    total: PivotRow
    count: int
    page: int
    pages: int
    smallest: int
    hidden: int
    measures: tuple[PivotMeasure, ...]
    notes: tuple[str, ...] = Field(description="Why measures are null by matter or channel: too much to go through.")


@router.get("/pivot", response={200: PivotShape, **REFUSALS}, summary="Pivot figures")
def read_pivot(request: HttpRequest, asked: Query[PivotAsked]) -> Any:
    """
    Read measures by place, unit, time, matter and channel, below the caller's reach; needs `insight.read`.

    Two hundred rows a page. Measures of what residents said in confidence are refused.
    """
    now, actor = timezone.now(), caller(request)
    refuse_hasty_system(actor)
    said = asked.model_dump(by_alias=True)
    query = {name: value if isinstance(value, list) else [value] for name, value in said.items()}
    question = asked_of(query, day_of(now))
    found = pivot(actor, question, at=now)
    pages = max(-(-len(found.rows) // PAGE), 1)
    if question.page > pages:
        raise Refused(_("There are only %(n)s pages.") % {"n": pages}, field="page")
    return _shape(found, question.page, pages)


def _shape(found: records.Pivot, page: int, pages: int) -> PivotShape:
    names = ("start", "end", "before_start", "before_end", "known_at", "org_path", "place_path", "smallest", "hidden")
    return PivotShape(
        **{name: getattr(found, name) for name in names},
        columns=tuple(PivotColumn.model_validate(one) for one in found.columns),
        rows=tuple(_row(row) for row in found.rows[(page - 1) * PAGE : page * PAGE]),
        total=_row(found.total),
        count=len(found.rows),
        page=page,
        pages=pages,
        measures=tuple(
            PivotMeasure(
                key=one.key, title=str(one.title), unit=one.unit, formula=one.formula, definition=one.definition
            )
            for one in found.measures
        ),
        notes=found.notes,
    )


def _row(row: records.Row) -> PivotRow:
    return PivotRow(keys=row.keys, labels=row.labels, numbers=tuple(_number(one) for one in row.cells))


def _number(shown: records.Shown) -> PivotNumber:
    cell, change = shown.cell, shown.change
    own = PivotNumber(value=_digits(cell.value), part=cell.part, whole=cell.whole, hidden=cell.hidden)
    if change is None:
        return own
    return own.model_copy(
        update={
            "before": _digits(change.before.value),
            "before_hidden": change.before.hidden,
            "difference": _digits(change.more),
            "low": change.low,
            "high": change.high,
            "is_real": change.is_real,
        }
    )


def _digits(value: Any) -> str | None:
    return None if value is None else f"{value:f}"
