"""Topics: where many ask for the same, and what is made of it."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries
from minqing.cases.queries.topics import SEES, Gathering
from minqing.cases.records import TopicView

from .auth import holder
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["cases"])

Topics: dict[int, Any] = {200: list[shape(TopicView)], **REFUSALS}  # type: ignore[misc]  # built at run time
Gatherings: dict[int, Any] = {200: list[shape(Gathering)], **REFUSALS}  # type: ignore[misc]  # built at run time
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class TopicsAsked(BaseModel):
    """Which topics."""

    before: Annotated[int, Field(ge=0, le=2**31 - 1, description="Number of the last finished one seen; 0: begin.")] = 0


@router.get("/topics", response=Topics, summary="List topics")
def list_topics(request: HttpRequest, asked: Query[TopicsAsked]) -> Any:
    """
    List topics within reach, the open ones first and then the newest, fifty at a time, without their requests.

    Needs `cases.supervise` or `cases.oversee`.
    """
    return list(queries.topics(actor=holder(request, *SEES), at=timezone.now(), before=asked.before))


@router.get("/topics/gatherings", response=Gatherings, summary="Where many ask for the same")
def list_gatherings(request: HttpRequest) -> Any:
    """List matters that came often from one village lately and are in no open topic: counts, never people."""
    return list(queries.gatherings(actor=holder(request, *SEES), at=timezone.now()))


@router.get("/topics/{topic}", response={200: shape(TopicView), **REFUSALS}, summary="Read one topic")
def read_topic(request: HttpRequest, topic: Number) -> Any:
    """Read one topic with those of its requests that lie within reach."""
    return queries.topic(topic, actor=holder(request, *SEES), at=timezone.now())
