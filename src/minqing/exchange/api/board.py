"""The one screen as data: the same numbers and sentences as the page."""

from datetime import date, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.insight import queries
from minqing.insight.records import Board
from minqing.kernel.times import day_of, near

from .auth import caller
from .inputs import Long, Path, Short
from .problems import REFUSALS
from .shapes import shape
from .throttle import refuse_hasty_system

router = Router(tags=["figures"])


class BoardAsked(BaseModel):
    """Half-open days `[start, end)` of Asia/Shanghai; this month by default."""

    start: date | None = None
    end: date | None = None
    at: Annotated[Path, Field(description="A place or unit below the caller's own reach, by its path.")] = ""
    map: Annotated[Short, Field(description="The measure of the map, by its key.")] = ""
    tiles: Annotated[Long, Field(description="Measures to show, by key, with commas; the caller's own else.")] = ""


@router.get("/board", response={200: shape(Board), **REFUSALS}, summary="Read the one screen")
def read_board(request: HttpRequest, asked: Query[BoardAsked]) -> Any:
    """
    Read the one screen below the caller's widest grant, or `at` something below that; needs `insight.read`.

    A number is a `part`, of a share with its `whole`; or, of a mean, a percentile or what is worked out from others, a
    `value` with `n`, how many facts stand behind it. Where `part` and `n` are both null it would point at fewer than
    `smallest` requests (rule MQ-K): in `rows` and `map`, and below the caller's own reach everywhere. `level` is the
    number of a place's class on the map, 0 where it has none.
    """
    refuse_hasty_system(caller(request))
    now = timezone.now()
    start = near(asked.start or day_of(now).replace(day=1))
    end = asked.end or max(start, day_of(now)) + timedelta(days=1)
    tiles = tuple(key.strip() for key in asked.tiles.split(",") if key.strip())
    return queries.board(caller(request), queries.Asked(start, end, asked.at, asked.map, tiles), at=now)
