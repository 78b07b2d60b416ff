"""Alarms of danger to life, and who answers them day and night."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from minqing.directory import permissions as may
from minqing.directory import queries
from minqing.directory.verbs import VERBS
from minqing.territory.queries import full_names
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.verbpages import run_here


@needs(may.ALARM, may.DUTY)
@require_GET
def duty(request: HttpRequest) -> HttpResponse:
    """Show open alarms first, then the last fifty, and the duty line."""
    actor, now = request.actor, timezone.now()  # type: ignore[attr-defined]
    waiting = queries.open_alarms(actor)
    places = full_names(one.place_path for one in waiting)
    context = {
        "channel": queries.duty_channel(now),
        "open": [{"alarm": one, "place": places.get(one.place_path, "")} for one in waiting],
        "alarms": queries.alarms(actor),
        "may_set": actor.holds(may.DUTY),
    }
    return page(request, "office/watch/duty.html", context)


@needs(may.ALARM)
@require_POST
def take_up(request: HttpRequest, alarm_id: str) -> HttpResponse:
    """Take an alarm up: somebody has it now."""
    return run_here(request, VERBS["acknowledge_alarm"], back=reverse("office:duty"), alarm_id=alarm_id)
