"""Calls of townships for departments: who was called, who came, and what each says of the other."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases.calling import queries
from minqing.cases.calling.verbs import VERBS
from minqing.kernel.errors import NotFound
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import verb_page

COUNTY = 1
"""So many slashes has the path of the whole county."""
ON_UNITS = ("report_in", "judge_unit", "judge_call")
SIDES = {"called": ("cases.acknowledge",), "made": ("cases.call",), "all": ("cases.oversee",)}


@needs("cases.call", "cases.acknowledge", "cases.oversee")
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """List calls, the newest first: those that came, those that this unit made, or all for oversight."""
    actor = request.actor  # type: ignore[attr-defined]
    sides = [side for side, permissions in SIDES.items() if any(map(actor.holds, permissions))]
    asked = request.GET.get("side", "")
    side = asked if asked in sides else sides[0]
    found = queries.calls(actor, side=side, cursor=request.GET.get("cursor"), at=timezone.now())
    context = {"found": found, "side": side, "sides": sides, "may_call": calls_from_here(actor)}
    return page(request, "office/watch/calls.html", context)


def calls_from_here(actor: Any) -> bool:
    """Tell whether to offer calling: to a post of a township or a grid, whose place is less than the county."""
    return actor.holds("cases.call") and actor.place_path.count("/") > COUNTY


@needs("cases.call")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Call departments to a place, perhaps because of one request."""
    actor = request.actor  # type: ignore[attr-defined]
    initial: dict[str, Any] = {"place_path": request.GET.get("place") or actor.place_path}
    initial["number"] = request.GET.get("number", "")[:16]
    lead = _("Each department reports in within the hours set. Afterwards you judge the department, and it your call.")
    back = f"{reverse('office:calls')}?side=made"
    return verb_page(request, VERBS["call_units"], back=back, lead=lead, initial=initial)


@needs("cases.call", "cases.acknowledge")
@require_http_methods(["GET", "POST"])
def verb(request: HttpRequest, unit_id: str, key: str) -> HttpResponse:
    """Report in, or judge the other side."""
    if key not in ON_UNITS:
        raise NotFound
    back = f"{reverse('office:calls')}?side={'made' if key == 'judge_unit' else 'called'}"
    return verb_page(request, VERBS[key], back=back, fixed={"unit_id": unit_id})
