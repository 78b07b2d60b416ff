"""
The resident's own answer, by her one-time link.

The token is the only key: no cookie guards the post, and a browser in which a member of staff is signed in is
turned away, so that nobody answers for somebody else at a desk.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minqing.cases import queries, service
from minqing.kernel.errors import NotFound, Refused
from minqing.web.resident import throttle
from minqing.web.resident.edge import hers_alone, page
from minqing.web.resident.templatetags.resident import solved_titles
from minqing.web.resident.warning import first_of_all, goes_back, was_told

QUESTIONS = ("contacted", "solved", "satisfied")
COMMENT_MOST = 1_000


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@hers_alone
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it was solved, and take the answer."""
    try:
        throttle.refuse_guessing(request)
        shown = queries.rating_page(token, at=timezone.now())
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            throttle.count_guess(request)
        return _no_link(request, refusal)
    if shown.state == "fixed":
        return _without_trace(_settled(request, shown))
    if request.method != "POST":
        return _without_trace(_ask(request, shown, _said_before(shown)))
    return _without_trace(_take(request, shown, token))


def _take(request: HttpRequest, shown: Any, token: str) -> HttpResponse:
    now = timezone.now()
    if request.POST.get("again") == "yes":
        try:
            service.reopen_by_rating(token=token, at=now)
        except Refused as refusal:
            return _ask(request, shown, _said_before(shown), sentences=[refusal], status=refusal.status)
        return page(request, "rated_page", {"page": shown, "unsolved": True, "reopened": True})
    given = {name: request.POST.get(name, "") for name in (*QUESTIONS, "comment")}
    if warning := first_of_all(request, given["comment"], given.items()):
        return warning
    if goes_back(request):
        return _ask(request, shown, given)
    if problems := _problems(given):
        return _ask(request, shown, given, problems=problems, status=422)
    try:
        _record(shown, token, given, now)
    except Refused as refusal:
        return _ask(request, shown, given, sentences=[refusal], status=refusal.status)
    return page(request, "rated_page", {"page": shown, "unsolved": given["solved"] != "yes", "reopened": False})


def _record(shown: Any, token: str, given: dict[str, str], now: Any) -> None:
    verb = service.change_rating if shown.state == "given" else service.rate_case
    verb(
        token=token,
        contacted=given["contacted"] == "yes",
        solved=given["solved"],
        satisfied=given["satisfied"] == "yes",
        comment=given["comment"].strip(),
        at=now,
    )


def _choices() -> dict[str, tuple[Any, list[tuple[str, Any]]]]:
    contacted = [("yes", _("Yes, somebody did")), ("no", _("No, nobody"))]
    satisfied = [("yes", pgettext("resident", "Satisfied")), ("no", pgettext("resident", "Not satisfied"))]
    solved = list(solved_titles().items())
    return {
        "contacted": (_("Did anybody get in touch with you about it?"), contacted),
        "solved": (_("Is it solved?"), solved),
        "satisfied": (_("Are you satisfied with how it was handled?"), satisfied),
    }


def _problems(given: dict[str, str]) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    for name, (ask, choices) in _choices().items():
        if given[name] not in dict(choices):
            problems[name] = _("Please answer: %(ask)s") % {"ask": ask}
    if (more := len(given["comment"].strip()) - COMMENT_MOST) > 0:
        text = _("This is %(more)s characters too long. All of it is still here: please shorten it.")
        problems["comment"] = text % {"more": more}
    return problems


def _said_before(shown: Any) -> dict[str, str]:
    word = {True: "yes", False: "no", None: ""}
    return {
        "contacted": word[shown.contacted],
        "solved": shown.solved,
        "satisfied": word[shown.satisfied],
        "comment": "",
    }


def _ask(
    request: HttpRequest,
    shown: Any,
    given: dict[str, str],
    *,
    problems: dict[str, Any] | None = None,
    sentences: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    questions = [
        {"name": name, "ask": ask, "choices": choices, "chosen": given[name], "problem": (problems or {}).get(name, "")}
        for name, (ask, choices) in _choices().items()
    ]
    context = {
        "page": shown,
        "questions": questions,
        "comment": given["comment"],
        "told": was_told(request),
        "problems": problems or {},
        "sentences": sentences or [],
    }
    return page(request, "rate_page", context, status=status)


def _without_trace(answer: HttpResponse) -> HttpResponse:
    """Let no address leave this page at all: the link is a key."""
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _settled(request: HttpRequest, shown: Any) -> HttpResponse:
    """Show what was said once it can no longer be changed."""
    said = solved_titles().get(shown.solved, "")
    sentences = [said, _("The days for changing it are over. With your receipt you see the matter at any time.")]
    way = (_("How far is it?"), reverse("resident:look_up"))
    context = {"title": _("What you said"), "sentences": sentences, "way": way, "calm": True}
    return page(request, "plain_page", context, status=422 if request.method == "POST" else 200)


def _no_link(request: HttpRequest, refusal: Refused) -> HttpResponse:
    gone = _("The link was used up, has lapsed, or was cut off when copied.")
    sentences = [
        gone if isinstance(refusal, NotFound) else refusal,
        _("With the code of your receipt you see the matter at any time, and can open it again."),
    ]
    way = (_("How far is it?"), reverse("resident:look_up"))
    context = {"title": _("This link does not lead on"), "sentences": sentences, "way": way}
    return _without_trace(page(request, "plain_page", context, status=refusal.status))
