"""Where more comes in than chance explains: a list of villages and matters, for the grid map and for oversight."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from minqing.cases import queries as cases
from minqing.insight.panels.piling import Piled, piling_up
from minqing.web.doors import dear, needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page

HEAD = (
    gettext_lazy("Place or matter"),
    gettext_lazy("What is counted"),
    gettext_lazy("In these four weeks"),
    gettext_lazy("Usual in four weeks"),
    gettext_lazy("Chance explains up to"),
)


@dear
@needs("insight.read")
@require_GET
def warnings(request: HttpRequest) -> HttpResponse:
    """Show what piles up within the reader's reach."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    found = piling_up(actor, at=timezone.now())
    names = cases.matter_names()
    places = [(one.name, one) for one in found.places]
    matters = [(str(names.get(one.matter, one.matter)), one) for one in found.matters]
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "piling-up", HEAD, [_cells(name, one) for name, one in (*places, *matters)])
    context = {"found": found, "places": places, "matters": matters, "may_read": actor.holds("cases.read")}
    return page(request, "office/grid/warnings.html", context)


def _cells(name: str, one: Piled) -> list[object]:
    return [name, one.measure.title, one.count, one.usual, one.limit]
