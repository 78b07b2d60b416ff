"""Saying it instead of writing it: one voice message of at most a minute, and a receipt at once."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minqing.cases.access import public_actor
from minqing.kernel.counters import COUNTERS
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import normalise_code
from minqing.web.resident import places, throttle, uploads
from minqing.web.resident.drafting import PHONE, TOKEN
from minqing.web.resident.edge import page
from minqing.web.resident.places import Standing

from .start import unknown_card

METHODS = ["GET", "HEAD", "POST"]


@csrf_exempt
@require_http_methods(METHODS)
def speak_card(request: HttpRequest, code: str) -> HttpResponse:
    """Speak at a card."""
    try:
        standing = places.standing_of_card(normalise_code(code))
    except NotFound:
        return unknown_card(request, code)
    return _speak(request, standing, reverse("resident:scan", args=[code]))


@csrf_exempt
@require_http_methods(METHODS)
def speak_place(request: HttpRequest, digits: str) -> HttpResponse:
    """Speak for a place chosen from the list."""
    return _speak(request, places.standing_of_place(digits), reverse("resident:report_place", args=[digits]))


def _speak(request: HttpRequest, standing: Standing, back: str) -> HttpResponse:
    typed: dict[str, Any] = {"phone": "", "token": secrets.token_urlsafe(24)}
    context = {"place": standing.place, "back_url": back, "draft": typed, "problems": {}, "draft_form": True}
    if request.method != "POST":
        return page(request, "speak_page", context)
    try:
        left_behind = uploads.receive(request)
        typed |= {"phone": request.POST.get("phone", "").strip()[:30], "token": _token(request)}
        receipt = _leave(request, standing, typed, left_behind)
    except Refused as refusal:
        context["problems"] = {refusal.field or "voice": refusal}
        return page(request, "speak_page", context, status=refusal.status)
    return page(request, "spoken_page", {"receipt": receipt, "phone": typed["phone"]})


def _token(request: HttpRequest) -> str:
    given = request.POST.get("token", "")
    return given if TOKEN.fullmatch(given) else secrets.token_urlsafe(24)


def _leave(request: HttpRequest, standing: Standing, typed: dict[str, Any], left_behind: int) -> str:
    throttle.refuse_flood(request, standing.code)
    sound = request.FILES.get("voice")
    if left_behind or sound is None or not sound.size:
        raise Refused(_("Please record or choose one voice message of at most a minute."), field="voice")
    phone = "".join(letter for letter in typed["phone"] if letter not in " -()")
    if phone and not PHONE.fullmatch(phone):
        raise Refused(_("This is not a phone number. Please write it, or leave it empty."), field="phone")
    receipt: str = (
        COUNTERS["arrivals"]
        .verbs["leave_voice"]
        .run(
            voice=sound.read(),
            place_path=standing.place_path,
            phone=phone,
            token=typed["token"],
            actor=public_actor(),
            at=timezone.now(),
        )
    )
    throttle.count_filing(request, standing.code)
    return receipt
