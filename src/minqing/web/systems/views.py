"""Pages of other systems. Lists and verbs come from the counter that the exchange offers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.directory import queries as directory
from minqing.kernel.counters import COUNTERS, Counter
from minqing.kernel.errors import NotFound, Refused
from minqing.territory import queries as territory
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbforms import form_for
from minqing.web.verbpages import run_here, verb_page

MANAGE, GIVE = "exchange.manage", "directory.grant"


def counter() -> Counter:
    """Return the exchange's counter."""
    return COUNTERS["systems"]


@needs(MANAGE, GIVE)
@require_GET
def systems(request: HttpRequest) -> HttpResponse:
    """List the systems with their keys, when each was last used, and what they may do."""
    actor = request.actor  # type: ignore[attr-defined]
    found = counter().rows(actor)
    servers = {one.client_id: one for one in COUNTERS["peers"].rows(actor)}
    context = {
        "systems": [line_of(one) | {"peer": servers.get(one.id)} for one in found if one.closed_at is None],
        "closed": [one for one in found if one.closed_at is not None],
        "may_manage": actor.holds(MANAGE),
        "may_give": actor.holds(GIVE),
    }
    return page(request, "office/systems/systems.html", context)


def line_of(system: Any) -> dict[str, Any]:
    """Return a system with the names of the unit and the place it acts for."""
    try:
        unit, place = directory.organisation(system.org_path).name, territory.place(system.place_path).full_name
    except NotFound:
        unit, place = system.org_path, system.place_path
    units = directory.organisations({grant.org_path for grant in system.grants})
    places = territory.full_names({grant.place_path for grant in system.grants})
    grants = [
        {
            "grant": grant,
            "unit": units[grant.org_path].name if grant.org_path in units else grant.org_path,
            "place": places.get(grant.place_path, grant.place_path),
        }
        for grant in system.grants
    ]
    return {"system": system, "unit": unit, "place": place, "grants": grants}


def named(request: HttpRequest, client_id: str) -> Any:
    """
    Find a system in force by its id.

    :raises NotFound: if the actor sees none.
    """
    found = [one for one in counter().rows(request.actor) if one.id == client_id and one.closed_at is None]  # type: ignore[attr-defined]
    if not found:
        raise NotFound
    return found[0]


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Register a system, as yet without permission and key."""
    lead = _("A system begins without permissions. The security administrator gives them; then you make its key.")
    return verb_page(request, counter().verbs["register_client"], back=reverse("office:systems"), lead=lead)


@needs(GIVE)
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, client_id: str) -> HttpResponse:
    """Give a system what a role needs."""
    found, back = named(request, client_id), reverse("office:systems")
    initial = {"org_path": found.org_path, "place_path": found.place_path}
    fixed = {"client_id": client_id}
    verb = counter().verbs["give_role_to_client"]
    return verb_page(request, verb, back=back, lead=found.name, initial=initial, fixed=fixed)


@needs(GIVE)
@require_POST
def withdraw(request: HttpRequest, client_id: str) -> HttpResponse:
    """Take one permission from a system."""
    fields = {name: request.POST.get(name, "") for name in ("permission", "org_path", "place_path")}
    verb = counter().verbs["withdraw_from_client"]
    return run_here(request, verb, back=reverse("office:systems"), client_id=client_id, **fields)


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
@never_cache
def issue(request: HttpRequest, client_id: str) -> HttpResponse:
    """Make a key and show it on the answer to this press, and nowhere else ever again."""
    found, verb = named(request, client_id), counter().verbs["issue_key"]
    form = form_for(verb, request.POST if request.method == "POST" else None, without=("client_id",))
    if form.is_valid():
        try:
            made = verb.run(client_id=client_id, actor=request.actor, at=timezone.now(), **form.arguments())  # type: ignore[attr-defined]
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return page(request, "office/systems/key.html", {"made": made, "system": found})
    context = {"verb": verb, "form": form, "back": reverse("office:systems"), "lead": found.name}
    return page(request, "office/verb.html", context, status=422 if form.errors else 200)


@needs(MANAGE)
@require_POST
def revoke(request: HttpRequest, client_id: str, prefix: str) -> HttpResponse:
    """Kill one key at once."""
    back = reverse("office:systems")
    return run_here(request, counter().verbs["revoke_key"], back=back, client_id=client_id, prefix=prefix)


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, client_id: str) -> HttpResponse:
    """End a system with all its keys."""
    found, back = named(request, client_id), reverse("office:systems")
    verb = counter().verbs["close_client"]
    return verb_page(request, verb, back=back, lead=found.name, fixed={"client_id": client_id})
