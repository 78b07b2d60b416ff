"""Pages of places."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.territory import queries
from minqing.territory.permissions import ISSUE_CARDS, MANAGE
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page

COLUMNS = ("code", "township", "village", "households", "cards", "posted", "missing")
CARD_COLUMNS = ("serial", "code", "door", "state", "issued", "posted")


@require_GET
def places(request: HttpRequest) -> HttpResponse:
    """List villages by township, with how far their cards are for whoever issues them."""
    actor, county = request.actor, queries.county()  # type: ignore[attr-defined]
    if county is None:
        return page(request, "office/places/none.html", {"may_manage": actor.holds(MANAGE)})
    text = request.GET.get("text", "").strip()
    rows = queries.card_overview(county.path, actor=actor) if actor.holds(ISSUE_CARDS) else ()
    if (form := request.GET.get("as", "")) in FORMS:
        cells = ([r.path, r.township_name, r.name, r.households, r.in_force, r.posted, r.missing] for r in rows)
        return table_of(form, "villages", COLUMNS, cells)
    context = {
        "county": county,
        "text": text,
        "found": queries.search_places(text, cursor=request.GET.get("cursor")) if text else None,
        "groups": by_township(rows or plain_rows()),
        "counted": bool(rows),
        "may_manage": actor.holds(MANAGE),
    }
    return page(request, "office/places/places.html", context)


def plain_rows() -> list[Any]:
    """Return the villages alone, for whoever issues no cards."""
    found = queries.divisions()
    townships = {place.path: place.name for place in found if place.kind == "township"}
    return [
        {"path": p.path, "name": p.name, "township_name": townships.get("/".join(p.path.split("/")[:2]) + "/", "")}
        for p in found
        if p.kind == "village"
    ]


def by_township(rows: Any) -> list[tuple[str, list[Any]]]:
    """Group villages below their townships, in the order of their codes."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        name = row["township_name"] if isinstance(row, dict) else row.township_name
        groups.setdefault(name, []).append(row)
    return list(groups.items())


@require_GET
def village(request: HttpRequest, place_path: str) -> HttpResponse:
    """Show one village: who answers, its grid, its cards."""
    actor, found = request.actor, queries.place(place_path)  # type: ignore[attr-defined]
    if found.kind != "village":
        raise NotFound
    may_issue = actor.may(ISSUE_CARDS, org_path=actor.org_path, place_path=place_path)
    context = {
        "place": found,
        "may_issue": may_issue,
        "may_manage": actor.may(MANAGE, org_path=actor.org_path, place_path=place_path),
        "cards": cards(request, place_path) if may_issue else None,
        "missing": missing_cards(place_path, actor) if may_issue else 0,
        "state": request.GET.get("state", ""),
        "answerers": directory.who_answers(place_path),
        "cells": queries.places_under(place_path, "grid_cell"),
        "lanes": lanes_of(found),
        "now": timezone.now(),
    }
    return page(request, "office/places/village.html", context)


def lanes_of(village: Any) -> list[dict[str, str]]:
    """Return a village's lanes and buildings with the cell they lie in, so that two of one name are told apart."""
    found = queries.places_under(village.path, "building")
    lanes = [{"path": one.path, "words": one.full_name.removeprefix(village.full_name).strip()} for one in found]
    return sorted(lanes, key=lambda lane: as_counted(lane["words"]))


def cards(request: HttpRequest, village_path: str) -> Any:
    """Return one page of the village's cards."""
    wanted = request.GET.get("state", "")
    state = wanted if wanted in {"issued", "posted", "revoked"} else ""
    cursor = request.GET.get("cursor")
    return queries.card_lines(village_path, actor=request.actor, state=state, cursor=cursor)  # type: ignore[attr-defined]


def missing_cards(village_path: str, actor: Any) -> int:
    """Count the doors of a village without a card, and the village itself where it has none."""
    counted = queries.card_overview(village_path, actor=actor)
    return sum(one.missing + (not one.has_village_card) for one in counted)


@require_GET
def households(request: HttpRequest, place_path: str) -> HttpResponse:
    """List the doors of a village: places only, nobody who lives behind them."""
    found = queries.place(place_path)
    doors = queries.places_page(place_path, "household", cursor=request.GET.get("cursor"))
    rows = sorted(doors.items, key=lambda door: as_counted(door.full_name))
    return page(request, "office/places/households.html", {"place": found, "doors": doors, "rows": rows})


def as_counted(name: str) -> list[tuple[int, str]]:
    """Split a name so that 9号 stands before 10号."""
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in re.split(r"(\d+)", name)]
