"""Gaps in supervision: matters without a unit, and requests that no row of the routing table named."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from minqing.cases import queries
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page

IN_A_FILE = 2000
MATTERS = (_("Code of the matter"), _("Matter"), _("Class"), _("Why"), _("Requests open now"))
REQUESTS = (_("Number"), _("Matter"), _("Place"), _("Where it went"), _("Why"), _("Registered on"))


@needs("cases.oversee")
@require_GET
def gaps(request: HttpRequest) -> HttpResponseBase:
    """Show both lists; each leaves as a file."""
    actor = request.actor  # type: ignore[attr-defined]
    if (form := request.GET.get("as", "")) in FORMS:
        return a_file(request, form)
    context = {
        "matters": queries.matter_gaps(actor=actor),
        "requests": queries.unmatched(actor=actor, cursor=request.GET.get("cursor")),
        "may_route": actor.holds("cases.route"),
    }
    return page(request, "office/oversight/gaps.html", context)


def a_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give one of the lists as a file: of requests at most the newest two thousand."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    if request.GET.get("of") == "requests":
        found = queries.unmatched(actor=actor, size=IN_A_FILE).items
        rows = ([one.number, one.matter, one.place_name, one.unit_name, one.why, one.registered_at] for one in found)
        return table_of(form, "requests-without-a-row", REQUESTS, rows)
    lines = ([one.code, one.name, one.group, one.why, one.open_requests] for one in queries.matter_gaps(actor=actor))
    return table_of(form, "matters-without-a-unit", MATTERS, lines)
