"""What is printed for a village: its cards as A4 sheets, and which card belongs at which door."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.directory.queries import line_to_call
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.territory import queries, sheets
from minqing.territory.permissions import ISSUE_CARDS

from .auth import caller
from .inputs import Path
from .problems import REFUSALS

router = Router(tags=["tables"])

PDF = "application/pdf"
PAPER: dict[str, Any] = {"responses": {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}}


class OneVillage(BaseModel):
    """One village by its path."""

    village_path: Annotated[Path, Field(min_length=1)]


def _in_reach(request: HttpRequest, asked: OneVillage) -> Any:
    """Return the village, for whoever issues cards there."""
    actor = caller(request)
    if not actor.holds(ISSUE_CARDS):
        raise NotAllowed
    if not actor.may(ISSUE_CARDS, org_path=actor.org_path, place_path=asked.village_path):
        raise NotFound
    return queries.place(asked.village_path)


@router.get("/cards/sheet", response={200: bytes, **REFUSALS}, summary="Print cards", openapi_extra=PAPER)
def print_cards(request: HttpRequest, asked: Query[OneVillage]) -> Any:
    """Print a village's cards as A4 sheets with crop marks; needs `territory.issue_cards`."""
    village = _in_reach(request, asked)
    drawn = sheets.card_sheet_pdf(village.path, base_url=settings.PUBLIC_URL, at=timezone.now(), hotline=line_to_call())
    return HttpResponse(drawn, content_type=PDF)


@router.get("/cards/posting-list", response={200: bytes, **REFUSALS}, summary="Print a list", openapi_extra=PAPER)
def print_posting_list(request: HttpRequest, asked: Query[OneVillage]) -> Any:
    """Print which card of a village belongs at which door, with a box to tick; needs `territory.issue_cards`."""
    village = _in_reach(request, asked)
    return HttpResponse(sheets.posting_list_pdf(village.path, timezone.now(), actor=caller(request)), content_type=PDF)
