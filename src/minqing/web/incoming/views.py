"""Pages of what arrived: the line for a person, one message with its form, and the health of each way in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.kernel.counters import COUNTERS
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.verbs import Verb
from minqing.territory import queries as territory
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say
from minqing.web.verbforms import form_for
from minqing.web.verbpages import run_here

ACCEPT, MANAGE = "cases.accept", "exchange.manage"
LISTS = ("needing", "waiting", "aside")
ACTS = {"pause": "pause_way", "resume": "resume_way", "retry": "retry_way"}


def verb(key: str) -> Verb:
    """Return one of the verbs that the exchange lends."""
    return COUNTERS["arrivals"].verbs[key]


@needs(ACCEPT)
@require_GET
def incoming(request: HttpRequest) -> HttpResponse:
    """List what arrived and waits: for a person, for its turn, or for its end."""
    listed = request.GET.get("list", LISTS[0])
    listed = listed if listed in LISTS else LISTS[0]
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = COUNTERS["arrivals"].rows(actor, listed=listed, cursor=request.GET.get("cursor"))
    context = {"found": found, "listed": listed, "ways": COUNTERS["ways"].rows(actor)}
    return page(request, "office/incoming/incoming.html", context)


@needs(ACCEPT)
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, arrival_id: str) -> HttpResponse:
    """Show one message masked, with the place guessed from it; pressed once it is a request, and the next one opens."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    now, register = timezone.now(), verb("register_arrival")
    shown = verb("open_arrival").run(arrival_id=arrival_id, actor=actor, at=now)
    without = ("arrival_id",) if not shown.text else ("arrival_id", "words")
    data = request.POST if request.method == "POST" else None
    form = form_for(register, data, initial={"place_path": shown.place_path, "words": shown.heard}, without=without)
    if "words" in form.fields:
        form.fields["words"].required = True
    if form.is_valid():
        try:
            done = register.run(arrival_id=arrival_id, actor=actor, at=now, **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            say(request, _sentence(done.number, shown))
            return redirect(_next(actor))
    aside = form_for(verb("set_aside"), without=("arrival_id",))
    context = {"shown": shown, "form": form, "aside": aside, "verb": register, "place": _named(shown.place_path)}
    return page(request, "office/incoming/one.html", context, status=422 if form.errors else 200)


def _sentence(number: str, shown: Any) -> str:
    if shown.may_answer:
        return _("Request %(number)s: registered. The sender gets the receipt.") % {"number": number}
    return _("Request %(number)s: registered.") % {"number": number}


def _next(actor: Any) -> str:
    """Return the next message that waits for a person, or the list when none is left."""
    waiting = COUNTERS["arrivals"].rows(actor).items  # a page of rows
    return reverse("office:incoming_one", args=[waiting[0].id]) if waiting else reverse("office:incoming")


def _named(path: str) -> str:
    try:
        return territory.place(path).full_name if path else ""
    except NotFound:
        return ""


@needs(ACCEPT)
@never_cache
@require_GET
def voice(request: HttpRequest, arrival_id: str) -> HttpResponse:
    """Play a voice message; who heard it is on record."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    sound, kind = verb("hear_voice").run(arrival_id=arrival_id, actor=actor, at=timezone.now())
    answer = HttpResponse(sound, content_type=kind)
    answer["Content-Disposition"] = "inline"
    return answer


@needs(ACCEPT)
@require_POST
def set_aside(request: HttpRequest, arrival_id: str) -> HttpResponse:
    """Say that a message is no request; it can be taken back."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    verb("set_aside").run(arrival_id=arrival_id, why=request.POST.get("why", ""), actor=actor, at=timezone.now())
    say(request, _("Set aside. For a week it can be taken up again, under “Set aside”."))
    return redirect(_next(actor))


@needs(ACCEPT)
@require_POST
def take_up(request: HttpRequest, arrival_id: str) -> HttpResponse:
    """Take up again what was set aside."""
    back = reverse("office:incoming_one", args=[arrival_id])
    return run_here(request, verb("take_up"), back=back, arrival_id=arrival_id)


@needs(MANAGE, ACCEPT)
@require_GET
def channels(request: HttpRequest) -> HttpResponse:
    """Show how each way in stands: whether it works, what waits, what fails."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = COUNTERS["ways"].rows(actor)
    context = {"ways": found, "may_manage": actor.holds(MANAGE), "may_decide": actor.holds(ACCEPT)}
    return page(request, "office/incoming/channels.html", context)


@needs(MANAGE)
@require_POST
def channel_act(request: HttpRequest, way: str, act: str) -> HttpResponse:
    """
    Pause a channel, let it go on, or try again at once what fails there.

    :raises NotFound: if there is no such act.
    """
    if act not in ACTS:
        raise NotFound
    return run_here(request, verb(ACTS[act]), back=reverse("office:channels"), way=way)
