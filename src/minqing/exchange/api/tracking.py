"""What the holder of a receipt may see and do. The receipt is the key; nobody is asked who they are."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import Field

from minqing.cases import queries, service
from minqing.cases.records import RatingPage, ReceiptPage
from minqing.cases.releasing import service as releasing
from minqing.kernel.errors import NotAllowed
from minqing.vault import queries as vault
from minqing.vault.danger import Danger, danger_in
from minqing.vault.records import Entrusted

from .acting import Done
from .inputs import Input, Short, Text
from .problems import REFUSALS
from .shapes import shape
from .throttle import guarded

router = Router(tags=["receipts"], auth=None)

Receipt = Annotated[Short, Field(min_length=1, max_length=60, description="17 characters, with or without dashes.")]
Words = Annotated[Text, Field(min_length=1, max_length=2000)]
Token = Annotated[Short, Field(min_length=1, max_length=200)]
NOT_FOR_STAFF = _("Only the resident rates, through the link of the request itself.")


class HasReceipt(Input):
    """A receipt, as it was printed or read out."""

    receipt: Receipt


class HasWords(HasReceipt):
    """A receipt and some words."""

    words: Words


class Reopening(HasReceipt):
    """A receipt, and what is not yet done if the resident likes to say so."""

    words: Annotated[Text, Field(max_length=2000)] = ""


class Heard(Done):
    """What was said has arrived. ``danger`` is null, or says which danger to life its words name and whom to call."""

    danger: shape(Danger) | None = None  # type: ignore[valid-type]  # derived from the record


def heard(words: str) -> Heard:
    """Answer that words arrived; the caller shows its numbers where they name danger to life."""
    danger = danger_in(words)
    return Heard(danger=None if danger is None else asdict(danger))


class Answer(HasWords):
    """The answer to a question that was asked."""

    question_id: Short


class HasToken(Input):
    """The token of the rating link."""

    token: Token


class Rating(HasToken):
    """The resident's own answer."""

    contacted: bool
    solved: Literal["yes", "partly", "no"]
    satisfied: bool
    comment: Annotated[Text, Field(max_length=1000)] = ""


@router.post("/receipts/track", response={200: shape(ReceiptPage), **REFUSALS}, summary="Follow a request")
def track(request: HttpRequest, body: HasReceipt) -> Any:
    """Show what the holder of a receipt may know: promise, who holds it, who read it, what was answered."""
    with guarded(request):
        return queries.receipt_page(body.receipt, at=timezone.now())


@router.post("/receipts/entrusted", response={200: shape(Entrusted), **REFUSALS}, summary="What became of it?")
def entrusted(request: HttpRequest, body: HasReceipt) -> Any:
    """Say when what the resident entrusted was used, by which post, and after its erasure show the certificate."""
    with guarded(request):
        return vault.entrusted(queries.receipt_page(body.receipt, at=timezone.now()).case_id)


@router.post("/receipts/add-words", response={200: Heard, **REFUSALS}, summary="Add words")
def add_words(request: HttpRequest, body: HasWords) -> Any:
    """Add words to an open request."""
    with guarded(request):
        service.add_words(receipt=body.receipt, words=body.words, at=timezone.now())
    return heard(body.words)


@router.post("/receipts/answer", response={200: Heard, **REFUSALS}, summary="Answer a question")
def answer(request: HttpRequest, body: Answer) -> Any:
    """Answer a question of the office; the clock goes on."""
    with guarded(request):
        service.answer_question(receipt=body.receipt, question_id=body.question_id, words=body.words, at=timezone.now())
    return heard(body.words)


@router.post("/receipts/withdraw", response={200: Done, **REFUSALS}, summary="Withdraw")
def withdraw(request: HttpRequest, body: HasReceipt) -> Any:
    """Withdraw a request that is no longer wanted."""
    with guarded(request):
        service.withdraw_case(receipt=body.receipt, at=timezone.now())
    return Done()


@router.post("/receipts/take-off-board", response={200: Done, **REFUSALS}, summary="Take it off the notice board")
def take_off_board(request: HttpRequest, body: HasReceipt) -> Any:
    """Take a released request back as its resident; no office releases it again."""
    with guarded(request):
        releasing.take_down(receipt=body.receipt, at=timezone.now())
    return Done()


@router.post("/receipts/reopen", response={200: Heard, **REFUSALS}, summary="Reopen")
def reopen(request: HttpRequest, body: Reopening) -> Any:
    """Reopen a closed request that the resident called not solved."""
    with guarded(request):
        service.reopen_by_resident(receipt=body.receipt, words=body.words, at=timezone.now())
    return heard(body.words)


@router.post("/receipts/pressure", response={200: Heard, **REFUSALS}, summary="Report pressure")
def report_pressure(request: HttpRequest, body: HasWords) -> Any:
    """Tell an office outside the chain that somebody put the resident under pressure."""
    with guarded(request):
        service.report_pressure(receipt=body.receipt, words=body.words, at=timezone.now())
    return heard(body.words)


@router.post("/ratings/show", response={200: shape(RatingPage), **REFUSALS}, summary="Show what is to be rated")
def show_rating(request: HttpRequest, body: HasToken) -> Any:
    """Show the request in short, its answer, and what was said before."""
    with guarded(request):
        return queries.rating_page(body.token, at=timezone.now())


@router.post("/ratings", response={200: Heard, **REFUSALS}, summary="Rate")
def rate(request: HttpRequest, body: Rating) -> Any:
    """Say whether it is solved. Refused from a staff session or with a system's key: only the resident says."""
    _refuse_staff(request)
    with guarded(request):
        service.rate_case(**body.model_dump(), at=timezone.now())
    return heard(body.comment)


@router.post("/ratings/change", response={200: Heard, **REFUSALS}, summary="Change a rating")
def change_rating(request: HttpRequest, body: Rating) -> Any:
    """Change the answer within some days; the unit is not told who changed it."""
    _refuse_staff(request)
    with guarded(request):
        service.change_rating(**body.model_dump(), at=timezone.now())
    return heard(body.comment)


def _refuse_staff(request: HttpRequest) -> None:
    if request.user.is_authenticated or request.headers.get("Authorization"):
        raise NotAllowed(NOT_FOR_STAFF)
