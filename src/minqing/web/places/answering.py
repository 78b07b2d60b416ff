"""The page of one place: who answers for it and since when, and what its keepers may do there."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.directory import permissions as directory_may
from minqing.directory import queries as directory
from minqing.directory.verbs import VERBS as DIRECTORY
from minqing.kernel.errors import NotFound
from minqing.kernel.verbs import Field, Verb
from minqing.territory import permissions as may
from minqing.territory import queries
from minqing.territory.verbs import VERBS
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

OWN_ROLE = {"household": "household_contact", "building": "building_head", "grid_cell": "grid_worker"}
FITTING: dict[str, tuple[str, ...]] = {
    "village": ("draw_grid_cell", "register_building", "register_household"),
    "grid_cell": ("register_building", "register_household", "rename_place", "close_place"),
    "building": ("register_household", "rename_place", "move_place", "close_place"),
    "household": ("rename_place", "move_place", "close_place"),
}
"""Which verbs of the territory fit which kind of place; divisions themselves come from their table."""
WHEN_CLOSED = {"township": ("name_successor",), "village": ("name_successor",)}
"""And which fit a division that is closed, until another was named for it."""
ABOVE = {"draw_grid_cell": "village_path", "register_building": "parent_path", "register_household": "parent_path"}


@require_GET
def place(request: HttpRequest, place_path: str) -> HttpResponse:
    """Show one place: who answers for it, who did, what lies in it, what may be done here."""
    actor, found = request.actor, queries.place(place_path)  # type: ignore[attr-defined]
    held = directory.appointments_at(place_path)
    context = {
        "place": found,
        "held": [one for one in held if one.ended_at is None],
        "past": [one for one in held if one.ended_at is not None],
        "may_appoint": actor.holds(directory_may.MANAGE) and found.closed_on is None,
        "offers": offered(actor, found),
        "village": "/".join(place_path.split("/")[:3]) + "/",
    }
    return page(request, "office/places/place.html", context)


def offered(actor: Any, found: Any) -> list[Verb]:
    """Return the verbs that fit this place and that the actor may use here."""
    if found.moved_to or not actor.may(may.MANAGE, org_path=actor.org_path, place_path=found.path):
        return []
    return [VERBS[key] for key in (WHEN_CLOSED if found.closed_on else FITTING).get(found.kind, ())]


@needs(directory_may.MANAGE)
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, place_path: str) -> HttpResponse:
    """Name who answers for the place; where only one may, the former one ends in the same step."""
    found = queries.place(place_path)
    posts = directory.posts_to_appoint(place_path, actor=request.actor)  # type: ignore[attr-defined]
    verb = with_choices(
        DIRECTORY["appoint"], "post_id", [(str(one.id), f"{one.person_name} · {one.label}") for one in posts]
    )
    verb = replace(verb, title=_("Name who answers"))
    back, role = reverse("office:place", args=[place_path]), request.GET.get("role", OWN_ROLE.get(found.kind, ""))
    lead = _("%(place)s: whoever is named stands on the card, with the work telephone of the post.")
    fixed = {"place_path": place_path}
    return verb_page(
        request, verb, back=back, lead=lead % {"place": found.full_name}, initial={"role": role}, fixed=fixed
    )


@needs(directory_may.MANAGE)
@require_POST
def end(request: HttpRequest, appointment_id: str, place_path: str) -> HttpResponse:
    """Let somebody no longer answer for the place, from now on."""
    back = reverse("office:place", args=[place_path])
    return run_here(request, DIRECTORY["end_appointment"], back=back, appointment_id=appointment_id)


@needs(may.MANAGE)
@require_http_methods(["GET", "POST"])
def place_verb(request: HttpRequest, key: str, place_path: str) -> HttpResponse:
    """Draw a cell, register a lane or a door, rename, move, or take a place off the list."""
    found = queries.place(place_path)
    if key not in (*FITTING.get(found.kind, ()), *WHEN_CLOSED.get(found.kind, ())):
        raise NotFound
    above = "/".join(place_path.rstrip("/").split("/")[:-1]) + "/"
    back = reverse("office:place", args=[above if key in {"move_place", "close_place"} else place_path])
    verb = with_choices(VERBS[key], "parent_path", homes(found)) if key == "move_place" else VERBS[key]
    verb = with_choices(verb, "successor_path", heirs(found)) if key == "name_successor" else verb
    fixed = {ABOVE.get(key, "path"): place_path}
    initial = {"name": found.name} if key == "rename_place" else {}
    return verb_page(request, verb, back=back, lead=found.full_name, initial=initial, fixed=fixed)


def homes(found: Any) -> list[tuple[str, str]]:
    """Return where a door or a lane may lie: its village, and the cells and lanes of that."""
    village = queries.place("/".join(found.path.split("/")[:3]) + "/")
    kinds = ("grid_cell", "building") if found.kind == "household" else ("grid_cell",)
    inside = [one for kind in kinds for one in queries.places_under(village.path, kind)]
    return [(one.path, one.full_name) for one in (village, *inside) if one.path != found.path]


def heirs(found: Any) -> list[tuple[str, str]]:
    """Return which divisions may have taken the place of a closed one: those of its level."""
    return [(one.path, one.full_name) for one in queries.divisions() if one.kind == found.kind]


def with_choices(verb: Verb, name: str, choices: list[tuple[str, str]]) -> Verb:
    """Let one field of a verb be chosen from a list instead of typed."""
    fields = tuple(
        Field(one.name, "choice", one.label, one.required, choices=choices) if one.name == name else one
        for one in verb.fields
    )
    return Verb(verb.key, verb.title, verb.permission, verb.run, fields, verb.confirm)
