"""How the office says no: one sentence, what was kept, what to do."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from minqing.kernel.errors import Refused, TooMany

from .pages import fragment, page, wants_fragment


def show_refusal(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """
    Show a refusal where it happened.

    :return: for htmx the sentence in the live region and nothing else changed; otherwise a page. Both carry
        the refusal's own status.
    """
    answer = _shown(request, refusal)
    if isinstance(refusal, TooMany):
        answer["Retry-After"] = str(refusal.wait)
    return answer


def _shown(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {"refusal": refusal, "back": page_before(request)}
    if wants_fragment(request):
        answer = fragment(request, "office/_refusal.html", context, status=refusal.status)
        answer["HX-Retarget"] = "#said"
        answer["HX-Reswap"] = "innerHTML"
        return answer
    if getattr(request, "actor", None) is None:
        return render(request, "office/refused_outside.html", context, status=refusal.status)
    return page(request, "office/refused.html", context, status=refusal.status)


def page_before(request: HttpRequest) -> str:
    """Return the page of this office that the person came from, or the request of a verb; empty for none."""
    came = urlsplit(request.headers.get("Referer", ""))
    own = came.netloc == request.get_host() and came.path.startswith("/office/")
    address = f"{came.path}?{came.query}" if came.query else came.path
    if own and (request.method != "GET" or address != request.get_full_path()):
        return address
    case, verb, _rest = request.path.partition("/do/")
    return f"{case}/" if verb and case.startswith("/office/cases/") else ""


def ask_to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """
    Ask for the name and password without losing what was typed.

    A page asked for comes back after signing in; a fragment opens the dialog over the unchanged form; a form
    that was sent is kept in the sign-in page and handed back for sending.
    """
    if wants_fragment(request):
        answer = fragment(request, "office/signin/_again.html", {"again": True}, status=401)
        answer["HX-Retarget"] = "#sign-in-again"
        answer["HX-Reswap"] = "innerHTML"
        return answer
    if request.method == "POST":
        kept = kept_fields(request)
        context = {"kept": kept, "kept_path": request.get_full_path(), "next": "", "lost_files": bool(request.FILES)}
        return render(request, "office/signin/sign_in.html", context, status=401)
    return redirect(f"{reverse('office:sign_in')}?{urlencode({'next': request.get_full_path()})}")


def kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed, name by name, without the page's own token."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", "password"}
    ]
