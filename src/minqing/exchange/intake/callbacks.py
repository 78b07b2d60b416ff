"""What other sides call: each answer says whether it was kept, so that they know whether to come again."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from minqing.kernel.errors import Refused, TooMany

from .sensors.readings import read_reading
from .sensors.registering import secret_of
from .sensors.signalling import take_reading
from .signing import check_signed
from .sms.way import read_fields, take_text
from .wechat import calling
from .wechat.way import answered
from .working import take_one

__all__ = ["reading", "refusal", "text_message", "wechat"]


@csrf_exempt
@require_POST
def text_message(request: HttpRequest) -> HttpResponse:
    """
    Keep a text message that the gateway hands over, and work on it at once.

    :raises Http404: where no gateway hands over.
    """
    if not settings.SMS_IN_SECRET:
        raise Http404
    now = timezone.now()
    try:
        check_signed(request.headers, request.body, secret=settings.SMS_IN_SECRET, who="sms", at=now)
        arrival = take_text(read_fields(request.body, request.content_type or ""), at=now)
    except Refused as refused:
        return refusal(refused)
    with translation.override(settings.LANGUAGE_CODE):  # the resident is answered, not the gateway
        take_one(arrival, at=now)
    return JsonResponse({"kept": True})


@csrf_exempt
@require_POST
def reading(request: HttpRequest, key: str) -> HttpResponse:
    """Take a reading of a device, signed with its secret."""
    now = timezone.now()
    try:
        check_signed(request.headers, request.body, secret=secret_of(key), who=key, at=now)
        with translation.override(settings.LANGUAGE_CODE):
            state = take_reading(UUID(key), read_reading(request.body), at=now)
    except Refused as refused:
        return refusal(refused)
    return JsonResponse({"kept": True, "state": state})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def wechat(request: HttpRequest) -> HttpResponse:
    """
    Take a message of the WeChat account, and answer it in the same call.

    :raises Http404: where no account is set up.
    """
    if not calling.is_set_up():
        raise Http404
    now = timezone.now()
    try:
        if request.method == "GET":
            return HttpResponse(calling.echo_of(request.GET.dict(), at=now), content_type="text/plain; charset=utf-8")
        said = calling.opened(request.GET.dict(), request.body, at=now)
        with translation.override(settings.LANGUAGE_CODE):
            words = answered(said, at=now)
    except TooMany as refused:
        words = str(refused)
    except Refused as refused:
        return refusal(refused)
    if not words:
        return HttpResponse("success", content_type="text/plain")
    answer = calling.answer_of(said, words, nonce=request.GET.get("nonce", ""), at=now)
    return HttpResponse(answer, content_type="application/xml; charset=utf-8")


def refusal(refused: Refused) -> HttpResponse:
    """Answer a call that is refused: its code and a sentence, and when to come again."""
    said: dict[str, Any] = {"kept": False, "code": refused.code, "detail": str(refused)}
    answer = JsonResponse(said, status=refused.status, json_dumps_params={"ensure_ascii": False})
    if isinstance(refused, TooMany):
        answer["Retry-After"] = str(refused.wait)
    return answer
