"""Who works here: posts with whoever sits in them, and what a post may do."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from minqing.directory import permissions as may
from minqing.directory import queries as directory
from minqing.directory.queries.standing_in import StandInView
from minqing.directory.records import GrantView, PostView, RecusalView
from minqing.kernel.errors import NotAllowed
from minqing.kernel.times import day_of

from .auth import caller, refuse_without_role
from .inputs import Cursor, Short
from .problems import REFUSALS
from .shapes import page_of, shape

router = Router(tags=["staff"])


class StaffAsked(Cursor):
    """A piece of a post's title, of a unit's name or of the name of whoever sits there."""

    text: Annotated[Short, Field(max_length=40)] = ""


@router.get("/posts", response={200: page_of(PostView), **REFUSALS}, summary="List posts")
def list_posts(request: HttpRequest, asked: Query[StaffAsked]) -> Any:
    """
    List open posts with their unit, whoever sits there and the work telephone, in the order of the units.

    Not for a system without any permission, such as one that only takes shared data.
    """
    refuse_without_role(request)
    return directory.staff(asked.text, cursor=asked.cursor)


@router.get("/posts/{post_id}", response={200: shape(PostView), **REFUSALS}, summary="Read one post")
def read_post(request: HttpRequest, post_id: UUID) -> Any:
    """Read one post, open or closed; not for a system without any permission."""
    refuse_without_role(request)
    return directory.post(post_id)


@router.get("/posts/{post_id}/grants", response={200: list[shape(GrantView)], **REFUSALS}, summary="What may it do?")  # type: ignore[misc]  # derived from the record
def list_grants(request: HttpRequest, post_id: UUID) -> Any:
    """List what a post may do; needs one of the permissions of the directory."""
    if not any(caller(request).holds(key) for key in may.SEE_GRANTS):
        raise NotAllowed
    return directory.grants_of(directory.post(post_id).id)


@router.get("/posts/{post_id}/recusals", response={200: list[shape(RecusalView)], **REFUSALS}, summary="Off what?")  # type: ignore[misc]  # derived from the record
def list_recusals(request: HttpRequest, post_id: UUID) -> Any:
    """List what a post has stepped back from or was taken off; needs `directory.recuse` above it."""
    return directory.recusals_of(post_id, actor=caller(request))


@router.get(
    "/posts/{post_id}/stand-ins",
    response={200: list[shape(StandInView)], **REFUSALS},  # type: ignore[misc]  # derived from the record
    summary="Who stands in?",
)
def list_stand_ins(request: HttpRequest, post_id: UUID) -> Any:
    """List who stands in for a post today or later; not for a system without any permission."""
    refuse_without_role(request)
    return list(directory.stand_ins_of(directory.post(post_id).id, on=day_of(timezone.now())))
