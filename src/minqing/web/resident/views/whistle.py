"""
Reporting the conduct of staff, straight to the office outside the chain; and looking up what became of it.

No village, no card and no cookie: nothing here tells where or who. Forged posts are not guarded against, as in reports.
"""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minqing.cases import queries, service
from minqing.directory.queries import units_called
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import normalise_code
from minqing.web.resident import throttle
from minqing.web.resident.edge import hers_alone, page

METHODS = ["GET", "HEAD", "POST"]
FIELDS = ("words", "unit", "about", "name", "phone", "token")
MOST = {"words": 10_000, "unit": 80, "about": 120, "name": 40, "phone": 20, "token": 64}


@csrf_exempt
@require_http_methods(METHODS)
def whistle(request: HttpRequest) -> HttpResponse:
    """Ask for what happened, and give the code; what was typed on the page of a report comes along."""
    typed = {name: request.POST.get(name, "")[: MOST[name]] for name in FIELDS}
    typed["token"] = typed["token"] if len(typed["token"]) >= 20 else secrets.token_urlsafe(24)
    if request.method != "POST" or "whistle" not in request.POST:
        return _form(request, typed)
    units = units_called(typed["unit"]) if typed["unit"].strip() else []
    if len(units) > 1 and not any(typed["about"] in {unit.path, "none"} for unit in units):
        return _form(request, typed, units=units, problem=_("Several units are called so. Please choose one."))
    about = next((unit.path for unit in units if len(units) == 1 or unit.path == typed["about"]), "")
    try:
        throttle.refuse_flood(request)
        done = service.blow_whistle(
            words=typed["words"],
            submission_token=typed["token"],
            about_org_path=about,
            unit_words=typed["unit"],
            name=typed["name"],
            phone=typed["phone"],
            at=timezone.now(),
        )
    except Refused as refusal:
        return _form(request, typed, problem=refusal, status=refusal.status)
    throttle.count_filing(request)
    groups = [done.receipt[start : start + 4] for start in range(0, len(done.receipt), 4)]
    return page(request, "whistled_page", {"groups": groups, "due_at": done.due_at})


def _form(
    request: HttpRequest, typed: dict[str, str], *, units: Any = (), problem: Any = "", status: int = 422
) -> HttpResponse:
    context = {"typed": typed, "units": units, "problem": problem}
    return page(request, "whistle_page", context, status=status if problem else 200)


@csrf_exempt
@require_http_methods(METHODS)
@hers_alone
def whistle_look(request: HttpRequest) -> HttpResponse:
    """Show what became of a report, by its code."""
    code = normalise_code(request.POST.get("code", "")[:200])
    if request.method != "POST" or not code:
        return page(request, "whistle_look_page", {})
    try:
        throttle.refuse_guessing(request)
        found = queries.whistle_page(code, at=timezone.now())
    except NotFound as absent:
        throttle.count_guess(request)
        return page(request, "whistle_look_page", {"problem": absent}, status=404)
    except Refused as refusal:
        return page(request, "whistle_look_page", {"problem": refusal}, status=refusal.status)
    return page(request, "whistle_look_page", {"found": found})
