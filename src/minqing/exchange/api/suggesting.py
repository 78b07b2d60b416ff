"""What masked words may be about: for a person to look at, never a decision; and the models that say so."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries, service
from minqing.cases.records import Compared, MatterSuggestion, ModelView

from .auth import holder
from .filing import PreviewRequest
from .problems import REFUSALS
from .shapes import shape
from .throttle import refuse_hasty_system

router = Router(tags=["requests"])

Suggested: dict[int, Any] = {200: list[shape(MatterSuggestion)], **REFUSALS}  # type: ignore[misc]  # built at run time
Models: dict[int, Any] = {200: list[shape(ModelView)], **REFUSALS}  # type: ignore[misc]  # built at run time
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class TwoModels(BaseModel):
    """Which two."""

    one: Version
    other: Version


@router.post("/requests/suggest-matters", response=Suggested, summary="What may this be about?")
def suggest_matters(request: HttpRequest, body: PreviewRequest) -> Any:
    """
    Suggest at most three matters, the likeliest first, each with the words that speak for it; needs `cases.file`.

    The words are masked first. Nothing is written and nothing decided: a person chooses.
    """
    refuse_hasty_system(holder(request, "cases.file"))
    return list(queries.suggested_matters(service.preview(**body.model_dump()).words.text))


@router.get("/suggestions/models", response=Models, summary="List models that suggest matters")
def list_models(request: HttpRequest) -> Any:
    """List the newest models with how often each was right, and the one in use; needs `cases.route`."""
    holder(request, "cases.route")
    return list(queries.suggestion_models())


@router.get("/suggestions/compared", response={200: shape(Compared), **REFUSALS}, summary="Compare two models")
def compare_models(request: HttpRequest, asked: Query[TwoModels]) -> Any:
    """Ask two models about the newest settled requests within reach; needs `cases.route`."""
    actor = holder(request, "cases.route")
    refuse_hasty_system(actor)
    return queries.compare_models(asked.one, asked.other, actor=actor)
