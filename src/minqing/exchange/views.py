"""One page beside the API: the demo's text messages, which a gateway would send."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from .channels import sms

DEMO_MARK = "demo-accounts.json"


@require_GET
def demo_messages(request: HttpRequest) -> HttpResponse:
    """
    Show the newest messages, in the demo only: everything in it is invented.

    :raises Http404: where a real county works.
    """
    if not (Path(settings.DATA) / DEMO_MARK).exists():
        raise Http404
    return render(request, "exchange/messages_page.html", {"messages": sms.latest()})
