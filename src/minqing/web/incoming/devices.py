"""Pages of devices: which stand where, when each was last heard, and the secret of a new one, shown once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.kernel.counters import COUNTERS, Counter
from minqing.kernel.errors import Refused
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbforms import form_for
from minqing.web.verbpages import run_here

MANAGE = "exchange.manage"


def counter() -> Counter:
    """Return the exchange's counter of devices."""
    return COUNTERS["devices"]


@needs(MANAGE)
@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """List the devices."""
    found = counter().rows(request.actor)  # type: ignore[attr-defined]
    here = [one for one in found if one.retired_at is None]
    gone = [one for one in found if one.retired_at is not None]
    return page(request, "office/incoming/devices.html", {"devices": here, "retired": gone})


@needs(MANAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a device, and show its secret on the answer to this press and nowhere else ever again."""
    verb = counter().verbs["register_device"]
    actor: Any = request.actor  # type: ignore[attr-defined]
    form = form_for(verb, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = verb.run(actor=actor, at=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return page(request, "office/incoming/device_made.html", {"made": made})
    lead = _("A device stands at one place and says a number, or that something is wrong. No cameras.")
    context = {"verb": verb, "form": form, "back": reverse("office:devices"), "lead": lead}
    return page(request, "office/verb.html", context, status=422 if form.errors else 200)


@needs(MANAGE)
@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Take nothing from a device any more."""
    verb = counter().verbs["retire_device"]
    return run_here(request, verb, back=reverse("office:devices"), device_id=key)
