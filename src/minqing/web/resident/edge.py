"""How the resident's pages leave the house: their frame, their headers, and the cookie of large type."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from minqing.kernel.errors import NotFound, Refused, TooMany
from minqing.kernel.keeping import one_look

from .places import county

ELDER = "elder"
YEAR = 365 * 24 * 3600
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """
    Draw one page.

    Nothing may keep a copy (a phone is often shared), and no address of ours is told to anybody, ourselves included.
    """
    frame = {"elder": wants_large(request), "county": county(), "duty_phone": settings.DUTY_PHONE}
    answer = render(request, f"resident/{template}.html", {**frame, **(context or {})}, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "strict-origin"
    return answer


def hers_alone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page act for the resident only where no member of staff is signed in: nobody speaks for her at a desk."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        return _turn_staff_away(request) if request.user.is_authenticated else view(request, *args, **named)

    return guarded


def _turn_staff_away(request: HttpRequest) -> HttpResponse:
    sentences = [
        _("A member of staff is signed in on this browser. Only the resident answers, on their own phone."),
        _("Sign out first if this is your own matter."),
    ]
    context = {"title": _("Not from an office"), "sentences": sentences, "way": (_("To the office"), "/office/")}
    return page(request, "plain_page", context, status=403)


def wants_large(request: HttpRequest) -> bool:
    """Say whether this phone asked for large type, in this request or before."""
    asked = getattr(request, "asked_large", None)
    return request.COOKIES.get(ELDER) == "1" if asked is None else bool(asked)


def apply_choice(request: HttpRequest, choice: str) -> bool:
    """
    Take a choice of type size or language for this answer on.

    :param choice: ``elder``, ``plain`` or a language code.
    :return: False if the word is none of these.
    """
    if choice in {"elder", "plain"}:
        request.asked_large = choice == "elder"  # type: ignore[attr-defined]
    elif choice in LANGUAGES:
        translation.activate(choice)
    else:
        return False
    return True


def remember_choice(answer: HttpResponse, choice: str) -> HttpResponse:
    """Keep the choice on this phone for a year."""
    name, value = (settings.LANGUAGE_COOKIE_NAME, choice)
    if choice in {"elder", "plain"}:
        name, value = ELDER, "1" if choice == "elder" else "0"
    answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return answer


def kindly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Wrap a view so that a refusal nobody awaited becomes a page with the refusal's words and a way on.

    A resident changes neither rules nor divisions, so one look at each serves her whole page.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with one_look():
            try:
                return view(request, *args, **kwargs)
            except Refused as refusal:
                return refused_page(request, refusal)

    return answer


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Show a refusal on a page of its own."""
    absent = isinstance(refusal, NotFound)
    title = _("There is nothing at this address") if absent else _("That did not work")
    cut = _("The address may have been cut off. Nothing of yours is lost.")
    way = (_("To the first page"), reverse("resident:county"))
    context = {"title": title, "sentences": [cut if absent else refusal], "way": way}
    answer = page(request, "plain_page", context, status=refusal.status)
    if isinstance(refusal, TooMany):
        answer["Retry-After"] = str(refusal.wait)
    return answer
