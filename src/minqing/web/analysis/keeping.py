"""Pages of saved views: keep a question, change and schedule it, read what was written down."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from minqing.insight.pivots import issuing, keeping, kept
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.web.doors import dear, needs
from minqing.web.pages import page
from minqing.web.shell import say

from . import files
from .views import answer, shown

CADENCES = (
    ("", gettext_lazy("Not written down")),
    ("daily", gettext_lazy("Every day")),
    ("weekly", gettext_lazy("Every Monday")),
    ("monthly", gettext_lazy("On the first of the month")),
)


@needs("insight.read")
@require_POST
def save(request: HttpRequest) -> HttpResponseBase:
    """Keep the question of the page under a name; what was typed stays when that is refused."""
    question, name, shared = request.POST.get("question", ""), request.POST.get("name", ""), "shared" in request.POST
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        view_id = keeping.save_view(name=name, question=question, shared=shared, actor=actor, at=timezone.now())
    except Refused as refusal:
        typed = {"save_refused": refusal, "typed": {"name": name, "shared": shared}}
        return answer(request, QueryDict(question[: keeping.LONGEST_QUESTION].removeprefix("?")), saving=typed)
    say(request, _("The view is saved."))
    return redirect("office:view", view_id=view_id)


@dear
@needs("insight.read")
@require_GET
def view(request: HttpRequest, view_id: str) -> HttpResponse:
    """Show a view: what it asks, how it is kept, and its issues."""
    return _view_page(request, view_id)


def _view_page(request: HttpRequest, view_id: str, *, more: dict[str, Any] | None = None) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = kept.view(view_id, actor)
    typed = {"name": found.name, "shared": found.shared, "cadence": found.cadence}
    context = {"view": found, "issues": kept.issues_of(view_id, actor), "cadences": CADENCES, "typed": typed}
    context["sent"] = kept.telling(found.id) if found.is_own else None
    return page(request, "office/analysis/view.html", context | (more or {}), status=422 if more else 200)


@needs("insight.read")
@require_POST
def change(request: HttpRequest, view_id: str) -> HttpResponse:
    """Rename, share or schedule a view; what was typed stays when that is refused."""
    typed: dict[str, Any] = {
        "name": request.POST.get("name", ""),
        "shared": "shared" in request.POST,
        "cadence": request.POST.get("cadence", ""),
    }
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        keeping.change_view(view_id=view_id, **typed, actor=actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refusal:
        return _view_page(request, view_id, more={"refusal": refusal, "typed": typed})
    say(request, _("The view is changed."))
    return redirect("office:view", view_id=view_id)


@needs("insight.read")
@require_POST
def try_again(request: HttpRequest, view_id: str) -> HttpResponse:
    """Write a view down that could not be, or send its notice again; say why where it fails again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        issuing.try_again(view_id=view_id, actor=actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refusal:
        return _view_page(request, view_id, more={"failed_again": refusal})
    say(request, _("Done. What came of it stands below."))
    return redirect("office:view", view_id=view_id)


@needs("insight.read")
@require_POST
def remove(request: HttpRequest, view_id: str) -> HttpResponse:
    """Take a view away."""
    keeping.remove_view(view_id=view_id, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    say(request, _("The view is removed. What was written down stays under its seals."))
    return redirect("office:analysis")


@needs("insight.read")
@require_GET
def issue(request: HttpRequest, view_id: str, day: str) -> HttpResponseBase:
    """Show an issue with the figures of its day, or send it as a file."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    found = kept.issue(view_id, _day(day), actor)
    query = request.GET.copy()
    if (form := query.pop("as", [""])[-1]) in files.FORMS:
        return files.send(form, found.pivot, actor=actor, at=now, address=request.build_absolute_uri(request.path))
    number = query.get("page", "1")
    chosen = int(number) if number.isdecimal() and 0 < len(number) < 6 else 1
    context = shown(found.pivot, query, page=max(chosen, 1), is_fixed=True)
    return page(
        request, "office/analysis/issue.html", context | {"issue": found.line, "view": kept.view(view_id, actor)}
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise NotFound from wrong
