"""Progress: look it up by code, read it, add to it, take it back."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minqing.cases import queries
from minqing.cases.access import public_actor
from minqing.directory.queries import duty_channel
from minqing.kernel.counters import COUNTERS
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import is_valid_code, normalise_code
from minqing.vault import queries as vault
from minqing.web.resident import throttle
from minqing.web.resident.acts import ACTS, Act, do, problem_of, told
from minqing.web.resident.edge import apply_choice, hers_alone, page, remember_choice
from minqing.web.resident.holding import held_receipt, hold, let_go
from minqing.web.resident.warning import TOLD, first_of_all, goes_back, was_told

from .following import followed_by, followed_page

CODE_LENGTH = 17
CALL_NUMBER = re.compile(r"20\d\d\W?\d{6}")
"""The short number of a request, which stands beside the code on her page."""
LATEST = 4
METHODS = ["GET", "HEAD", "POST"]
SAID = "said"


@require_http_methods(METHODS)
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask for a code and, when it fits, go to its page."""
    if request.method != "POST":
        return _ask_code(request)
    typed = request.POST.get("code", "")[:200]
    code = normalise_code(typed)
    problem = _problem_of_code(request, code, typed)
    if problem is None:
        answer = redirect("resident:mine") if "then" not in request.POST else _resume(request)
        return hold(answer, code)
    return _ask_code(request, typed=typed, problem=problem[0], status=problem[1], kept=_kept(request))


def _problem_of_code(request: HttpRequest, code: str, typed: str) -> tuple[Any, int] | None:
    try:
        throttle.refuse_guessing(request)
    except Refused as refusal:
        return refusal, refusal.status
    if not code:
        return _("Please give the code."), 422
    if not is_valid_code(code, length=CODE_LENGTH):
        return _code_slip(code, typed), 422
    try:
        queries.receipt_page(code, at=timezone.now())
    except NotFound:
        if followed_by(code, at=timezone.now()):
            return None
        if COUNTERS["arrivals"].verbs["is_waiting"].run(receipt=code, actor=public_actor(), at=timezone.now()):
            return _(
                "Your voice message has arrived. It is being written down; then this code shows how far it is."
            ), 200
        throttle.count_guess(request)
        return _("There is no matter with this code in this county. Please compare it with the receipt once more."), 422
    return None


def _code_slip(code: str, typed: str) -> str:
    if CALL_NUMBER.fullmatch(typed.strip()):
        return _("This is the number for a call. Here the long code on the receipt is needed, four by four.")
    if len(code) != CODE_LENGTH:
        return _("The code has %(most)s characters; this one has %(n)s.") % {"most": CODE_LENGTH, "n": len(code)}
    return _("One character seems to be wrong. Please compare it with the receipt.")


def _ask_code(
    request: HttpRequest,
    *,
    typed: str = "",
    problem: Any = "",
    status: int = 200,
    kept: list[tuple[str, str]] | None = None,
    ended: bool = False,
) -> HttpResponse:
    problems = {"code": problem} if problem else {}
    context = {"code": typed, "problems": problems, "kept": kept or [], "ended": ended}
    return page(request, "look_up_page", context, status=status)


def ask_code_again(request: HttpRequest) -> HttpResponse:
    """Answer a form whose guard has lapsed: with a fresh one, and everything that was written."""
    kept, word = _kept(request), request.path.removeprefix("/r").strip("/")
    if word in ACTS and "then" not in request.POST:
        kept = [("then", word), *kept]
    problem = _("This page had been open for too long. What you wrote is kept: please send it once more.")
    return _ask_code(request, typed=request.POST.get("code", "")[:200], problem=problem, status=403, kept=kept)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, request.POST[name]) for name in ("then", "words", "question", TOLD) if name in request.POST]


def _resume(request: HttpRequest) -> HttpResponse:
    """Go on with what was being written when the page had closed."""
    word = request.POST["then"]
    if word not in ACTS:
        return redirect("resident:mine")
    return _act_page(request, ACTS[word], words=_words(request), path=reverse("resident:act", args=[word]))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the progress of the receipt held by this phone."""
    receipt, now = held_receipt(request), timezone.now()
    try:
        shown = queries.receipt_page(receipt, at=now) if receipt else None
    except NotFound:
        shown = None
    if shown is None:
        return followed_page(request, receipt, at=now) or let_go(_ask_code(request, ended=True))
    said = told(ACTS[request.GET[SAID]]).done if request.GET.get(SAID) in ACTS else ""
    lines, entrusted = shown.history[::-1], vault.entrusted(shown.case_id)
    context = {
        "page": shown,
        "receipt": receipt,
        "duty": duty_channel(now).state if shown.call_first else "",
        "said": said,
        "asked": [question for question in shown.questions if not question.answered_at],
        "latest": lines[:LATEST],
        "earlier": lines[LATEST:],
        "openings": [use for use in entrusted.openings if not use.kind.startswith("vault.reveal")],
        "certificate": entrusted.certificate,
        "public_url": settings.PUBLIC_URL,
    }
    return hold(page(request, "receipt_page", context), receipt)


@require_safe
def slip(request: HttpRequest) -> HttpResponse:
    """Show the receipt as a slip for a till printer."""
    receipt = held_receipt(request)
    try:
        shown = queries.receipt_page(receipt, at=timezone.now()) if receipt else None
    except NotFound:
        shown = None
    if shown is None:
        return let_go(_ask_code(request, ended=True))
    return page(request, "slip_page", {"page": shown, "receipt": receipt, "public_url": settings.PUBLIC_URL})


@require_http_methods(METHODS)
@hers_alone
def act(request: HttpRequest, word: str) -> HttpResponse:
    """Do one thing as the holder of the receipt."""
    if word not in ACTS:
        raise Http404
    receipt, words, go = held_receipt(request), _words(request), request.POST.get("go", "")
    if receipt and apply_choice(request, go):
        return remember_choice(_act_page(request, ACTS[word], words=words), go)
    if warning := first_of_all(request, words, _kept(request)):
        return warning
    if not receipt:
        kept = [("then", word), *((name, value) for name, value in _kept(request) if name != "then")]
        return _ask_code(request, kept=kept, ended=True)
    one = ACTS[word]
    if request.method != "POST" or goes_back(request):
        return _act_page(request, one, words=words)
    if problem := problem_of(one, words):
        return _act_page(request, one, words=words, problems={"words": problem}, status=422)
    try:
        do(word, receipt=receipt, words=words.strip(), at=timezone.now(), question=request.POST.get("question", ""))
    except Refused as refusal:
        return _act_page(request, one, words=words, sentences=[refusal], status=refusal.status)
    return redirect(f"{reverse('resident:mine')}?{SAID}={word}")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the receipt on this phone."""
    return let_go(redirect("resident:county"))


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "").replace("\r\n", "\n").replace("\x00", "")


def _act_page(
    request: HttpRequest,
    one: Act,
    *,
    words: str,
    path: str = "",
    problems: dict[str, Any] | None = None,
    sentences: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft_form": True,
        "act": told(one),
        "question": request.POST.get("question", ""),
        "words": words,
        "told": was_told(request),
        "path": path or request.path,
        "problems": problems or {},
        "sentences": sentences or [],
    }
    return page(request, "act_page", context, status=status)
