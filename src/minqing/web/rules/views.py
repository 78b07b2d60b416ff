"""Pages of the rulebook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.secrecy import refuse_secret_names
from minqing.kernel.times import day_of
from minqing.ledger.facts import FACT_TYPES
from minqing.rulebook import queries, service
from minqing.rulebook.permissions import MANAGE
from minqing.rulebook.records import RuleView
from minqing.rulebook.verbs import VERBS
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.shell import say
from minqing.web.verbpages import run_here, verb_page

RULE_COLUMNS = ("rule_id", "title", "value", "unit", "jurisdiction", "source", "article", "confirmed", "effective_from")


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """List the rules in force here, the unconfirmed ones marked."""
    actor, today = request.actor, day_of(timezone.now())  # type: ignore[attr-defined]
    found = queries.rules_in_force(place_path=actor.place_path, on=today)
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "rules", RULE_COLUMNS, (rule_cells(rule) for rule in found))
    text, only_open = request.GET.get("text", "").strip()[:40], request.GET.get("sure") == "no"
    context = {
        "rules": [rule for rule in found if fits(rule, text) and not (only_open and rule.confirmed)],
        "text": text,
        "only_open": only_open,
        "unconfirmed": sum(1 for rule in found if not rule.confirmed),
        "may_edit": actor.holds(MANAGE),
        "years": queries.published_years(),
        "year": today.year,
    }
    return page(request, "office/rules/rules.html", context)


def fits(rule: RuleView, text: str) -> bool:
    """Say whether a rule's number, words or source hold a text, capitals or not."""
    return text.lower() in f"{rule.rule_id} {rule.title} {rule.source_title} {rule.article}".lower()


def rule_cells(rule: RuleView) -> list[object]:
    """Return one rule's cells."""
    return [
        rule.rule_id,
        rule.title,
        rule.value,
        rule.unit,
        rule.jurisdiction,
        rule.source_title,
        rule.article,
        int(rule.confirmed),
        rule.effective_from,
    ]


@require_GET
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show every version of one rule."""
    actor = request.actor  # type: ignore[attr-defined]
    history = queries.rule_history(rule_id, place_path=actor.place_path)
    if not history:
        raise NotFound
    begins = history[0].trigger
    trigger = FACT_TYPES[begins].title if begins in FACT_TYPES else ""  # in words, or not at all
    context = {"rule": history[0], "history": history, "trigger": trigger, "may_edit": actor.holds(MANAGE)}
    return page(request, "office/rules/rule.html", context)


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
def set_rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Give a rule a new version for this county, from a day on."""
    actor, today = request.actor, day_of(timezone.now())  # type: ignore[attr-defined]
    old = queries.rule(rule_id, place_path=actor.place_path, on=today)
    initial = {
        "value": old.value,
        "unit": old.unit,
        "title": old.title,
        "source_title": old.source_title,
        "article": old.article,
        "effective_from": today,
    }
    lead = _(
        "%(title)s, %(rule)s. Clocks that run keep the version they started under; the new one holds for what begins "
        "from that day on."
    ) % {"title": old.title, "rule": rule_id}
    back = reverse("office:rule", args=[rule_id])
    return verb_page(request, VERBS["set_rule"], back=back, lead=lead, initial=initial, fixed={"rule_id": rule_id})


@needs(MANAGE)
@require_POST
def confirm_rule(request: HttpRequest, version: str) -> HttpResponse:
    """Say that the county has read the text and the rule holds."""
    found = queries.rule_by_version(version)
    back = reverse("office:rule", args=[found.rule_id])
    return run_here(request, VERBS["confirm_rule"], back=back, version=version)


@require_GET
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Show one year's holidays and make-up working days."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "year": queries.calendar_year(year),
        "years": queries.published_years(),
        "before": year - 1,
        "after": year + 1,
        "may_edit": actor.holds(MANAGE),
    }
    return page(request, "office/rules/calendar.html", context)


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
def set_day(request: HttpRequest, year: int) -> HttpResponse:
    """Say for the county whether a day is worked."""
    lead = _("A promise already given does not move by itself when a day changes; moved ones are told to the resident.")
    return verb_page(request, VERBS["set_calendar_day"], back=reverse("office:calendar", args=[year]), lead=lead)


@needs(MANAGE)
@require_POST
def load_calendar(request: HttpRequest) -> HttpResponse:
    """Load a year's table from a file, and go back to the year it was loaded from."""
    sent = request.FILES.get("table")
    if sent is None:
        raise Refused(_("Choose a file first."))
    refuse_secret_names([sent.name])
    report = service.load_calendar(actor=request.actor, at=timezone.now(), data=sent.read())  # type: ignore[attr-defined]
    words = _("%(added)s days added, %(changed)s changed, %(refused)s lines refused.")
    say(request, words % {"added": report.added, "changed": report.changed, "refused": len(report.refusals)})
    for sentence in report.news:
        say(request, sentence)
    year = request.POST.get("year", "")
    return redirect("office:calendar", int(year)) if year.isdecimal() and len(year) == 4 else redirect("office:rules")
