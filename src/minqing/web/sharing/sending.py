"""Pages of sending: where facts of a grant are sent, the secret that is shown once, and what to do when it fails."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from minqing.kernel.errors import Refused
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbforms import form_for
from minqing.web.verbpages import run_here, verb_page

from .views import SHARE, decided, verb


@needs(SHARE)
@require_http_methods(["GET", "POST"])
@never_cache
def subscribe(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Begin to send, and show the secret on the answer to this press and nowhere else ever again."""
    return shown_once(request, "subscribe", grant_id)


@needs(SHARE)
@require_http_methods(["GET", "POST"])
@never_cache
def rotate(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Renew the secret, and show it once."""
    return shown_once(request, "rotate_secret", grant_id)


def shown_once(request: HttpRequest, key: str, grant_id: str) -> HttpResponse:
    """Show a verb's form, or do the verb and show the secret that it made."""
    found, asked = decided(request, grant_id), verb(key)
    form = form_for(asked, request.POST if request.method == "POST" else None, without=("grant_id",))
    back = reverse("office:data_grant", args=[grant_id])
    if form.is_valid():
        try:
            made: Any = asked.run(grant_id=grant_id, actor=request.actor, at=timezone.now(), **form.arguments())  # type: ignore[attr-defined]
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return page(request, "office/sharing/secret.html", {"made": made, "grant": found, "back": back})
    context = {"verb": asked, "form": form, "back": back, "lead": f"{found.system} · {found.purpose}"}
    return page(request, "office/verb.html", context, status=422 if form.errors else 200)


@needs(SHARE)
@require_POST
def resume(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Send again from where it stopped."""
    back = reverse("office:data_grant", args=[grant_id])
    return run_here(request, verb("resume_sending"), back=back, grant_id=grant_id)


@needs(SHARE)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Send nothing more; the grant goes on."""
    found, back = decided(request, grant_id), reverse("office:data_grant", args=[grant_id])
    lead = f"{found.system} · {found.purpose}"
    return verb_page(request, verb("unsubscribe"), back=back, lead=lead, fixed={"grant_id": grant_id})
