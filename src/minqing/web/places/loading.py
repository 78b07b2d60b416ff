"""Tables of divisions, grid cells and households: look first, then load."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from minqing.kernel.errors import NotFound, Refused
from minqing.territory import service
from minqing.territory.permissions import MANAGE
from minqing.web.choices import forget_choices
from minqing.web.doors import needs
from minqing.web.handing_in import packed, table_sent
from minqing.web.pages import page
from minqing.web.shell import say

MOST = 8 * 1024 * 1024
TABLES: dict[str, tuple[Any, Any]] = {
    "divisions": (gettext_lazy("Divisions"), gettext_lazy("Columns: code (12 digits) and name.")),
    "grid_cells": (gettext_lazy("Grid cells"), gettext_lazy("Columns: village code, serial, name, scope.")),
    "households": (
        gettext_lazy("Doors"),
        gettext_lazy(
            "Columns: grid cell or village code, lane or building, door. No names of people: such files are refused."
        ),
    ),
}


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
def load_table(request: HttpRequest, kind: str) -> HttpResponse:
    """Show what a table would do, and do it when told so."""
    if kind not in TABLES:
        raise NotFound
    title, columns = TABLES[kind]
    context: dict[str, Any] = {"kind": kind, "title": title, "columns": columns}
    if request.method == "POST":
        data, sure = sent(request, kind), "sure" in request.POST
        report = loader(kind)(data=data, actor=request.actor, at=timezone.now(), dry_run=not sure)  # type: ignore[attr-defined]
        if sure:
            forget_choices()
            say(
                request,
                _("Loaded: %(added)s new, %(kept)s as they were.") % {"added": report.added, "kept": report.kept},
            )
            return redirect("office:places")
        context |= {"report": report, "packed": packed(data, salt=kind)}
    return page(request, "office/places/load.html", context)


def loader(kind: str) -> Any:
    """Return the service that loads this kind of table."""
    return {
        "divisions": service.load_divisions,
        "grid_cells": service.import_grid_cells,
        "households": service.import_households,
    }[kind]


def sent(request: HttpRequest, kind: str) -> bytes:
    """Return the file, or what the page that showed the preview carried; see :func:`table_sent`."""
    too_large = Refused(_("The file is larger than 8 MB. Load it with the command line."))
    return table_sent(request, salt=kind, most=MOST, too_large=too_large)
