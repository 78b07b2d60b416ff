"""Pages of shared data. Lists and verbs come from the counters that the exchange offers."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from minqing.directory import queries as directory
from minqing.kernel.counters import COUNTERS
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.kernel.verbs import Verb
from minqing.territory import queries as territory
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.shell import say
from minqing.web.verbpages import verb_page

from . import tables

SHARE, ASSIGN = "exchange.share", "exchange.assign"
SEES = (SHARE, "insight.read", "ledger.read")
KINDS = (("measure", gettext_lazy("Figures")), ("fact", gettext_lazy("Kinds of fact")), ("all", gettext_lazy("All")))


def rows_of(counter: str, request: HttpRequest, *more: Any) -> Any:
    """Return the rows of one of the exchange's counters."""
    return COUNTERS[counter].rows(request.actor, *more)  # type: ignore[attr-defined]


def verb(key: str) -> Verb:
    """Return a verb of shared data."""
    return COUNTERS["elements"].verbs[key]


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """List every figure and every kind of fact, who answers for it, and whether it may be shared."""
    text, is_open = request.GET.get("text", "").strip()[:60], "open" in request.GET
    kind = request.GET.get("kind", "all" if text else "measure")
    found = [one for one in rows_of("elements", request) if fits(one, kind, text, is_open=is_open)]
    units = unit_names(one.owner_path for one in found)
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "catalogue", tables.CATALOGUE, tables.catalogue(found, units))
    context = {
        "rows": [{"row": one, "unit": units.get(one.owner_path, one.owner_path)} for one in found],
        "kinds": KINDS,
        "kind": kind,
        "text": text,
        "is_open": is_open,
        "may_share": request.actor.holds(SHARE),  # type: ignore[attr-defined]
        "may_see": sees(request),
    }
    return page(request, "office/sharing/catalogue.html", context)


def fits(row: Any, kind: str, text: str, *, is_open: bool) -> bool:
    """Tell whether a row is among those asked for."""
    words = f"{row.element.title} {row.element.name}".lower()
    return (
        kind in {"all", row.element.kind}
        and (not text or text.lower() in words)
        and (not is_open or row.element.is_open)
    )


def sees(request: HttpRequest) -> bool:
    """Tell whether the reader may see grants and uses at all."""
    return any(request.actor.holds(name) for name in SEES)  # type: ignore[attr-defined]


def unit_names(paths: Iterable[str]) -> dict[str, str]:
    """Name units by path."""
    return {path: unit.name for path, unit in directory.organisations(set(paths)).items()}


def element_row(request: HttpRequest, key: str) -> Any:
    """
    Find one row of the catalogue.

    :raises NotFound: if nothing of this key is declared.
    """
    found = next((one for one in rows_of("elements", request) if one.element.key == key), None)
    if found is None:
        raise NotFound
    return found


@require_GET
def element(request: HttpRequest, key: str) -> HttpResponse:
    """Show one element: what it means, who answers for it, its columns, and under which grants it goes out."""
    row = element_row(request, key)
    everything = {one.element.key: one.element for one in rows_of("elements", request)}
    given = [one for one in rows_of("data_grants", request) if key in {each.element.key for each in one.elements}]
    context = {
        "row": row,
        "unit": unit_names([row.owner_path]).get(row.owner_path, row.owner_path),
        "sources": [everything[f"fact:{kind}"] for kind in row.element.source if f"fact:{kind}" in everything],
        "lines": [line_of(one, {}, {}) for one in given],
        "may_assign": request.actor.holds(ASSIGN),  # type: ignore[attr-defined]
        "may_share": request.actor.holds(SHARE),  # type: ignore[attr-defined]
        "may_see": sees(request),
    }
    return page(request, "office/sharing/element.html", context)


@needs(ASSIGN)
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, key: str) -> HttpResponse:
    """Name the unit that answers for an element."""
    row = element_row(request, key)
    back = reverse("office:shared_element", args=[key])
    initial = {"org_path": row.owner_path}
    return verb_page(
        request, verb("assign_owner"), back=back, lead=row.element.title, initial=initial, fixed={"key": key}
    )


