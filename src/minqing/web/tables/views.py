"""Pages of routing and standard replies."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries
from minqing.cases.codes import Duty, choices
from minqing.cases.queries.trying import would_route
from minqing.cases.table_verbs import VERBS
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.times import day_of
from minqing.kernel.verbs import Verb
from minqing.rulebook.queries import rules_in_force
from minqing.rulebook.records import RuleView
from minqing.territory.queries import full_names
from minqing.web.choices import matter_choices, place_choices
from minqing.web.desk.filters import grouped
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

TIMES = ("working_day", "calendar_day", "hour")
COLUMNS = (
    gettext_lazy("Matter"),
    gettext_lazy("Place"),
    gettext_lazy("Lead unit"),
    gettext_lazy("Rule of time"),
    gettext_lazy("Open, sent by it"),
)


@require_GET
def routing(request: HttpRequest) -> HttpResponse:
    """Show the routing table, and which row would fire for a matter at a place."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.routing_rows(with_counts=True)
    if (form := request.GET.get("as", "")) in FORMS:
        cells = ([r.matter or "*", r.place_name, r.lead_name, r.rule_id, r.fired] for r in rows)
        return table_of(form, "routing", COLUMNS, cells)
    rules = {one.rule_id: f"{one.title} {one.amount}" for one in rules_now(actor)}
    found = tried(request)
    context = {
        "rows": [{"row": one, "rule": rules.get(one.rule_id, one.rule_id)} for one in rows],
        "offices": in_charge(),
        "matters": grouped(matter_choices()),
        "places": grouped(place_choices()),
        "tried": found,
        "tried_rule": rules.get(found.rule_id, found.rule_id) if found else "",
        "may_edit": actor.holds("cases.route"),
        "faults": faults_of(actor),
    }
    return page(request, "office/tables/routing.html", context)


def faults_of(actor: Any) -> list[Any]:
    """Return what is wrong with rows in force, for whoever may mend it; matters without a unit have their own list."""
    if not actor.holds("cases.route"):
        return []
    return [fault for fault in queries.routing_faults() if fault.kind != "uncovered"]


def in_charge() -> list[dict[str, Any]]:
    """Return the offices in charge, each with its duty and its place in words."""
    offices, duties = queries.offices(), dict(choices(Duty))
    places = full_names(one.place_path for one in offices)
    return [{"office": one, "duty": duties[one.duty], "place": places.get(one.place_path, "")} for one in offices]


def tried(request: HttpRequest) -> Any:
    """Say which row would fire, if the tester was asked; None otherwise."""
    place, matter = request.GET.get("place", ""), request.GET.get("matter", "")
    if not place:
        return None
    if matter and not matter.isdigit():
        raise Refused(_("This matter is not in the list."))
    return would_route(matter_number=int(matter or 0), place_path=place)


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def set_row(request: HttpRequest) -> HttpResponse:
    """Set a row; an earlier one for the same matter and place is replaced."""
    initial = {"matter_number": request.GET.get("matter", ""), "place_path": request.GET.get("place", "")}
    initial |= {"lead_path": request.GET.get("lead", ""), "rule_id": request.GET.get("rule") or "HL-04"}
    lead = _("The row with the matter named comes first, then the nearest place. Requests already dispatched stay.")
    verb = with_rules(VERBS["set_routing_row"], request.actor)  # type: ignore[attr-defined]
    return verb_page(request, verb, back=reverse("office:routing"), lead=lead, initial=initial)


def rules_now(actor: Any) -> list[RuleView]:
    """Return the rules of time in force for this actor's place."""
    rules = rules_in_force(place_path=actor.place_path, on=day_of(timezone.now()))
    return [one for one in rules if one.unit in TIMES]


def with_rules(verb: Verb, actor: Any) -> Verb:
    """Let the rule of time be chosen by its words where the verb's table asks for its number."""
    titled = [(one.rule_id, f"{one.rule_id} · {one.title} · {one.amount}") for one in rules_now(actor)]
    named: dict[str, Any] = {"kind": "choice", "choices": titled, "help": ""}
    fields = (replace(one, **named) if one.name == "rule_id" else one for one in verb.fields)
    return replace(verb, fields=tuple(fields))


@needs("cases.route")
@require_POST
def end_row(request: HttpRequest, row_id: str) -> HttpResponse:
    """End a row, so that a more general one fires."""
    return run_here(request, VERBS["end_routing_row"], back=reverse("office:routing"), row_id=row_id)


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def set_office(request: HttpRequest) -> HttpResponse:
    """Put an office in charge of intake, verification, oversight or pressure."""
    lead = _("Which office takes in, verifies, oversees, and takes up reports of pressure, for a place and all below.")
    return verb_page(request, VERBS["set_office"], back=reverse("office:routing"), lead=lead)


@require_GET
def replies(request: HttpRequest) -> HttpResponse:
    """List the standard replies."""
    actor = request.actor  # type: ignore[attr-defined]
    names = {matter.number: matter.name for matter in queries.matters()}
    found = queries.standard_replies(actor=actor)
    rows = [{"reply": reply, "matter": names.get(reply.matter_number or 0, "")} for reply in found]
    context = {"rows": rows, "answers": queries.decline_answers(), "may_edit": actor.holds("cases.route")}
    return page(request, "office/tables/replies.html", context)


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def set_reply(request: HttpRequest, reply_id: str = "") -> HttpResponse:
    """Write or change a standard reply."""
    actor = request.actor  # type: ignore[attr-defined]
    old = next((one for one in queries.standard_replies(actor=actor) if str(one.id) == reply_id), None)
    if reply_id and old is None:
        raise NotFound
    initial = (
        {"title": old.title, "text": old.text, "matter_number": old.matter_number or "", "outcome": old.outcome}
        if old
        else {}
    )
    lead = _("A beginning that saves typing. Whoever answers still writes to this resident about this matter.")
    verb, back = VERBS["set_standard_reply"], reverse("office:replies")
    return verb_page(request, verb, back=back, lead=lead, initial=initial, fixed={"reply_id": reply_id})


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def set_answer(request: HttpRequest, reason: str) -> HttpResponse:
    """Write the county's own answer for one lawful reason to decline."""
    old = next((one for one in queries.decline_answers() if one.reason == reason), None)
    if old is None:
        raise NotFound
    verb, back = VERBS["set_decline_answer"], reverse("office:replies")
    return verb_page(request, verb, back=back, lead=old.title, initial={"text": old.text}, fixed={"reason": reason})


@needs("cases.route")
@require_POST
def retire_reply(request: HttpRequest, reply_id: str) -> HttpResponse:
    """Take a standard reply out of use."""
    return run_here(request, VERBS["retire_standard_reply"], back=reverse("office:replies"), reply_id=reply_id)
