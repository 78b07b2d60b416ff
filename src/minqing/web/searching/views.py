"""Search results and what is new."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from minqing.directory import queries as directory
from minqing.directory import service
from minqing.insight import finding
from minqing.kernel.chinese import runs
from minqing.web.choices import place_choices
from minqing.web.doors import dear, needs
from minqing.web.pages import page
from minqing.web.shell import say

from .asked import GROUPS, LONGEST, STATES, Chip, asked_of, filters_on, in_group
from .groups import groups_of


@dear
@needs(*finding.WITHIN)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find requests, places, units and measures; nothing is kept of what somebody looks for."""
    now, asked = timezone.now(), asked_of(request.GET)
    reads = request.actor.holds("cases.read")  # type: ignore[attr-defined]
    looks = bool(asked.text) and not asked.is_long
    groups, marked = groups_of(request.GET, asked, actor=request.actor, at=now) if looks else ((), ())  # type: ignore[attr-defined]
    shown = {
        "asked": asked,
        "groups": groups,
        "marked": marked or tuple(runs(asked.text)),
        "tabs": [
            Chip(title, in_group(request.GET, key), asked.group == key)
            for key, title in (("", _("All")), *GROUPS.items())
            if reads or key != "requests"
        ],
        "reads": reads,
        "filters": filters_on(request.GET, asked),
        "states": STATES.items(),
        "places": [("", place_choices())],
        "longest": LONGEST,
    }
    return page(request, "office/searching/search.html", shown, status=422 if asked.is_long else 200)


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
