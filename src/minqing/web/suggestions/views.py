"""The page of models that suggest matters: how well each does, two compared, another put to use."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import queries
from minqing.cases.records import Compared, ModelView
from minqing.cases.table_verbs import VERBS
from minqing.kernel.errors import Refused
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here


@needs("cases.route")
@require_GET
def models(request: HttpRequest) -> HttpResponse:
    """List the models; two that were chosen are compared on the newest settled requests."""
    found = queries.suggestion_models()
    context = {
        "models": found,
        "in_use": next((one for one in found if one.chosen), None),
        "making": any(one.state == "asked" for one in found),
        "ready": [one for one in found if one.state == "ready"],
        **compared(request, found),
    }
    return page(request, "office/suggestions/models.html", context)


def compared(request: HttpRequest, found: tuple[ModelView, ...]) -> dict[str, Any]:
    """
    Compare two models, if two were asked for; otherwise offer the newest and the one in use.

    :raises Refused: if what was asked for is no pair of models.
    """
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    if not one or not other:
        offered = [str(model.version) for model in found if model.state == "ready"]
        in_use = next((str(model.version) for model in found if model.chosen), "")
        return {"one": in_use, "other": next((version for version in offered if version != in_use), "")}
    known = {str(model.version) for model in found if model.state == "ready"}
    if one == other or not {one, other} <= known:
        raise Refused(_("Choose two different models that are ready."))
    done = queries.compare_models(int(one), int(other), actor=request.actor)  # type: ignore[attr-defined]
    return {"one": one, "other": other, "compared": done, "lines": lines_of(done)}


def lines_of(done: Compared) -> list[dict[str, int]]:
    """Return a line for each of two models."""
    return [{"version": version, "first": first, "among": done.among[version]} for version, first in done.first.items()]


@needs("cases.route")
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Order a new model; the worker makes it, and this page shows how far it is."""
    said = _("A new model is being made from the newest settled requests. Nothing changes until you put it to use.")
    return run_here(request, VERBS["order_model"], back=reverse("office:suggestion_models"), done=said)


@needs("cases.route")
@require_POST
def choose(request: HttpRequest, version: int) -> HttpResponse:
    """Put a model to use, or an earlier one again."""
    said = _("Model %(n)s suggests matters from now on.") % {"n": version}
    back = reverse("office:suggestion_models")
    return run_here(request, VERBS["choose_model"], back=back, done=said, version=version)
