"""Pages of measures: the list of all, one with its history, its definition as a file, and retiring it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from minqing.insight.own import queries, service
from minqing.insight.own.records import Line
from minqing.insight.own.verbs import VERBS
from minqing.insight.permissions import PUBLISH
from minqing.kernel.errors import NotFound
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.verbpages import verb_page

from . import context
from .units import unit_words

COLUMNS = (
    gettext_lazy("Measure"),
    gettext_lazy("Question"),
    gettext_lazy("Counts"),
    gettext_lazy("Misleads"),
    gettext_lazy("Kind of number"),
    gettext_lazy("Unit"),
    gettext_lazy("Key"),
    gettext_lazy("Version"),
)


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """List every measure by its door; with ``text`` those that hold a word, with ``door`` those of one."""
    every = queries.listing()
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "measures", COLUMNS, (cells(line) for line in every))
    text, door = request.GET.get("text", "").strip()[:40], request.GET.get("door", "")[:40]
    found = context.by_door(every, text, door)
    shown = {
        "groups": found,
        "count": sum(len(some) for _door, some in found),
        "doors": context.doors(every, door),
        "all": len(every),
        "text": text,
        "door": door,
        "has_own": any(line.is_own for line in every),
        "unable": queries.unable(),
        "may_publish": service.may_publish(request.actor),  # type: ignore[attr-defined]
    }
    return page(request, "office/measures/measures.html", shown)


def cells(line: Line) -> list[object]:
    """Return one measure's cells."""
    said = [line.title, line.question, line.counts, line.misleads]
    return [*said, context.kind_words(line.kind), unit_words(line.unit), line.key, line.version or ""]


@require_GET
def measure(request: HttpRequest, key: str) -> HttpResponse:
    """Show one measure: what it counts, its example, its number now, its versions; ``version`` shows an earlier one."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    card = queries.card(key, asked_version(request))
    number = queries.number_now(card.measure, actor, at=now) if card.measure else None
    shown = context.shown(card) | {
        "now": context.now_words(card, number, actor),
        "changes": context.changes(card),
        "may_publish": service.may_publish(actor),
    }
    return page(request, "office/measures/measure.html", shown)


def asked_version(request: HttpRequest) -> int | None:
    """
    Read which version is asked for; None for the latest.

    :raises NotFound: if it is no number.
    """
    asked = request.GET.get("version", "")
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
        raise NotFound
    return int(asked) if asked else None


@require_GET
def text(request: HttpRequest, key: str) -> HttpResponse:
    """Hand out an own measure's definition as it was published."""
    card = queries.card(key, asked_version(request))
    if card.version is None:
        raise NotFound
    answer = HttpResponse(card.version.text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{card.number}.yaml"'
    return answer


@needs(PUBLISH)
@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, key: str) -> HttpResponse:
    """Stop counting an own measure."""
    card = queries.card(key)
    if not card.number or card.is_retired:
        raise NotFound
    title = card.measure.title if card.measure else key
    lead = _("%(title)s: it is counted no more and leaves the lists. Its versions stay readable.") % {"title": title}
    back = reverse("office:measure", args=[key])
    return verb_page(request, VERBS["retire_measure"], back=back, lead=lead, fixed={"key": key})
