"""Seeing who wrote: ask, decide, read once. The resident sees each step."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries as cases
from minqing.vault import permissions as may
from minqing.vault import queries, service
from minqing.vault.verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page


@needs(may.ASK, may.APPROVE)
@require_GET
def reveals(request: HttpRequest) -> HttpResponse:
    """Show what waits for this post's decision, and what it asked for itself."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    asked = queries.reveals_asked_by(actor)
    context = {
        "waiting": queries.reveals_to_decide(actor, cursor=request.GET.get("cursor")),
        "asked": [{"reveal": one, "is_open": one.is_open(now)} for one in asked.items],
        "may_decide": actor.holds(may.APPROVE),
    }
    return page(request, "office/watch/reveals.html", context)


@needs(may.ASK)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask to see who wrote one request."""
    card = cases.case_card(number, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    lead = _("Another post decides. The resident sees that your post asked, what for, and whether it was allowed.")
    lead = f"{card.number} · {lead}"
    done = _("Asked. Another post decides; you find it under contact details.")
    fixed = {"case_id": card.id, "number": number}
    return verb_page(request, VERBS["ask_reveal"], back=reverse("office:reveals"), lead=lead, fixed=fixed, done=done)


@needs(may.APPROVE)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, reveal_id: str) -> HttpResponse:
    """Allow a reveal for some hours."""
    waiting = queries.reveals_to_decide(request.actor).items  # type: ignore[attr-defined]
    lead = _("Allow only what the purpose needs, and no longer than it needs.")
    for one in waiting:
        if str(one.id) == reveal_id:
            lead = f"{one.number} · {one.purpose_title} · {one.asked_by} · {lead}"
    fixed = {"reveal_id": reveal_id}
    return verb_page(request, VERBS["approve_reveal"], back=reverse("office:reveals"), lead=lead, fixed=fixed)


@needs(may.APPROVE)
@require_POST
def refuse(request: HttpRequest, reveal_id: str) -> HttpResponse:
    """Refuse a reveal."""
    return run_here(request, VERBS["refuse_reveal"], back=reverse("office:reveals"), reveal_id=reveal_id)


@needs(may.ASK)
@require_POST
@never_cache
def read(request: HttpRequest, reveal_id: str) -> HttpResponse:
    """Show who wrote, once a press; every press is recorded before it is shown."""
    shown = service.read_reveal(reveal_id=reveal_id, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return page(request, "office/watch/revealed.html", {"shown": shown})
