"""The ladder of supervision: for overseers by step, for a unit what it must answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases.overseeing import queries
from minqing.cases.overseeing.codes import STEPS
from minqing.cases.overseeing.verbs import VERBS
from minqing.kernel.errors import NotFound
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import verb_page

ON_ITEMS = ("raise_supervision", "answer_step", "end_supervision")
LONGEST = 2


@needs("cases.supervise", "cases.handle", "cases.oversee")
@require_GET
def supervision(request: HttpRequest) -> HttpResponse:
    """List what is under supervision, what is due first on top, with counts by step for overseers."""
    actor = request.actor  # type: ignore[attr-defined]
    oversees = actor.holds("cases.supervise")
    sides = [side for side in queries.SIDES if side != "overseen" or oversees]
    side = request.GET.get("side", "")
    side = side if side in sides else sides[0]
    step = request.GET.get("step", "")[:LONGEST]
    chosen = int(step) if step.isdigit() and int(step) in STEPS else 0
    found = queries.supervised(actor, side=side, step=chosen, cursor=request.GET.get("cursor"), at=timezone.now())
    counted = queries.counts_by_step(actor) if side == "overseen" else {}
    context: dict[str, Any] = {
        "found": found,
        "side": side,
        "sides": sides,
        "step": chosen,
        "steps": [(int(number), STEPS[number], count) for number, count in counted.items()],
        "oversees": oversees,
    }
    return page(request, "office/watch/supervision.html", context)


@needs("cases.supervise")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin to supervise a request, a unit, or a matter at a unit."""
    initial = {"number": request.GET.get("number", "")[:16], "step": "order"}
    lead = _("One thing is supervised once at a time. The unit answers in writing by the day you set.")
    return verb_page(request, VERBS["open_supervision"], back=reverse("office:supervision"), lead=lead, initial=initial)


@needs("cases.supervise", "cases.handle", "cases.oversee")
@require_http_methods(["GET", "POST"])
def verb(request: HttpRequest, item_id: str, key: str) -> HttpResponse:
    """Answer, go a step on, or end it."""
    if key not in ON_ITEMS:
        raise NotFound
    back = reverse("office:supervision") + ("?side=ours" if key == "answer_step" else "")
    return verb_page(request, VERBS[key], back=back, fixed={"item_id": item_id})
