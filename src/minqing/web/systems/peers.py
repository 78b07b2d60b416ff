"""Pages of another system's Open311 server: how it fares, what went either way, and what may be done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases import queries as cases
from minqing.kernel.counters import COUNTERS, Counter
from minqing.kernel.errors import NotFound
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

from .views import MANAGE, named


def counter() -> Counter:
    """Return the counter of servers."""
    return COUNTERS["peers"]


def peers_of(actor: Any) -> dict[str, Any]:
    """Return the servers that the actor manages by their systems."""
    return {one.client_id: one for one in counter().rows(actor)}


@needs(MANAGE)
@require_GET
def peer(request: HttpRequest, client_id: str) -> HttpResponse:
    """Show how a system's server fares, or how to connect one."""
    actor = request.actor  # type: ignore[attr-defined]
    system, found = named(request, client_id), peers_of(actor).get(client_id)
    matters = {str(one.number): one.name for one in cases.matters()}
    context = {
        "system": system,
        "peer": found,
        "takes": _mapped(found.takes, matters) if found else [],
        "sends": _mapped(found.sends, matters) if found else [],
    }
    return page(request, "office/systems/peer.html", context)


def _mapped(lines: tuple[str, ...], matters: dict[str, str]) -> list[tuple[str, str, str]]:
    """Split lines ``code=number`` and name the matters."""
    pairs = (line.rpartition("=") for line in lines)
    return [(code, number, matters.get(number, number)) for code, _sign, number in pairs]


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
@never_cache
def peer_verb(request: HttpRequest, client_id: str, key: str) -> HttpResponse:
    """Do one thing with a system's server."""
    system, verb = named(request, client_id), counter().verbs.get(key)
    if verb is None:
        raise NotFound
    back = reverse("office:peer", args=[client_id])
    if key == "try_peer_now" and request.method == "POST":
        return run_here(request, verb, back=back, done=_("It is asked within a minute."), client_id=client_id)
    found = peers_of(request.actor).get(client_id)  # type: ignore[attr-defined]
    fixed = {"client_id": client_id}
    return verb_page(request, verb, back=back, lead=system.name, initial=_initial(found, key), fixed=fixed)


def _initial(found: Any, key: str) -> dict[str, Any]:
    """Begin a form with what holds now; the key is never shown again."""
    if found is None:
        return {}
    if key == "map_services":
        return {"taken": "\n".join(found.takes), "sent": "\n".join(found.sends)}
    return {name: getattr(found, name) for name in ("url", "form", "jurisdiction", "place_path")}
