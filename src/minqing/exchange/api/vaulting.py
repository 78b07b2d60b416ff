"""Who wrote: asked for with a purpose, approved by somebody else, read on record. Photos, with the request."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from minqing.cases import queries as case_queries
from minqing.cases import service as cases
from minqing.kernel.ref import Ref
from minqing.territory import queries as territory
from minqing.vault import custodies, queries, service
from minqing.vault.records import Certificate, CustodyView, Revealed, RevealsOfMonth, RevealView
from minqing.vault.verbs import VERBS

from .acting import offer
from .auth import caller
from .casework import CaseNumber
from .copies import HEADER as COPY
from .copies import copied, copy_number, numbered
from .inputs import Cursor, Input, Short
from .problems import REFUSALS
from .shapes import Shape, page_of, shape

router = Router(tags=["vault"])


class Keeping(Cursor):
    """Which keeping: ``waiting`` for its erasure, the soonest first, or ``held`` by a legal hold."""

    listed: Literal["waiting", "held"] = "waiting"


class OneReveal(Input):
    """One approved asking."""

    reveal_id: Annotated[Short, Field(min_length=1, max_length=40)]


@router.get("/cases/{number}/photos/{photo_id}", response={200: bytes, **REFUSALS}, summary="Read one photo")
def read_photo(request: HttpRequest, number: CaseNumber, photo_id: UUID) -> Any:
    """
    Read one photo of a request as a JPEG without metadata, with the number of this system's copy drawn into it.

    That the request was read is recorded.

    Of a request about a child only while an approved asking of this system is open (`approval-needed`).
    """
    jpeg = cases.open_photo(number=number, photo_id=photo_id, actor=caller(request), at=timezone.now())
    return HttpResponse(jpeg, content_type="image/jpeg")


@router.get("/reveals/to-decide", response={200: page_of(RevealView), **REFUSALS}, summary="List what waits")
def list_to_decide(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List askings that wait for this system's decision; never its own."""
    return queries.reveals_to_decide(caller(request), cursor=asked.cursor)


@router.get("/reveals/asked", response={200: page_of(RevealView), **REFUSALS}, summary="List what was asked for")
def list_asked(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List what this system has asked for."""
    return queries.reveals_asked_by(caller(request), cursor=asked.cursor)


@router.post("/vault/read_reveal", response={200: copied(Revealed), **REFUSALS}, summary="Read who wrote")
def read_reveal(request: HttpRequest, body: OneReveal, response: HttpResponse) -> Any:
    """Read who wrote, once approved. The resident sees that and when it was read."""
    actor, at = caller(request), timezone.now()
    shown = service.read_reveal(reveal_id=body.reveal_id, actor=actor, at=at)
    response[COPY] = copy_number("vault.revealed", Ref("case", shown.case_id), actor=actor, at=at)
    return numbered(shown, response[COPY])


@router.get("/public/reveals", auth=None, response={200: shape(RevealsOfMonth), **REFUSALS}, summary="Public count")
def count_reveals(request: HttpRequest) -> Any:
    """Say how often who wrote was opened to staff in the last whole month; for everybody, small numbers hidden."""
    now, county = timezone.now(), territory.county()
    smallest = case_queries.smallest_shown(county.path if county else "", at=now)
    return queries.reveals_of_last_month(now, smallest=smallest)


@router.get("/custody", response={200: page_of(CustodyView), **REFUSALS}, summary="List what is kept")
def list_custody(request: HttpRequest, asked: Query[Keeping]) -> Any:
    """List what is kept until when, within reach of `vault.hold` or `vault.erase`; nothing of its content."""
    return custodies.custodies(caller(request), listed=asked.listed, at=timezone.now(), cursor=asked.cursor)


class KeptOfCase(Shape):
    """What is kept of one request and until when. `certificate` is null while nothing is erased."""

    custody: shape(CustodyView)  # type: ignore[valid-type]  # derived from the record
    certificate: shape(Certificate) | None  # type: ignore[valid-type]  # derived from the record


@router.get("/cases/{number}/custody", response={200: KeptOfCase, **REFUSALS}, summary="What is kept?")
def read_custody(request: HttpRequest, number: CaseNumber) -> Any:
    """Say what is kept of one request; the `case_id` in it is what the verbs under `/vault` ask for."""
    kept = custodies.custody_in_reach(case_queries.case_id_of(number), actor=caller(request))
    return {"custody": kept, "certificate": custodies.certificate(kept.case_id) if kept.erased_at else None}


offer(router, {key: verb for key, verb in VERBS.items() if key != "read_reveal"}, under="/vault", tag="vault")
