"""The page of supply beside need, and the page on which the table of public service is loaded."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases import queries as cases
from minqing.cases.records import MatterView
from minqing.insight.panels.levels import load_levels, matters_with_levels
from minqing.insight.panels.supply import PlaceSupply, Supply, Where, supply
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.web.charting.quadrants import Quadrants, quadrants
from minqing.web.doors import dear, needs
from minqing.web.exports import table_of
from minqing.web.oversight.periods import NAMED
from minqing.web.pages import page
from minqing.web.places.loading import sent
from minqing.web.shell import say

from .frame import asked, days_asked, file_asked, filter_of, framed

KEEPS = "territory.manage"
SALT = "service-levels"
WORDS: dict[Where, Any] = {
    Where.GAP: gettext_lazy("Much need, little supply"),
    Where.BUSY: gettext_lazy("Much need, much supply"),
    Where.CALM: gettext_lazy("Little need, little supply"),
    Where.AMPLE: gettext_lazy("Little need, much supply"),
    Where.UNKNOWN: "",
}
HEAD = (
    gettext_lazy("Place"),
    gettext_lazy("Requests"),
    gettext_lazy("Households"),
    gettext_lazy("Requests for 1,000 households"),
    gettext_lazy("What there is"),
    gettext_lazy("What is counted"),
    gettext_lazy("For 1,000 households"),
    gettext_lazy("What it tells"),
    gettext_lazy("Unit in charge of the number"),
    gettext_lazy("Source"),
    gettext_lazy("As of"),
)


@dear
@needs("insight.read")
@require_GET
def supply_page(request: HttpRequest) -> HttpResponse:
    """Show need beside supply, place by place, for one matter."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    days, matters = days_asked(request, day_of(now)), {str(one.number): one for one in cases.matters()}
    stated = matters_with_levels()
    matter = _matter(asked(request, "matter"), matters, stated)
    found = supply(actor, at=now, start=days.start, end=days.end, matter=matter.number) if matter else None
    if found and (form := file_asked(request)):
        return table_of(form, f"supply-{found.matter}", HEAD, map(cells, found.places))
    names = {key: _("%(name)s (stated)") % {"name": one.name} if one.number in stated else one.name
             for key, one in matters.items()}  # fmt: skip
    context = {
        "found": found,
        "matter": matter,
        "days": days,
        "filters": [
            filter_of("matter", _("Matter"), names, str(matter.number) if matter else ""),
            filter_of("period", _("Days"), dict(NAMED), days.name),
        ],
        "finding": finding(found) if found else "",
        "plot": plot(found) if found else None,
        "rows": [(row, says(row)) for row in found.places] if found else [],
        "may_load": actor.holds(KEEPS),
        "levels": [row for row in found.places if row.level] if found else [],
    }
    return page(request, "office/panels/supply.html", framed(request, **context))


def _matter(said: str, matters: dict[str, MatterView], stated: set[int]) -> MatterView | None:
    """
    Return the matter asked for; without one the first of which supply was ever stated, else the first.

    :raises Refused: if there is none of this number.
    """
    if said and said not in matters:
        raise Refused(_("There is no matter of this number."))
    return matters.get(said) or next(
        (one for one in matters.values() if one.number in stated), next(iter(matters.values()), None)
    )


def plot(found: Supply) -> Quadrants | None:
    """Draw the places of which both sides are known; None below two."""
    rows = [
        (row.name, row.need, row.supply, row.where is Where.GAP)
        for row in found.places
        if row.need is not None and row.supply is not None
    ]
    if len(rows) < 2 or found.need is None or found.supply is None:
        return None
    return quadrants(rows, found.need, found.supply)


def says(row: PlaceSupply) -> str:
    """Say where a place lies, and whether its need is more than chance."""
    words = str(WORDS[row.where])
    return _("%(words)s; more than chance") % {"words": words} if row.is_rare else words


def finding(found: Supply) -> str:
    """Name the places that need much and have little."""
    gaps = [row.name for row in found.places if row.where is Where.GAP]
    if found.need is None:
        return _("Need and supply cannot be set side by side yet.")
    if not gaps:
        return _("No place needs more than the mean and has less than the mean.")
    return _("Needs more than the mean and has less: %(names)s.") % {"names": _(", ").join(gaps)}


def cells(row: PlaceSupply) -> tuple[Any, ...]:
    """Return the cells of a file's row."""
    level = row.level
    return (
        row.name,
        _("too few to show") if row.requests is None else row.requests,
        row.households or "",
        "" if row.need is None else f"{row.need:.1f}",
        level.amount if level else "",
        level.what if level else "",
        "" if row.supply is None else f"{row.supply:.1f}",
        says(row),
        *((level.owner, level.source, level.as_of.isoformat()) if level else ("", "", "")),
    )


@needs(KEEPS)
@require_http_methods(["GET", "POST"])
def load_supply(request: HttpRequest) -> HttpResponse:
    """Show what a table of public service would state, and state it when told so."""
    context: dict[str, Any] = {}
    if request.method == "POST":
        data, sure = sent(request, SALT), "sure" in request.POST
        named = {word: one.number for one in cases.matters() for word in (str(one.number), one.code, one.name)}
        actor = request.actor  # type: ignore[attr-defined]
        report = load_levels(data=data, matters=named, actor=actor, at=timezone.now(), dry_run=not sure)
        if sure:
            say(
                request,
                _("Stated: %(added)s new, %(kept)s as they were.") % {"added": report.added, "kept": report.kept},
            )
            return redirect("office:panel_supply" if actor.holds("insight.read") else "office:places")
        context = {"report": report, "packed": signing.dumps(data.hex(), salt=SALT, compress=True)}
    return page(request, "office/panels/load_supply.html", context)
