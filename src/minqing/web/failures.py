"""When the house itself fails: one apology, what was kept, a number to tell the IT office, a way on."""

import logging
import secrets
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from minqing.web.resident.edge import wants_large
from minqing.web.resident.views.receipts import ask_code_again

__all__ = ["forged", "not_found", "noted", "server_error"]

log = logging.getLogger(__name__)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def server_error(request: HttpRequest) -> HttpResponse:
    """Apologise for a failure; the number stands beside the trace in the log."""
    number = noted(request)
    words = _("Something went wrong on our side. Nothing that you had sent before is lost.")
    return _answer(request, _("We are sorry"), words, status=500, number=number)


def noted(request: HttpRequest) -> str:
    """Write a failure into the log; return the number under which it stands there."""
    number = "".join(secrets.choice(SIGNS) for _sign in range(6))
    log.error("failure %s: %s %s", number, request.method, request.path)
    return number


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    words = _("There is no page at this address. It may have been typed wrongly.")
    return _answer(request, _("Nothing here"), words, status=404)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent is too large, or cannot be read; what was written still stands on the page before."""
    if isinstance(exception, TOO_MUCH):
        words = _(
            "What was sent is too large, so it was not taken. What you wrote still stands on its page: shorten it "
            "and send it again."
        )
        return _answer(request, _("Too large"), words, status=413)
    words = _("What arrived cannot be read. Go back, reload the page, and send it again.")
    return _answer(request, _("Please send it again"), words, status=400)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form without this page's own token, and say what to do; a resident goes on with what she wrote."""
    if request.path == "/r" or request.path.startswith("/r/"):
        return ask_code_again(request)
    words = _("This page was open for too long, or cookies are switched off. Go back, reload it, and send it again.")
    return _answer(request, _("Please send it again"), words, status=403)


def _answer(request: HttpRequest, title: str, words: str, *, status: int, number: str = "") -> HttpResponse:
    home = "/office/" if request.path.startswith("/office/") else "/"
    context: dict[str, Any] = {"title": title, "words": words, "number": number, "home": home}
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(render_to_string("office/_failure.html", context), status=status)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#said", "innerHTML"
        return answer
    context["elder"] = wants_large(request)
    template = "resident/failure_page.html" if home == "/" else "office/failure.html"
    return HttpResponse(render_to_string(template, context, request), status=status)
