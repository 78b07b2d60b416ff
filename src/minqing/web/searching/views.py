"""Search results and what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.directory import service
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say


@needs("cases.read")
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find requests by number, receipt, place or words."""
    now, text = timezone.now(), request.GET.get("q", "").strip()[:100]
    cursor = request.GET.get("cursor")
    found = cases.search(request.actor, text, cursor=cursor, at=now) if text else None  # type: ignore[attr-defined]
    return page(request, "office/searching/search.html", {"text": text, "found": found})


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Show what is new for this post, newest first."""
    found = directory.notices_for(request.actor.ref.id, cursor=request.GET.get("cursor"))  # type: ignore[attr-defined]
    return page(request, "office/searching/notices.html", {"found": found})


@require_POST
def read_notice(request: HttpRequest, notice_id: str) -> HttpResponse:
    """Mark one notice as read."""
    service.mark_notice_read(notice_id=notice_id, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return redirect("office:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything up to now as read."""
    count = service.mark_all_read(actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    say(request, ngettext("%(n)s notice marked as read.", "%(n)s notices marked as read.", count) % {"n": count})
    return redirect("office:notices")
