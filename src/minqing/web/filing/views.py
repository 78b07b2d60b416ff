"""File for somebody else, then read the receipt out or print it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries, service
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.secrecy import refuse_secret_names
from minqing.web.doors import needs
from minqing.web.pages import fragment, page, wants_fragment
from minqing.web.shell import say, works_a_grid
from minqing.web.suggestions.filling import matter_to_fill, typed

from .asking import more_form
from .forms import File, new_token
from .reachable import Reachable

MOST_PHOTOS = 9
MOST_BYTES = 20 * 1024 * 1024


@needs("cases.file")
@never_cache
@require_http_methods(["GET", "POST"])
def file_request(request: HttpRequest) -> HttpResponse:
    """Take in a request for somebody else."""
    places = Reachable.of(request.actor)  # type: ignore[attr-defined]
    form = File(request.POST or None, places=places, actor=request.actor, initial=beginning(request, places))  # type: ignore[attr-defined]
    asks = request.method == "POST" and form.asks_first()
    valid = request.method == "POST" and form.is_valid() and not asks
    complained_of = form.suggests_unit() if valid else None
    if valid and complained_of is None:
        sent = request.FILES.getlist("photos")[: MOST_PHOTOS + 1]
        actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
        try:
            refuse_secret_names(one.name for one in sent)
            photos = tuple(one.read(MOST_BYTES + 1) for one in sent)
            done = service.register_case(filing=form.filing(photos), actor=actor, at=now)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if not done.changed:
                remember(request, form, done)
                return redirect("office:file_done")
            form.begin_anew(done.number)
    context = {"form": form, "asks": asks, "complained_of": complained_of}
    unsent = form.errors or asks or complained_of
    return page(request, "office/filing/file.html", context, status=422 if unsent else 200)


@needs("cases.file")
@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    """Show what the matter that was just chosen asks besides."""
    form = more_form(request.GET.get("matter_number", ""))
    return fragment(request, "office/filing/_questions.html", {"form": form})


@needs("cases.file")
@never_cache
@require_POST
def suggest_matter(request: HttpRequest) -> HttpResponse:
    """Say what the words typed so far may be about, or fill in the matter that was pressed; nothing is filed."""
    places = Reachable.of(request.actor)  # type: ignore[attr-defined]
    known = {name: request.POST.get(name, "")[:50] for name in ("name", "phone")}
    seen = service.preview(words=request.POST.get("words", ""), child=bool(request.POST.get("child")), **known)
    context = {"suggested": queries.suggested_matters(seen.words.text), "asked": True}
    if wants_fragment(request):
        return fragment(request, "office/suggestions/_suggested.html", context)
    initial = typed(File(places=places), request.POST)
    if (number := matter_to_fill(request.POST)) is not None:
        initial["matter_number"] = number
    form = File(places=places, actor=request.actor, initial=initial)  # type: ignore[attr-defined]
    return page(request, "office/filing/file.html", {"form": form, **context})


def beginning(request: HttpRequest, places: Reachable) -> dict[str, Any]:
    """Fill in what this post nearly always means: its channel, and the place of the last filing or its own."""
    actor = request.actor  # type: ignore[attr-defined]
    last = places.nearest(request.session.get("last_place") or actor.place_path, actor.place_path)
    place = places.offered.get(last, "") if places.is_long else last
    return {"submission_token": new_token(), "channel": "grid" if works_a_grid(actor) else "counter", "place": place}


def remember(request: HttpRequest, form: File, done: Any) -> None:
    """Keep the receipt for the next page only; it never stands in an address."""
    if done.again:
        say(request, _("This form had been taken in already: phone, name and photos stay as they came first."))
    request.session["last_place"] = form.cleaned_data["place"]
    keep_receipt(request, done)
    meant = form.filing()
    request.session["filed"] |= {"function": meant.function, "matter": meant.matter_number or 0}


def keep_receipt(request: HttpRequest, done: Any) -> None:
    """Keep what the next page reads out; the grid worker's report ends there as well."""
    request.session["filed"] = {
        "number": done.number,
        "receipt": done.receipt,
        "promised_at": done.promised_at.isoformat(),
        "provisional": done.provisional,
        "danger": getattr(done.danger, "kind", "") if done.danger else "",
        "call": getattr(done.danger, "call", "") if done.danger else "",
        "function": "",
        "matter": 0,
    }


@needs("cases.file")
@never_cache
@require_GET
def file_done(request: HttpRequest) -> HttpResponse:
    """Show the receipt large, to be read out; danger to life comes first."""
    return page(request, "office/filing/done.html", filed(request))


@needs("cases.file")
@never_cache
@require_GET
def file_paper(request: HttpRequest) -> HttpResponse:
    """Show the receipt as a sheet to hand over."""
    return HttpResponse(render_to_string("office/filing/paper.html", {"at": timezone.now(), **filed(request)}, request))


@needs("cases.file")
@never_cache
@require_GET
def hand_over_slip(request: HttpRequest) -> HttpResponse:
    """
    Show the slip with which somebody goes on to the county's window: no name, no words, no receipt code.

    :raises NotFound: if the last filing of this session was no approval.
    """
    kept = filed(request)
    if kept.get("function") != "approval":
        raise NotFound
    matter = kept["matter"]
    named = {"matter_name": queries.matter_names().get(matter, ""), "evidence": queries.evidence_of(matter)}
    told = {"at": timezone.now(), "number": kept["number"], **named}
    return HttpResponse(render_to_string("office/filing/slip.html", told, request))


def filed(request: HttpRequest) -> dict[str, Any]:
    """
    Return the receipt of the last filing.

    :raises NotFound: if nothing was filed in this session.
    """
    kept = request.session.get("filed")
    if not kept:
        raise NotFound
    promised = datetime.fromisoformat(kept["promised_at"])
    groups = [kept["receipt"][start : start + 4] for start in range(0, len(kept["receipt"]), 4)]
    return {**kept, "promised_at": promised, "groups": groups}
