"""Pages of gatherings and topics: where many ask for the same, and what is made of it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from minqing.cases import queries
from minqing.cases.table_verbs import VERBS
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import verb_page

SEES = ("cases.supervise", "cases.oversee")
VERBS_OF_ONE = ("add_to_topic", "take_from_topic", "tell_topic", "finish_topic")
A_MONTH = timedelta(days=30)


@needs(*SEES)
@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """List where many ask for the same, then the topics, the open ones first."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    before = request.GET.get("before", "")
    after_first = int(before) if before.isdigit() and len(before) < 10 else 0
    found = queries.topics(actor=actor, at=now, before=after_first)
    context = {
        "topics": found,
        "gatherings": () if after_first else queries.gatherings(actor=actor, at=now),
        "may_open": actor.holds("cases.supervise"),
        "more": found[-1].number if len(found) == queries.TOPICS_A_PAGE and found[-1].finished_at else 0,
    }
    return page(request, "office/topics/topics.html", context)


@needs(*SEES)
@require_GET
def topic(request: HttpRequest, number: int) -> HttpResponse:
    """Show one topic with its requests."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    found = queries.topic(number, actor=actor, at=now)
    may_act = actor.holds("cases.supervise") and not found.finished_at
    return page(request, "office/topics/topic.html", {"topic": found, "may_act": may_act})


@needs("cases.supervise")
@require_http_methods(["GET", "POST"])
def open_topic(request: HttpRequest) -> HttpResponse:
    """Open a topic, begun from a gathering or from nothing."""
    initial = {"matter_number": request.GET.get("matter", ""), "place_path": request.GET.get("place", "")}
    initial["finish_on"] = day_of(timezone.now() + A_MONTH).isoformat()
    lead = _(
        "The requests of this matter and place of the last sixty days belong to it. Each goes its own way as well."
    )
    return verb_page(request, VERBS["open_topic"], back=reverse("office:topics"), lead=lead, initial=initial)


@needs("cases.supervise")
@require_http_methods(["GET", "POST"])
def topic_verb(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Do one verb to a topic: take a request in or out, tell all, finish."""
    if key not in VERBS_OF_ONE:
        raise NotFound
    found = queries.topic(number, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    initial = {"number": request.GET.get("request", "")[:16]}
    back = reverse("office:topic", args=[number])
    return verb_page(request, VERBS[key], back=back, lead=found.title, initial=initial, fixed={"topic": number})
