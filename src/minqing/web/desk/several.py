"""One step for several requests of a queue: looked through first, words asked once, then each done on its own."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.cases import queries
from minqing.cases.verbs import VERBS
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.verbs import Verb
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.signin.views import own_address
from minqing.web.verbforms import VerbForm, form_for
from minqing.web.verbpages import run_for_each

BULK: dict[str, tuple[str, ...]] = {
    "acknowledge": (),
    "accept": (),
    "accept_and_dispatch": (),
    "dispatch": ("lead_path",),
    "close": (),
    "note": ("words",),
}
"""Steps that fit several requests, and what each asks for once for all of them; the rest is as each request says."""
MOST = 50


def bulk_verbs(lines: Iterable[Any], actor: Actor) -> list[Verb]:
    """Return the steps to offer over these lines: the likely ones first, then a note where the post may write one."""
    likely = {line.likely_verb for line in lines}
    return [VERBS[key] for key in BULK if key in likely or (key == "note" and actor.holds("cases.note"))]


@needs("cases.read")
@require_POST
def bulk_look(request: HttpRequest) -> HttpResponse:
    """Show which of the chosen requests a step fits, which not and why, before anything is done."""
    return looked_through(request, _form(_chosen(request)))


@needs("cases.read")
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one step for several requests; each is its own verb, and each refusal is told."""
    verb = _chosen(request)
    form = _form(verb, request.POST)
    if not form.is_valid():
        return looked_through(request, form, status=422)
    run_for_each(request, verb, request.POST.getlist("number")[:MOST], **form.arguments())
    return redirect(_back(request))


def looked_through(request: HttpRequest, form: VerbForm, *, status: int = 200) -> HttpResponse:
    """Draw the page before the step: what it fits, what not, and its one form."""
    numbers = request.POST.getlist("number")
    if not numbers:
        raise Refused(_("Tick the requests first, then choose the step."))
    found = queries.step_fits(numbers[:MOST], form.of_verb.key, actor=request.actor)  # type: ignore[attr-defined]
    context = {
        "verb": form.of_verb,
        "form": form,
        "fitting": [one for one in found if not one.why_not],
        "others": [one for one in found if one.why_not],
        "left_out": len(numbers[MOST:]),
        "back": _back(request),
    }
    return page(request, "office/desk/several.html", context, status=status)


def _chosen(request: HttpRequest) -> Verb:
    key = request.POST.get("verb", "")
    if key not in BULK:
        raise Refused(_("This cannot be done for several requests at once."))
    return VERBS[key]


def _form(verb: Verb, data: Any = None) -> VerbForm:
    return form_for(verb, data, without=tuple(one.name for one in verb.fields if one.name not in BULK[verb.key]))


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    return target if own_address(target) else "/office/desk/"
