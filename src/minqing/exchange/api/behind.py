"""The requests behind a number of the overseer's page: one question for the number and for its list."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel

from minqing.cases import queries
from minqing.cases.records.behind import BehindNumber, Number
from minqing.kernel.times import refuse_no_span

from .auth import caller
from .figures import MeasureKey
from .inputs import Path, Short
from .problems import REFUSALS
from .shapes import shape
from .throttle import refuse_hasty_counting

router = Router(tags=["figures"])


class NumberAsked(BaseModel):
    """
    Which number: half-open days `[start, end)` of Asia/Shanghai, and which side of a share.

    `unit_path`: at or below this unit, with `alone` of exactly it; empty for all below the system's own grant.
    """

    start: date
    end: date
    side: Literal["part", "whole"] = "part"
    unit_path: Path = ""
    alone: bool = False
    cursor: Short | None = None


@router.get("/figures/{key}/requests", response={200: shape(BehindNumber), **REFUSALS}, summary="Open a number")
def read_requests_behind(request: HttpRequest, key: MeasureKey, asked: Query[NumberAsked]) -> Any:
    """
    List the requests that a number counts, newest first; needs `cases.oversee`.

    `key` is a measure's, or `lying.open`, `lying.late`, `lying.soon` for what lies at a unit now.
    """
    refuse_hasty_counting(caller(request))
    refuse_no_span(asked.start, asked.end)
    number = Number(key, asked.start, asked.end, asked.side, asked.unit_path, asked.alone)
    return queries.requests_behind(caller(request), number, cursor=asked.cursor or "", at=timezone.now())
