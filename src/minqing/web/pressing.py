"""
A form of the office that is pressed twice is sent once, with or without JavaScript, whichever verb it is of.

Django masks the guard against forged forms anew in every page it draws. So the same masked guard, address and fields
are the same form pressed again, and a form drawn anew is another one. The first press claims its row among the
sessions, whose key only one can make; the second waits for it and goes where it went. A press that was refused gives
its claim back, so that the corrected or repeated one is carried out.
"""

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Conflict
from minqing.ledger.jobs import periodic

from .pages import wants_fragment
from .refusals import show_refusal

__all__ = ["PressedOnceMiddleware"]

GetResponse = Callable[[HttpRequest], HttpResponse]
GUARD = "csrfmiddlewaretoken"
KEPT_SECONDS = 15 * 60
PATIENCE_SECONDS = 10
LOOKS_EVERY_SECONDS = 0.05
WAITING = "?"
UNDER_WAY = _("This form was sent already and is still being carried out. Look at the page again in a moment.")


class PressedOnceMiddleware:
    """Let one of several presses of one form through; the others get what it got."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; a claim of this press is settled when its answer is known."""
        answer = self.get_response(request)
        if claim := getattr(request, "press", ""):
            _settle(claim, request, answer)
        return answer

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Claim a press of the office; answer one whose form has been pressed already."""
        if request.method != "POST" or getattr(request, "actor", None) is None or not request.POST.get(GUARD):
            return None
        claim, until = _key_of(request), time.monotonic() + PATIENCE_SECONDS
        while not _claimed(claim):
            went = _where_it_went(claim)
            if went is not None:
                return _as_the_first(request, went)
            if time.monotonic() > until:
                return show_refusal(request, Conflict(UNDER_WAY))
            time.sleep(LOOKS_EVERY_SECONDS)
        request.press = claim  # type: ignore[attr-defined]
        return None


def _key_of(request: HttpRequest) -> str:
    fields = sorted((name, *values) for name, values in request.POST.lists())
    files = sorted((name, str(one.name), _sum_of(one)) for name, several in request.FILES.lists() for one in several)
    said = [request.session.session_key, request.actor.ref.id, request.get_full_path(), fields, files]  # type: ignore[attr-defined]
    return salted_hmac("minqing.web.pressing", repr(said)).hexdigest()[:40]


def _sum_of(file: UploadedFile) -> str:
    """Sum up what a file holds: a corrected one may have the name and the size of the first."""
    total = hashlib.sha256()
    for chunk in file.chunks():
        total.update(chunk)
    file.seek(0)
    return total.hexdigest()


def _claimed(key: str) -> bool:
    ends = timezone.now() + timedelta(seconds=KEPT_SECONDS)
    try:
        with transaction.atomic():
            Session.objects.create(session_key=key, session_data=WAITING, expire_date=ends)
    except IntegrityError:
        return False
    return True


def _where_it_went(key: str) -> str | None:
    """Say where the first press went: an address, "" for a part of its page, None while nobody knows."""
    kept = Session.objects.filter(session_key=key).values_list("session_data", flat=True).first()
    return None if kept is None or kept == WAITING else str(kept)


def _as_the_first(request: HttpRequest, went: str) -> HttpResponse:
    if wants_fragment(request):
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return redirect(went or request.headers.get("Referer") or "office:desk")


def _settle(key: str, request: HttpRequest, answer: HttpResponse) -> None:
    """Keep where a press went; forget one that was refused, or that only showed a page."""
    went = answer.get("Location") if 300 <= answer.status_code < 400 else None
    if went is None and answer.status_code == 200 and wants_fragment(request):
        went = ""
    claim = Session.objects.filter(session_key=key)
    if went is None:
        claim.delete()
    else:
        claim.update(session_data=went)


@periodic(name="web.forget_presses", every=timedelta(hours=1))
def forget_old(at: datetime) -> None:
    """Drop what was pressed long ago, and sessions that have ended."""
    Session.objects.filter(expire_date__lt=at).delete()
