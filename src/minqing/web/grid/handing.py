"""What departments handed down to townships: the list, and for whoever keeps routing handing down and taking back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases.handing_down import queries
from minqing.cases.handing_down.verbs import VERBS
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.verbpages import verb_page

HEAD = (
    gettext_lazy("Township"),
    gettext_lazy("Matter"),
    gettext_lazy("What the township does"),
    gettext_lazy("Department it comes from"),
    gettext_lazy("Law or order it stands in"),
    gettext_lazy("Yuan a year"),
    gettext_lazy("Posts"),
    gettext_lazy("Since"),
    gettext_lazy("Taken back"),
)
ALL = 10_000


@require_GET
def handed(request: HttpRequest) -> HttpResponse:
    """List the tasks that stand, or those taken back, with what goes with them."""
    ended = request.GET.get("state") == "ended"
    own = request.actor.org_path if request.GET.get("own") else ""  # type: ignore[attr-defined]
    if (form := request.GET.get("as", "")) in FORMS:
        whole = queries.handed_down(township_path=own, ended=ended, size=ALL).items
        cells = (
            [o.township_name, o.matter, o.task, o.from_name, o.law, o.money_yuan, o.staff, o.since, o.ended_on or ""]
            for o in whole
        )
        return table_of(form, "handed-down", HEAD, cells)
    found = queries.handed_down(township_path=own, ended=ended, cursor=request.GET.get("cursor"))
    may_edit = request.actor.holds("cases.route")  # type: ignore[attr-defined]
    return page(request, "office/grid/handed.html", {"found": found, "ended": ended, "own": own, "may_edit": may_edit})


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest) -> HttpResponse:
    """Hand a task down; without law, money and staff it is refused."""
    lead = _("Law, money and staff go with every task. What lacks one of them is not handed down.")
    return verb_page(request, VERBS["hand_down"], back=reverse("office:handed_down"), lead=lead)


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, handed_id: str) -> HttpResponse:
    """Take a task back, from today on."""
    fixed = {"handed_id": handed_id}
    return verb_page(request, VERBS["take_back"], back=reverse("office:handed_down"), fixed=fixed)
