"""One search over requests, places, units and measures, each within the caller's reach."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from pydantic import BaseModel, Field, create_model

from minqing.cases import queries as cases
from minqing.cases.records import FoundRequests, SearchOnly
from minqing.directory.records import OrganisationView
from minqing.insight import finding
from minqing.insight.finding import FoundMeasure
from minqing.kernel.errors import NotAllowed, Refused
from minqing.territory.records import PlaceView

from .auth import caller
from .inputs import Path, Short
from .problems import REFUSALS
from .shapes import Shape, shape
from .throttle import refuse_hasty_counting

router = Router(tags=["cases"])

MANY = 20


class SearchAsked(BaseModel):
    """What to look for. A state and days narrow to requests, a place to requests and places."""

    q: Annotated[Short, Field(min_length=1, max_length=100, description="Words, a number, pinyin initials, …")]
    group: Literal["", "requests", "places", "units", "measures"] = ""
    state: Literal["", "open", "left"] = ""
    place_path: Path = ""
    since: Annotated[date | None, Field(description="Registered on this day or later.")] = None
    until: Annotated[date | None, Field(description="Registered on this day or earlier.")] = None
    cursor: Annotated[Short | None, Field(description="`next` of a group, which is to be named then.")] = None

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the groups that are looked in."""
        narrow = self.state or self.since or self.until
        fitting: tuple[str, ...] = ("requests",) if narrow else ("measures", "units", "places", "requests")
        if self.place_path:
            fitting = tuple(one for one in fitting if one in {"requests", "places"})
        return tuple(one for one in fitting if self.group in {"", one})


def found_of(item: type) -> type[BaseModel]:
    """Make the schema of one group of what was found by name."""
    return create_model(
        f"Found{item.__name__}s",
        __base__=Shape,
        __doc__="One group. `next` is the cursor of its next page; null at the end.",
        items=(list[shape(item)], ...),  # type: ignore[misc, arg-type]  # derived
        count=(str, ...),
        next=(str | None, None),
    )


class FoundInAll(BaseModel):
    """What was found in each group. A `count` ends at `1,000+`, and is empty on the pages after the first."""

    requests: shape(FoundRequests)  # type: ignore[valid-type]  # derived from the record
    places: found_of(PlaceView)  # type: ignore[valid-type]
    units: found_of(OrganisationView)  # type: ignore[valid-type]
    measures: found_of(FoundMeasure)  # type: ignore[valid-type]


@router.get("/search", response={200: FoundInAll, **REFUSALS}, summary="Search everything")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> Any:
    """
    Look for requests, places, units and measures within reach; needs `cases.read`, or `insight.read` for all
    but requests. What is looked for is not kept.

    Of several words each must be there. Latin letters, from two on, also find Chinese names that sound so.
    """
    actor = caller(request)
    if not any(map(actor.holds, finding.WITHIN)):
        raise NotAllowed
    refuse_hasty_counting(actor)
    if asked.cursor and not asked.group:
        raise Refused(_("Say of which group you want the next page."), field="group")
    only = SearchOnly(asked.state, asked.place_path, asked.since, asked.until)
    found = finding.names_found(
        actor, asked.q, groups=asked.groups, below=asked.place_path, cursor=asked.cursor, size=MANY
    )
    requests = FoundRequests((), "0")
    if "requests" in asked.groups:
        requests = cases.requests_found(actor, asked.q, only=only, cursor=asked.cursor, at=timezone.now())
    return {"requests": requests, "places": found.places, "units": found.units, "measures": found.measures}
