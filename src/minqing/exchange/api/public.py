"""What everybody may read without a key: the public figures, as they were frozen."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.insight.public import queries
from minqing.insight.public.records import PublicTable
from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory

from .inputs import Path
from .problems import REFUSALS
from .shapes import shape
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
