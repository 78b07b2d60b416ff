"""Refusals as application/problem+json (RFC 9457): a clear sentence, a stable word, never a traceback."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import Response
from pydantic import BaseModel, Field

from minqing.kernel.errors import Refused, TooMany

from .wording import sentence

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: _("The request cannot be read."),
    401: _("A valid key is needed."),
    403: _("This is not allowed."),
    404: _("There is nothing here, or it is outside your reach."),
    405: _("This address does not know that method."),
    409: _("This is not possible now."),
    413: _("The request is too large."),
    415: _("Send application/json in UTF-8."),
    422: _("Something in the request is not right."),
    429: _("Too many requests. Please wait a little."),
    500: _("Something went wrong on our side."),
}


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="Where in the request, e.g. `body.words`.")
    detail: str


class Problem(BaseModel):
    """A refusal. `detail` may be shown to a person; `code` is for programs and does not change."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] = []


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), Problem)


def problem(
    status: int, code: str, detail: str, errors: list[FieldProblem] | None = None, *, wait: int = 0
) -> HttpResponse:
    """
    Write one problem as an answer.

    :param wait: in how many seconds it is worth asking again, where that is known.
    """
    body = Problem(title=str(TITLES.get(status, detail)), status=status, code=code, detail=detail, errors=errors or [])
    response = Response(body.model_dump(), status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = MEDIA_TYPE
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    place = "query" if request.method == "GET" else "body"
    fields = [FieldProblem(field=f"{place}.{refusal.field}", detail=str(refusal))] if refusal.field else []
    wait = refusal.wait if isinstance(refusal, TooMany) else 0
    return problem(refusal.status, refusal.code, str(refusal), fields, wait=wait)


def _where(location: tuple[Any, ...]) -> str:
    """Write where an error is, ``body.words``, without the name of the function's own argument."""
    parts = [str(part) for part in location]
    return ".".join(parts[:1] + (parts[2:] if parts[1:2] in (["body"], ["asked"]) else parts[1:]))


def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    errors = [FieldProblem(field=_where(error.get("loc", ())), detail=sentence(error)) for error in invalid.errors]
    return problem(422, "invalid", str(_("Something in the request is not right.")), errors)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:  # broken JSON: the library's own words are English
        return _unreadable(request, error)
    return problem(error.status_code, "http", str(error))


def _unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, "no-key", str(_("Send a valid key: Authorization: Bearer <key>.")))


def too_large() -> HttpResponse:
    """Refuse a request that is too large."""
    return problem(413, "too-large", str(_("The request is too large.")))


def _too_big(request: HttpRequest, error: Exception) -> HttpResponse:
    return too_large()


def _unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(400, "unreadable", str(_("The request cannot be read.")))


def absent() -> HttpResponse:
    """Say that there is nothing, or nothing within reach."""
    return problem(404, "not-found", str(_("There is nothing here, or it is outside your reach.")))


def failed(number: str) -> HttpResponse:
    """Apologise to a system; the number stands in this server's log."""
    words = _(
        "Something went wrong on our side, and it is not sure whether this was carried out. Send it again under the "
        "same idempotency key; it is never done twice. To ask about it, name this number: %(number)s"
    )
    return problem(500, "failed", str(words) % {"number": number})


def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return absent()


def speak_problems(api: NinjaAPI) -> None:
    """Teach an API to answer every refusal as a problem."""
    handlers: list[tuple[type[Exception], Any]] = [
        (Refused, _refused),
        (ValidationError, _invalid),
        (HttpError, _http_error),
        (AuthenticationError, _unauthenticated),
        (RequestDataTooBig, _too_big),
        (TooManyFilesSent, _too_big),
        (MultiPartParserError, _unreadable),
        (UnreadablePostError, _unreadable),
        (Http404, _absent),
    ]
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)
