"""Pages of drafts of the routing table: many rows at once, what is wrong, a trial, publishing, versions, going back."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries
from minqing.cases.records import DraftLine, DraftView, DryRun
from minqing.cases.table_verbs import VERBS
from minqing.kernel.errors import Refused
from minqing.web.choices import matter_choices, organisation_choices, place_choices
from minqing.web.desk.filters import grouped
from minqing.web.doors import dear, needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

from .views import rules_now

MOST_LINES = 300
ACTIONS = ("set", "end", "undo")
MOVED = (
    gettext_lazy("Matter"),
    gettext_lazy("Township"),
    gettext_lazy("Goes now to"),
    gettext_lazy("Would have gone to"),
    gettext_lazy("Rule of time now"),
    gettext_lazy("Rule of time then"),
    gettext_lazy("Requests"),
    gettext_lazy("Numbers that you may open"),
)


@needs("cases.route")
@require_GET
def draft(request: HttpRequest) -> HttpResponseBase:
    """Show the table as the draft would have it, with what is wrong; every row can be ticked."""
    view, word = queries.table_to_draft(), request.GET.get("q", "")[:60].strip()
    lines = fitting(view.lines, word)
    return page(
        request, "office/tables/draft.html", {**shown(view, request), "lines": lines[:MOST_LINES], "word": word}
    )


def fitting(lines: Sequence[DraftLine], word: str) -> list[DraftLine]:
    """Keep the rows that a word names: by matter, place or unit."""
    return [
        one
        for one in lines
        if not word or any(word in text for text in (one.matter, one.place_name, one.before, one.lead_name))
    ]


def shown(view: DraftView, request: HttpRequest) -> dict[str, Any]:
    """Gather what stands around the rows: faults, choices, drafts that wait for their day."""
    actor = request.actor  # type: ignore[attr-defined]
    plain = [fault for fault in view.faults if fault.kind != "uncovered"]
    return {
        "view": view,
        "grave": sum(fault.grave for fault in plain),
        "faults": plain,
        "units": organisation_choices(),
        "places": grouped(place_choices()),
        "matters": grouped(matter_choices()),
        "rules": [(one.rule_id, f"{one.title} {one.amount}") for one in rules_now(actor)],
        "scheduled": queries.scheduled_drafts(),
        "most": MOST_LINES,
    }


@needs("cases.route")
@require_POST
def change(request: HttpRequest) -> HttpResponseBase:
    """Set, end or take back every row that is ticked, and new ones for the matters ticked at a place."""
    action = request.POST.get("action", "")
    if action not in ACTIONS:
        raise Refused(_("Choose what shall become of these rows."))
    rows, back = ticked(request), reverse("office:routing_draft")
    if action == "undo":
        return run_here(request, VERBS["undo_rows"], back=back, rows=rows)
    fields = {"lead_path": request.POST.get("lead_path", ""), "rule_id": request.POST.get("rule_id") or "HL-04"}
    if action == "set" and not fields["lead_path"]:
        raise Refused(_("Choose the unit to which these rows shall lead."))
    return run_here(request, VERBS["draft_rows"], back=back, rows=rows, end=action == "end", **fields)


def ticked(request: HttpRequest) -> list[str]:
    """Return the keys of the rows that are ticked; matters are joined with the place chosen for them."""
    place = request.POST.get("place_path", "")
    return [
        *request.POST.getlist("rows"),
        *(f"{one}:{place}" for one in request.POST.getlist("matters") if one and place),
    ]


@needs("cases.route")
@require_POST
def drop(request: HttpRequest) -> HttpResponseBase:
    """Drop the draft, or one that waits for its day."""
    back = reverse("office:routing_draft")
    return run_here(request, VERBS["drop_draft"], back=back, draft_id=request.POST.get("draft", ""))


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest) -> HttpResponseBase:
    """Let the draft come into force, now or on a day."""
    lead = _("From then on requests go by it. Those dispatched before stay where they are; it can be put back.")
    return verb_page(request, VERBS["publish_draft"], back=reverse("office:routing_versions"), lead=lead)


@dear
@needs("cases.route")
@require_GET
def trial(request: HttpRequest) -> HttpResponseBase:
    """Try the draft on the requests of the last thirty days."""
    found = queries.dry_run(actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "routing-trial", MOVED, cells(found))
    return page(request, "office/tables/trial.html", {"run": found})


def cells(found: DryRun) -> Iterator[list[Any]]:
    """Lay the differences out as lines of a file."""
    for one in found.differences:
        rules = (one.before_rule, one.after_rule)
        yield [
            one.matter or _("not named"),
            one.place_name,
            one.before,
            one.after,
            *rules,
            one.requests,
            " ".join(one.numbers),
        ]


@needs("cases.route")
@require_GET
def versions(request: HttpRequest) -> HttpResponseBase:
    """List the tables that were in force."""
    context = {"versions": queries.routing_versions(), "scheduled": queries.scheduled_drafts()}
    return page(request, "office/tables/versions.html", context)


@needs("cases.route")
@require_GET
def version(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show one table that was in force beside the one that is."""
    found = queries.routing_version(number)
    differ = [line for line in found.lines if line.change]
    return page(request, "office/tables/version.html", {"version": found, "differ": differ})


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def back_to(request: HttpRequest, number: int) -> HttpResponseBase:
    """Put an earlier table back as a new version."""
    queries.routing_version(number)
    lead = _("The table of version %(n)s comes into force at once, as a new version.") % {"n": number}
    back, fixed = reverse("office:routing_versions"), {"number": number}
    return verb_page(request, VERBS["roll_back"], back=back, lead=lead, fixed=fixed)


@needs("cases.route")
@require_POST
def from_ruling(request: HttpRequest, ruling_id: str) -> HttpResponseBase:
    """Put what an overseer ruled into the draft as a row."""
    back = reverse("office:routing_draft")
    return run_here(request, VERBS["draft_precedent"], back=back, precedent_id=ruling_id)
