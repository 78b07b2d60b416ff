"""A figure split by place, organisation, month, matter or channel, each row with its name."""

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries as cases
from minqing.ledger import queries
from minqing.ledger.measures import Measure
from minqing.ledger.splits import By, Row, confides

from .asking import Known, is_oversight, question_of
from .auth import caller
from .figures import Figure, MeasureKey, of_number, told
from .problems import REFUSALS
from .throttle import refuse_hasty_counting

router = Router(tags=["figures"])


class SplitAsked(Known):
    """By what."""

    by: By


class SplitRow(BaseModel):
    """
    One row: a place or an organisation with everything below it, a month, or one value of a mark.

    Where it is not told, all numbers are null and `hidden` says why: `few` (fewer than rule MQ-K say), `beside` (else
    the only such row could be worked out by subtracting).
    """

    key: str = Field(description="A path, `2026-09`, or the number of a mark; empty for facts without it.")
    title: str
    here: bool = Field(description="What lies at this very node, without the rows below it.")
    part: int | None
    whole: int | None
    share: float | None
    value: str | None
    n: int | None
    hidden: Literal["", "few", "beside"]


class SplitFigure(BaseModel):
    """A figure and its rows; `adds_up` tells whether they make the whole. `smallest` is rule MQ-K."""

    by: str
    adds_up: bool
    smallest: int
    figure: Figure
    rows: list[SplitRow]


@router.get("/figures/{key}/split", response={200: SplitFigure, **REFUSALS}, summary="Split one figure")
def split_figure(request: HttpRequest, key: MeasureKey, asked: Query[SplitAsked]) -> Any:
    """
    Split one figure. By `matter` and `channel` only what is counted of facts that carry them: see `splits` of measures.
    A stock counts what stands, each under the newest matter known of it by then.

    What residents confided is split for oversight alone.
    """
    refuse_hasty_counting(caller(request))
    measure, question = queries.measure_called(key), question_of(request, asked)
    if confides(measure, asked.by) and not is_oversight(request, question):
        raise queries.Confided
    smallest = cases.smallest_shown(question.place_path, at=question.at)
    found = queries.split(measure, asked.by, question, k=smallest)
    names = cases.row_titles(measure, asked.by, [row.key for row in found.rows])
    rows = [_row(measure, row, names) for row in found.rows]
    figure = told(measure, question, found.figure)
    return SplitFigure(by=found.by, adds_up=found.adds_up, smallest=smallest, figure=figure, rows=rows)


def _row(measure: Measure, row: Row, names: Mapping[str, str]) -> SplitRow:
    title = names.get(row.key, row.key)
    return SplitRow(key=row.key, title=title, here=row.here, hidden=row.hidden, **of_number(measure, row.number))
