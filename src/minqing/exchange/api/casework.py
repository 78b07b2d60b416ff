"""Requests within reach: lists, search, one request, and every verb of the state table."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases import queries, service
from minqing.cases.records import (
    QUEUES,
    CaseCard,
    CaseLine,
    DeskCounts,
    DeskFilters,
    EarlierCase,
    Found,
    OfferedVerb,
    WaitingExtension,
    WaitingRefusal,
)
from minqing.cases.verbs import VERBS
from minqing.kernel.verbs import Verb

from .acting import HEADER, carry_out
from .auth import caller
from .copies import HEADER as COPY
from .copies import copied, copy_number, numbered
from .inputs import Cursor, Input, Path, Short, given, input_of
from .problems import REFUSALS
from .shapes import page_of, shape

router = Router(tags=["cases"])

CaseNumber = Annotated[str, Field(pattern=r"^\d{4}-\d{6,9}$", examples=["2026-000417"])]


class Filters(BaseModel):
    """Which requests a list shows; what is left out does not filter."""

    queue: Literal[QUEUES] = "all"  # type: ignore[valid-type]  # the queues are one tuple, kept in one place
    cursor: Annotated[Short, Field(description="`next` or `previous` of a page seen before.")] | None = None
    state: Short = ""
    tone: Literal["", "late", "soon", "paused"] = ""
    matter_number: Annotated[int, Field(ge=0, le=32_767)] | None = None
    place_path: Path = ""
    unit_path: Path = ""
    channel: Short = ""
    kind: Annotated[Short, Field(description="What it is, e.g. `complaint`; see `kind` of a request.")] = ""
    supervised: bool = False
    bounced: bool = False
    danger: bool = False
    solved: Literal["", "yes", "partly", "no"] = ""
    registered_from: date | None = None
    registered_to: date | None = None

    def filters(self) -> DeskFilters:
        """Return the chips alone."""
        return DeskFilters(**{field.name: getattr(self, field.name) for field in fields(DeskFilters)})


@router.get("/cases", response={200: page_of(CaseLine), **REFUSALS}, summary="List requests")
def list_cases(request: HttpRequest, asked: Query[Filters]) -> Any:
    """List requests within reach, the most urgent first, fifty a page."""
    return queries.desk(
        caller(request), queue=asked.queue, filters=asked.filters(), cursor=asked.cursor, at=timezone.now()
    )


@router.get("/cases/counts", response={200: shape(DeskCounts), **REFUSALS}, summary="Count each queue")
def count_cases(request: HttpRequest) -> Any:
    """Count the rows of each queue, up to `1,000+`."""
    return queries.desk_counts(caller(request), at=timezone.now())


@router.get(
    "/extensions", response={200: page_of(WaitingExtension), **REFUSALS}, summary="List what waits for a decision"
)
def list_extensions(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List more time and standing clocks that wait for this system's decision; decide with `decide_extension`."""
    return queries.extensions_to_decide(caller(request), cursor=asked.cursor, at=timezone.now())


@router.get(
    "/refusals", response={200: page_of(WaitingRefusal), **REFUSALS}, summary="List a unit's no that waits for you"
)
def list_refusals(request: HttpRequest, asked: Query[Cursor]) -> Any:
    """List what units want to answer with a no and another office must agree to; decide with `decide_refusal`."""
    return queries.refusals_to_decide(caller(request), cursor=asked.cursor, at=timezone.now())


class Search(BaseModel):
    """What to search for."""

    q: Annotated[
        Short, Field(min_length=1, max_length=60, description="Chinese words of one to six characters, a number, …")
    ]
    cursor: Short | None = None


@router.get("/cases/search", response={200: page_of(Found), **REFUSALS}, summary="Search requests")
def search_cases(request: HttpRequest, asked: Query[Search]) -> Any:
    """Search the masked texts of requests within reach."""
    return queries.search(caller(request), asked.q, cursor=asked.cursor, at=timezone.now())


@router.get("/cases/{number}", response={200: copied(CaseCard), **REFUSALS}, summary="Open one request")
def open_case(request: HttpRequest, number: CaseNumber, response: HttpResponse) -> Any:
    """Open a request. That it was read is recorded, and shown to the resident. The answer bears its copy's number."""
    actor, at = caller(request), timezone.now()
    service.open_case(number=number, actor=actor, at=at)
    card = queries.case_card(number, actor=actor, at=at)
    response[COPY] = copy_number("case.read", card.ref, actor=actor, at=at)
    return numbered(card, response[COPY])


@router.get("/cases/{number}/earlier", response={200: list[shape(EarlierCase)], **REFUSALS}, summary="Same matter?")  # type: ignore[misc]  # derived from the record
def list_earlier(request: HttpRequest, number: CaseNumber) -> Any:
    """List earlier requests that look like this one, while it may be declined; needs `cases.accept` on it."""
    return list(queries.possible_same(number, actor=caller(request)))


@router.post(
    "/cases/{number}/compare-phones",
    response={200: list[shape(EarlierCase)], **REFUSALS},  # type: ignore[misc]  # derived from the record
    summary="Compare telephones",
)
def compare_phones(request: HttpRequest, number: CaseNumber) -> Any:
    """
    Say which requests that look like this one came from the same telephone. No number is shown.

    Needs `cases.accept` and `vault.same_matter` on the request; the resident sees that it was done.
    """
    return list(service.compare_phones(number=number, actor=caller(request), at=timezone.now()))


class Acted(BaseModel):
    """Where a request stands after a step. `verbs` is what this system may do next."""

    number: str
    again: bool = Field(description="Done earlier under the same idempotency key; nothing was done now.")
    state: str = Field(description="Empty when the request has left this system's reach.")
    verbs: list[shape(OfferedVerb)]  # type: ignore[valid-type]  # derived from the record


def _acted(request: HttpRequest, number: str, *, again: bool) -> Acted:
    state, verbs = queries.standing(number, actor=caller(request), at=timezone.now())
    return Acted(number=number, again=again, state=state, verbs=list(verbs))


def _address(verb: Verb) -> Callable[..., Any]:
    def act(request: HttpRequest, number: CaseNumber, body: Input) -> Acted:
        again = carry_out(request, verb.run, number=number, **given(body))
        return _acted(request, number, again=again)

    act.__annotations__["body"] = input_of(verb)
    return act


for _verb in VERBS.values():
    router.add_api_operation(
        f"/cases/{{number}}/{_verb.key}",
        ["POST"],
        _address(_verb),
        response={200: Acted, **REFUSALS},
        summary=str(_verb.title),
        description=f"Needs the permission `{_verb.permission}` on the request.",
        operation_id=f"case_{_verb.key}",
        openapi_extra=HEADER,
    )
