"""The one screen as data: the same numbers and sentences as the page."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel

from minqing.insight import queries
from minqing.insight.records import Board
from minqing.kernel.times import day_of, near

from .auth import caller
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["figures"])


class BoardAsked(BaseModel):
    """Half-open days `[start, end)` of Asia/Shanghai; this month by default."""

    start: date | None = None
    end: date | None = None


@router.get("/board", response={200: shape(Board), **REFUSALS}, summary="Read the one screen")
def read_board(request: HttpRequest, asked: Query[BoardAsked]) -> Any:
    """
    Read the one screen below the caller's widest grant; needs `insight.read`.

    A `part` of `rows` that is null would point at fewer than `smallest` requests (rule MQ-K).
    """
    now = timezone.now()
    start = near(asked.start or day_of(now).replace(day=1))
    end = asked.end or max(start, day_of(now)) + timedelta(days=1)
    return queries.board(caller(request), at=now, start=start, end=end)
