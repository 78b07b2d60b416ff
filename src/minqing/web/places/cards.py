"""Verbs on cards: issue what is missing, mark as posted, revoke, re-issue, print."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from minqing.directory.queries import line_to_call
from minqing.kernel.errors import NotFound
from minqing.territory import queries, service, sheets
from minqing.territory.permissions import ISSUE_CARDS
from minqing.web.doors import needs
from minqing.web.shell import say


@needs(ISSUE_CARDS)
@require_POST
def issue(request: HttpRequest, place_path: str) -> HttpResponse:
    """Issue the village's own card and one for every door without."""
    made = service.issue_cards(village_path=place_path, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    say(request, ngettext("%(n)s card issued.", "%(n)s cards issued.", len(made)) % {"n": len(made)})
    return redirect("office:village", place_path=place_path)


@needs(ISSUE_CARDS)
@require_POST
def posted(request: HttpRequest, place_path: str) -> HttpResponse:
    """Say that cards have been put up: one, or all of the village that wait."""
    actor, now, code = request.actor, timezone.now(), request.POST.get("code", "")  # type: ignore[attr-defined]
    if code:
        service.mark_posted(code=code, actor=actor, at=now)
        count = 1
    else:
        count = service.mark_village_posted(village_path=place_path, actor=actor, at=now)
    say(request, ngettext("%(n)s card marked as posted.", "%(n)s cards marked as posted.", count) % {"n": count})
    return redirect("office:village", place_path=place_path)


@needs(ISSUE_CARDS)
@require_POST
def revoke(request: HttpRequest, place_path: str) -> HttpResponse:
    """Take a card out of force."""
    code, reason = request.POST.get("code", ""), request.POST.get("reason", "lost")
    service.revoke_card(code=code, reason=reason, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    say(request, _("The card no longer holds. Whoever scans it is still helped on."))
    return redirect("office:village", place_path=place_path)


@needs(ISSUE_CARDS)
@require_POST
def reissue(request: HttpRequest, place_path: str) -> HttpResponse:
    """Replace a card by one with a new code."""
    code = request.POST.get("code", "")
    fresh = service.reissue_card(code=code, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    say(request, _("The new card is %(code)s. Print it and put it up.") % {"code": fresh.written})
    return redirect("office:village", place_path=place_path)


@needs(ISSUE_CARDS)
@require_GET
def sheet(request: HttpRequest, place_path: str) -> HttpResponse:
    """Print the village's cards as A4 sheets."""
    actor, found = request.actor, queries.place(place_path)  # type: ignore[attr-defined]
    if not actor.may(ISSUE_CARDS, org_path=actor.org_path, place_path=place_path):
        raise NotFound
    drawn = sheets.card_sheet_pdf(place_path, base_url=settings.PUBLIC_URL, at=timezone.now(), hotline=line_to_call())
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="cards-{found.code}.pdf"'
    return answer


@needs(ISSUE_CARDS)
@require_GET
def posting_list(request: HttpRequest, place_path: str) -> HttpResponse:
    """Print which card belongs at which door, for whoever puts them up."""
    found = queries.place(place_path)
    drawn = sheets.posting_list_pdf(place_path, timezone.now(), actor=request.actor)  # type: ignore[attr-defined]
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="posting-list-{found.code}.pdf"'
    return answer
