"""The page of one request. Opening it is a verb and is recorded; every button is one verb of the table."""

from datetime import datetime
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import queries, service
from minqing.cases.records import CaseCard
from minqing.cases.states import LIFECYCLE
from minqing.cases.verbs import VERBS
from minqing.directory import queries as directory
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.verbs import Verb
from minqing.web.doors import needs
from minqing.web.pages import fragment, page, wants_fragment
from minqing.web.shell import say
from minqing.web.suggestions.filling import TAKE_DEMANDS, matter_to_fill, typed
from minqing.web.verbforms import VerbForm, form_for

from .asking_again import reads_otherwise
from .context import case_context, whole
from .opening import opened
from .panels import answered, begun, preset
from .publishing import published
from .together import composed, narrow, not_asked


def draw_case(request: HttpRequest, number: str, *, at: datetime, said: Any = "") -> HttpResponse:
    """Open a request and draw it as the one fragment that replaces itself after each verb."""
    actor = request.actor  # type: ignore[attr-defined]
    card = opened(number, actor=actor, at=at)
    return fragment(request, "office/case/_case.html", case_context(card, actor, at), say=said)


@needs("cases.read")
@require_GET
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Show one request on a page of its own."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    card = opened(number, actor=actor, at=now)
    return page(request, "office/case/case.html", case_context(card, actor, now))


