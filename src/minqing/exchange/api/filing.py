"""Filing a request from another system: for a resident, with a receipt to read out or print."""

from hashlib import sha256
from typing import Annotated, Any, Literal
from uuid import uuid4

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from minqing.cases import service
from minqing.cases.records import Filing, Preview, Registered
from minqing.exchange.once import KeyUsedOtherwise
from minqing.kernel.secrecy import refuse_secret_names

from .acting import HEADER, key_of
from .auth import caller
from .inputs import Input, Long, Path, Short
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["requests"])

Span = tuple[Annotated[int, Field(ge=0, le=10_000)], Annotated[int, Field(ge=0, le=10_000)]]


class FileRequest(Input):
    """A request as the resident says it. It is masked before any office reads it."""

    words: Annotated[Long, Field(min_length=1, description="What is wrong, in the resident's own words.")]
    where_words: Annotated[Short, Field(description="Where exactly, in words.")] = ""
    place_path: Annotated[Path, Field(min_length=1, description="Village, grid cell, building or household.")]
    name: Annotated[Short, Field(max_length=40, description="Goes into the vault, never to the unit.")] = ""
    phone: Annotated[Short, Field(max_length=20, description="Goes into the vault, never to the unit.")] = ""
    may_call: bool = False
    extra_spans: Annotated[list[Span], Field(max_length=200, description="Further parts of `words` to mask.")] = []
    matter_number: Annotated[int, Field(ge=1, le=32_767)] | None = None
    answers: Annotated[
        dict[Annotated[str, Field(max_length=40)], Short | list[Short]],
        Field(
            max_length=12,
            description="What is said to the matter's extra questions: question code to value, or to a list of keys "
            "where several may be chosen. Which questions a matter asks: `GET /matters/{matter_number}`.",
        ),
    ] = {}
    child: Annotated[
        Literal["", "guardian", "adult", "alone"],
        Field(
            description="Where it is about a child under 14, who speaks for it: a parent or guardian, another "
            "grown-up, or the child itself. Name and phone are then the grown-up's, never the child's."
        ),
    ] = ""
    about_org_path: Annotated[Path, Field(description="The unit complained about; it will never see this.")] = ""


class PreviewRequest(Input):
    """What is to be masked, before anything is sent."""

    words: Long
    where_words: Short = ""
    name: Short = ""
    phone: Short = ""
    child: Annotated[bool, Field(description="It is about a child under 14: more is masked.")] = False


FILED: dict[int, Any] = {201: shape(Registered), 200: shape(Registered), **REFUSALS}


def _token(request: HttpRequest) -> str:
    """The same system and idempotency key make the same request and receipt; without a key each call is new."""
    key = key_of(request)
    return f"api:{caller(request).ref.id}:{sha256(key.encode()).hexdigest() if key else uuid4()}"


def _register(request: HttpRequest, body: FileRequest, photos: tuple[bytes, ...] = ()) -> Any:
    spans = tuple((start, end) for start, end in body.extra_spans)
    fields = body.model_dump(exclude={"extra_spans"})
    filing = Filing(
        **fields,
        extra_spans=spans,
        photos=photos,
        channel="api",
        on_behalf=True,
        submission_token=_token(request),
    )
    registered = service.register_case(filing=filing, actor=caller(request), at=timezone.now())
    if registered.changed:
        raise KeyUsedOtherwise
    return Status(200 if registered.again else 201, registered)


@router.post("/requests", response=FILED, summary="File a request", openapi_extra=HEADER)
def file_request(request: HttpRequest, body: FileRequest) -> Any:
    """
    Take in a request. Sent again under the same idempotency key, the same receipt comes back with 200.

    Place, telephone, name and photos stay as they came first. Other words under a key that was used are refused with
    422, `idempotency-key-used`, and nothing is taken in.
    """
    return _register(request, body)


@router.post("/requests/with-photos", response=FILED, summary="File a request with photos", openapi_extra=HEADER)
def file_with_photos(request: HttpRequest, body: Form[FileRequest], photos: File[list[UploadedFile]]) -> Any:
    """
    Take in a request with up to nine photos; they are re-encoded, stripped of their metadata and encrypted.

    Never send secret papers: what is written in a picture is not read here, so nobody can stop it.
    """
    refuse_secret_names((photo.name for photo in photos), field="photos")
    return _register(request, body, tuple(photo.read() for photo in photos))


@router.post("/requests/preview", response={200: shape(Preview), **REFUSALS}, summary="Show what will be masked")
def preview(request: HttpRequest, body: PreviewRequest) -> Any:
    """Show what the handling unit would read. Nothing is written."""
    return service.preview(**body.model_dump())
