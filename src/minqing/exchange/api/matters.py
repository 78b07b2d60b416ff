"""The matter catalogue: the tree, one matter with what it asks, versions, and loading a tree from a file."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from minqing.cases import queries, service
from minqing.cases.records import MatterCard, MatterView, Succession, TreeClass, TreeReport, TreeVersionView

from .auth import caller
from .inputs import Input, Short
from .loading import content_of
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["tables"])

Matters: dict[int, Any] = {200: list[shape(MatterView)], **REFUSALS}  # type: ignore[misc]  # built at run time
Classes: dict[int, Any] = {200: list[shape(TreeClass)], **REFUSALS}  # type: ignore[misc]  # built at run time
Versions: dict[int, Any] = {200: list[shape(TreeVersionView)], **REFUSALS}  # type: ignore[misc]  # built at run time
Followed: dict[int, Any] = {200: list[shape(Succession)], **REFUSALS}  # type: ignore[misc]  # built at run time
Number = Annotated[int, Field(ge=1, le=32_767)]


class TreeAsked(BaseModel):
    """What the matters shall have in their name, code, class or key words; or its sound."""

    word: Annotated[Short, Field(max_length=60)] = ""


class HowToPublish(Input):
    """Whether to write, and whether much may be retired."""

    dry_run: Annotated[bool, Field(description="Say what would change, and write nothing.")] = False
    retire_many: Annotated[bool, Field(description="More than a fifth of all matters shall be retired.")] = False


@router.get("/matters", response=Matters, summary="List kinds of matter")
def list_matters(request: HttpRequest) -> Any:
    """List every matter in use with its number, which never changes its meaning, in the order of the tree."""
    return list(queries.matters())


@router.get("/matters/tree", response=Classes, summary="Read the tree of matters")
def read_tree(request: HttpRequest, asked: Query[TreeAsked]) -> Any:
    """Read the three levels of matters in use, each with the open requests within reach."""
    return list(queries.matter_tree(actor=caller(request), word=asked.word))


@router.get("/matters/versions", response=Versions, summary="List the versions of the tree")
def list_versions(request: HttpRequest) -> Any:
    """List every tree that was published, the newest first."""
    return list(queries.tree_versions())


@router.get("/matters/versions/{version}", response={200: shape(TreeVersionView), **REFUSALS}, summary="Read a version")
def read_version(request: HttpRequest, version: Number) -> Any:
    """Read one published tree with what it changed against the one before."""
    return queries.tree_version(version)


@router.get("/matters/followed", response=Followed, summary="List retired matters with what follows them")
def list_followed(request: HttpRequest) -> Any:
    """List retired matters, those first that open requests or routing still name."""
    return list(queries.successions())


@router.get("/matters/{matter_number}", response={200: shape(MatterCard), **REFUSALS}, summary="Read one matter")
def read_matter(request: HttpRequest, matter_number: Number) -> Any:
    """Read one matter with its duties, unit, rule of time, evidence and extra questions; retired ones too."""
    return queries.matter_card(matter_number, actor=caller(request))


@router.post("/matters/tree/load", response={200: shape(TreeReport), **REFUSALS}, summary="Publish a tree of matters")
def load_tree(request: HttpRequest, how: Form[HowToPublish], table: File[UploadedFile]) -> Any:
    """
    Publish a tree from a CSV file (UTF-8 or GB18030): 大类, 中类, 小类, or 代码, 名称, 上级代码. All of it or nothing.

    Repeating it changes nothing. With refusals nothing is written, and the answer names each line.
    """
    return service.import_matters(
        data=content_of(table),
        actor=caller(request),
        at=timezone.now(),
        dry_run=how.dry_run,
        retire_many=how.retire_many,
    )
