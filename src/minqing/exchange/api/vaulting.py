"""Who wrote: asked for with a purpose, approved by somebody else, read on record. Photos, with the request."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from minqing.cases import queries as cases
from minqing.cases import service as case_service
from minqing.kernel.errors import NotFound
from minqing.vault import queries, service
from minqing.vault.records import Revealed, RevealView
from minqing.vault.verbs import VERBS

from .acting import offer
from .auth import caller
from .casework import CaseNumber
from .inputs import Cursor, Input, Short
from .problems import REFUSALS
from .shapes import page_of, shape

router = Router(tags=["vault"])


class OneReveal(Input):
    """One approved asking."""

    reveal_id: Annotated[Short, Field(min_length=1, max_length=40)]


@router.get("/cases/{number}/photos/{photo_id}", response={200: bytes, **REFUSALS}, summary="Read one photo")
def read_photo(request: HttpRequest, number: CaseNumber, photo_id: UUID) -> Any:
    """Read one photo of a request as a JPEG without metadata. That the request was read is recorded."""
    actor, at = caller(request), timezone.now()
    case_service.open_case(number=number, actor=actor, at=at)
    card = cases.case_card(number, actor=actor, at=at)
    if str(photo_id) not in {str(one) for one in card.photos}:
        raise NotFound
    return HttpResponse(queries.photo(photo_id, case_id=card.id), content_type="image/jpeg")


@router.get("/reveals/to-decide", response={200: page_of(RevealView), **REFUSALS}, summary="List what waits")
def list_to_decide(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List askings that wait for this system's decision; never its own."""
    return queries.reveals_to_decide(caller(request), cursor=asked.cursor)


@router.get("/reveals/asked", response={200: page_of(RevealView), **REFUSALS}, summary="List what was asked for")
def list_asked(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List what this system has asked for."""
    return queries.reveals_asked_by(caller(request), cursor=asked.cursor)


@router.post("/vault/read_reveal", response={200: shape(Revealed), **REFUSALS}, summary="Read who wrote")
def read_reveal(request: HttpRequest, body: OneReveal) -> Any:
    """Read who wrote, once approved. The resident sees that and when it was read."""
    return service.read_reveal(reveal_id=body.reveal_id, actor=caller(request), at=timezone.now())


offer(router, {key: verb for key, verb in VERBS.items() if key != "read_reveal"}, under="/vault", tag="vault")
