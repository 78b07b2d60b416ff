"""What everybody may read without a key: the public figures as they were frozen, and what offices released."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases.releasing import queries as released
from minqing.cases.releasing.records import ReleasedCase
from minqing.insight.public import queries
from minqing.insight.public.records import PublicTable
from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory

from .inputs import Cursor, Path
from .problems import REFUSALS
from .shapes import page_of, shape
from .throttle import refuse_hasty

router = Router(tags=["public"], auth=None)

DIVISION = 3
"""So many steps the path of a division has at most: county, township, village."""

WORDS = """
One year of a county, a township or a village, month by month: asked, closed by the office, late (the promised day came
without an answer) and unverified (nobody said whether it is solved). The same frozen numbers as on the page and on the
notice board. A number is null where it is not shown: fewer than `smallest`, or one from which such a number could be
worked out; so parts need not add up to their sum. A month is frozen once, some days after its end, and never changes.
Before the first one `year` is null and there are no months.

A village with fewer than `fewest` requests in twelve months is told as its township: then `place_path` is the
township's, and a month of `own` false is in the township's. `parts` are the places below over the months told; the one
without a path is the rest of them. Without a key, and 120 times a minute from one address.
"""


BOARD = """
One page of the requests that offices released to the public in a week of a county, a township or a village: those
asked, done, or late at the end of it. Words and answer are written for everybody; the resident's own words, name and
door never stand here. A village with fewer than some requests in twelve months (rule MQ-PUBLIC-N) is told as its
township: `place_path` says whose each request is told to be. For other systems in the form of Open311:
`/open311/v2/requests.json`. Without a key, and 120 times a minute from one address.
"""


class BoardAsked(Cursor):
    """Which place, which week by one of its days, and which of the three lists."""

    place: Annotated[Path, Field(examples=["139901/101/203/"])] = ""
    week: date | None = None
    part: Literal["asked", "done", "late"] = "asked"


@router.get(
    "/public/board",
    response={200: page_of(ReleasedCase), **REFUSALS},
    summary="Read a notice board",
    description=BOARD.strip(),
)
def read_board(request: HttpRequest, asked: Query[BoardAsked]) -> Any:
    """Read one page of one list of one week."""
    refuse_hasty(request)
    county, now = territory.county(), timezone.now()
    if county is None or asked.place.count("/") > DIVISION:
        raise NotFound
    place = territory.place(asked.place or county.path)
    week = released.week_of_place(place.path, day=asked.week or timezone.localdate(), at=now)
    return released.part_of_week(week, asked.part, at=now, cursor=asked.cursor, size=50)


class Asked(BaseModel):
    """Which place and which year; the county, and the newest year with a month told, when left out."""

    place: Annotated[Path, Field(examples=["139901/101/203/"])] = ""
    year: Annotated[int, Field(ge=2000, le=2100)] | None = None


@router.get(
    "/public/figures",
    response={200: shape(PublicTable), **REFUSALS},
    summary="Read the public figures",
    description=WORDS.strip(),
)
def read_public_figures(request: HttpRequest, asked: Query[Asked]) -> Any:
    """Read one year of one place."""
    refuse_hasty(request)
    county = territory.county()
    if county is None or asked.place.count("/") > DIVISION:
        raise NotFound
    return queries.public_table(territory.place(asked.place or county.path).path, year=asked.year)