@needs(*SEES)
@require_GET
def grants(request: HttpRequest) -> HttpResponse:
    """List the grants over data that the reader gave away or answers for, with how often they were used."""
    found = rows_of("data_grants", request)
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "grants", tables.GRANTS, tables.grants(found))
    context = {
        "lines": lines_of(found),
        "may_share": request.actor.holds(SHARE),  # type: ignore[attr-defined]
    }
    return page(request, "office/sharing/grants.html", context)


def lines_of(found: Any) -> list[dict[str, Any]]:
    """Return grants with the names of their units and places."""
    units = unit_names(path for one in found for path in (one.org_path, *(each.owner_path for each in one.elements)))
    places = territory.full_names({one.place_path for one in found})
    return [line_of(one, units, places) for one in found]


def line_of(one: Any, units: dict[str, str], places: dict[str, str]) -> dict[str, Any]:
    """Return a grant with the names of its unit, its place, and whoever answers for each element."""
    return {
        "grant": one,
        "unit": units.get(one.org_path, one.org_path),
        "place": places.get(one.place_path, one.place_path),
        "elements": [{"given": each, "unit": units.get(each.owner_path, each.owner_path)} for each in one.elements],
    }


@needs(*SEES)
@require_GET
def grant(request: HttpRequest, grant_id: str) -> HttpResponse:
    """Show one grant: what for, what, of which days and places, and each time something was taken under it."""
    found = [one for one in rows_of("data_grants", request) if one.id == grant_id]
    if not found:
        raise NotFound
    context = {"line": lines_of(found)[0], "uses": rows_of("data_uses", request, grant_id)}
    return page(request, "office/sharing/grant.html", context)


@needs(SHARE)
@require_http_methods(["GET", "POST"])
def new_grant(request: HttpRequest) -> HttpResponse:
    """Give a system what was ticked in the catalogue."""
    chosen = set(request.GET.getlist("element"))
    picked = [one.element for one in rows_of("elements", request) if one.element.key in chosen and one.element.is_open]
    if not picked:
        say(request, _("Tick in the catalogue first what is to be shared."))
        return redirect(f"{reverse('office:sharing')}?open=1")
    actor = request.actor  # type: ignore[attr-defined]
    initial = {
        "elements": [one.key for one in picked],
        "org_path": actor.org_path,
        "place_path": actor.place_path,
        **_usual_days(day_of(timezone.now())),
    }
    lead = _("Whoever answers for these data sees this grant, and every use of it. It can be withdrawn at any moment.")
    back = reverse("office:data_grants")
    return verb_page(request, offering(picked), back=back, lead=lead, initial=initial)


def _usual_days(today: date) -> dict[str, date]:
    """Propose this year's facts and a year from now; both may be changed."""
    in_a_year = today + timedelta(days=365)
    return {"first_day": today.replace(month=1, day=1), "last_day": in_a_year, "expires_on": in_a_year}


def offering(picked: Iterable[Any]) -> Verb:
    """Let only what was ticked be chosen, kinds of fact by their columns."""
    choices = []
    for one in picked:
        choices.append((one.key, f"{one.kind_title} · {one.title}"))
        choices += [(f"{one.key}#{each.name}", f"{one.title} · {each.title}") for each in one.columns if each.is_open]
    asked = verb("grant_data")
    fields = (replace(one, choices=choices) if one.name == "elements" else one for one in asked.fields)
    return replace(asked, fields=tuple(fields))


def decided(request: HttpRequest, grant_id: str) -> Any:
    """
    Find a grant in force over which the reader may decide.

    :raises NotFound: if there is none.
    """
    found = next((one for one in rows_of("data_grants", request) if one.id == grant_id), None)
    if found is None or not found.may_withdraw:
        raise NotFound
    return found


@needs(SHARE)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, grant_id: str) -> HttpResponse:
    """End a grant at once."""
    found = decided(request, grant_id)
    back = reverse("office:data_grant", args=[grant_id])
    lead = f"{found.system} · {found.purpose}"
    return verb_page(request, verb("withdraw_data"), back=back, lead=lead, fixed={"grant_id": grant_id})


@needs(*SEES)
@require_GET
def uses(request: HttpRequest) -> HttpResponse:
    """List what was taken last, by which system, for which purpose."""
    found = rows_of("data_uses", request)
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "uses", tables.USES, tables.uses(found))
    return page(request, "office/sharing/uses.html", {"uses": found})