@needs("cases.read")
@require_GET
def verb_form(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Open a verb's form in its place; without htmx the page comes with the form open."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    card = opened(number, actor=actor, at=now)
    verb = offered_verb(card, key)
    known = beginning(card) | preset(request, key) | composed(card, key) | begun(request, card, key, at=now)
    form = form_of(card, verb, initial=known | published(card, key, at=now))
    context = case_context(card, actor, now, verb=verb, form=form)
    if wants_fragment(request):
        return fragment(request, "office/case/_verb_form.html", context)
    return page(request, "office/case/case.html", context)


@needs("cases.read")
@require_GET
def no_form(request: HttpRequest, number: str) -> HttpResponse:
    """Close the open form."""
    return fragment(request, "office/case/_no_form.html", {"number": number})


@needs("cases.read")
@require_POST
def run_verb(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Do one verb: read the form, call the service once, draw the request anew."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    card = opened(number, actor=actor, at=now)
    verb = offered_verb(card, key)
    if request.POST.get(TAKE_DEMANDS):
        return with_demands(request, card, verb, now)
    if (matter := matter_to_fill(request.POST)) is not None:
        return with_matter(request, card, verb, matter, now)
    if (filled := answered(key, request.POST)) is not None:
        return unread_answer(request, card, verb, filled, now)
    form = form_of(card, verb, request.POST)
    if form.is_valid() and not reads_otherwise(card, form, request.POST):
        try:
            verb.run(number=number, actor=actor, at=now, **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return after_verb(request, number, verb, now)
    return refused_verb(request, card, verb, form, now)


def after_verb(request: HttpRequest, number: str, verb: Verb, at: datetime) -> HttpResponse:
    """Draw what the request has become; one that left the actor's reach says so."""
    said = _("%(verb)s: done.") % {"verb": verb.title}
    if not wants_fragment(request):
        say(request, said)
        return redirect("office:case", number=number)
    actor = directory.actor_for_post(request.actor.ref.id, at=at)  # type: ignore[attr-defined]
    try:
        card = opened(number, actor=actor, at=at)  # as the verb left the post: it may have stepped back
    except NotFound:
        return fragment(request, "office/case/_gone.html", {"number": number, "verb": verb}, say=said)
    context = {**case_context(card, actor, at), "moved": True}
    return fragment(request, "office/case/_case.html", context, say=said)


def unread_answer(request: HttpRequest, card: CaseCard, verb: Verb, filled: Any, at: datetime) -> HttpResponse:
    """Show the standard answer of the reason that was chosen; it goes out when the button is pressed again."""
    form = form_of(card, verb, filled)
    form.add_error("words", _("This is the standard answer. Read it, change what does not fit, and press again."))
    return refused_verb(request, card, verb, form, at)


def with_matter(request: HttpRequest, card: CaseCard, verb: Verb, matter: int, at: datetime) -> HttpResponse:
    """Show the form again with the suggested matter that was pressed, and its unit; nothing has been done yet."""
    initial = typed(form_of(card, verb), request.POST) | {"matter_number": matter}
    if "lead_path" in initial:
        initial["lead_path"] = queries.unit_for(card.number, matter=matter, actor=request.actor)  # type: ignore[attr-defined]
    return form_again(request, card, verb, form_of(card, verb, initial=initial), at, status=200)


def with_demands(request: HttpRequest, card: CaseCard, verb: Verb, at: datetime) -> HttpResponse:
    """Show the form again with the sentences that ask for something as its demands; nothing has been done yet."""
    initial = typed(form_of(card, verb), request.POST)
    found = [*str(initial.get("demands", "")).splitlines(), *queries.suggested_demands(whole(card))]
    initial["demands"] = "\n".join(dict.fromkeys(line.strip() for line in found if line.strip()))
    return form_again(request, card, verb, form_of(card, verb, initial=initial), at, status=200)


def refused_verb(request: HttpRequest, card: CaseCard, verb: Verb, form: VerbForm, at: datetime) -> HttpResponse:
    """Show the form again with what is wrong and everything that was typed."""
    return form_again(request, card, verb, form, at, status=422)


def form_again(
    request: HttpRequest, card: CaseCard, verb: Verb, form: VerbForm, at: datetime, *, status: int
) -> HttpResponse:
    """Draw the form once more in its place, or on the whole page without htmx."""
    context = case_context(card, request.actor, at, verb=verb, form=form)  # type: ignore[attr-defined]
    if not wants_fragment(request):
        return page(request, "office/case/case.html", context, status=status)
    answer = fragment(request, "office/case/_verb_form.html", context, status=status)
    answer["HX-Retarget"] = "#verb-form"
    answer["HX-Reswap"] = "outerHTML"
    return answer


def offered_verb(card: CaseCard, key: str) -> Verb:
    """
    Find a verb among those offered now.

    :raises NotAllowed: if the state has this step, but not for this post.
    :raises Refused: with the state's own words, if it has not (somebody may have been quicker).
    """
    if key not in {verb.key for verb in card.verbs}:
        if LIFECYCLE.arrow(card.state, key) is not None:
            raise NotAllowed(_("Your post may not take this step on this request, or somebody has just taken it."))
        said = _("This is not possible now: the request is “%(state)s”. Somebody may have been quicker.")
        raise Refused(said % {"state": card.state_label})
    return VERBS[key]


def beginning(card: CaseCard) -> dict[str, Any]:
    """Fill in what somebody has said: the matter and, once there is one, the unit of the routing table; a child."""
    lead = card.routing.lead_path if card.routing and card.matter_number else ""
    return {"matter_number": card.matter_number or "", "lead_path": lead, "child": bool(card.child), "kind": card.kind}


def form_of(card: CaseCard, verb: Verb, data: Any = None, *, initial: dict[str, Any] | None = None) -> VerbForm:
    """Build a verb's form for this request; a matter that nobody has named must be named in it."""
    without = not_asked(card, verb.key)
    form = form_for(verb, data, demands=open_demands(card), initial=initial, without=without)
    narrow(form, card, verb.key)
    matter = form.fields.get("matter_number")
    if matter and not card.matter_number:
        matter.required = True
    return form


def open_demands(card: CaseCard) -> tuple[tuple[str, str], ...]:
    """Return the demands that an answer must speak to."""
    return tuple((demand.id, demand.text) for demand in card.demands)


@needs("cases.read")
@require_GET
def print_case(request: HttpRequest, number: str) -> HttpResponse:
    """Show one request as an A4 sheet, with a code that opens the live page."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    card = opened(number, actor=actor, at=now)
    address = request.build_absolute_uri(f"/office/cases/{number}/")
    context = {**case_context(card, actor, now), "code": code_svg(address)}
    return HttpResponse(render_to_string("office/case/print.html", context, request))


def code_svg(address: str) -> SafeString:
    """Draw the code that opens an address, for paper."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=3, border=0)
    return mark_safe(drawn)  # noqa: S308 drawn by the library from black squares


@needs("cases.read")
@require_GET
@cache_control(private=True, no_store=True)
def photo(request: HttpRequest, number: str, photo_id: str) -> HttpResponse:
    """Hand out one photo of a request within reach."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    jpeg = service.open_photo(number=number, photo_id=photo_id, actor=actor, at=now)
    return HttpResponse(jpeg, content_type="image/jpeg")
