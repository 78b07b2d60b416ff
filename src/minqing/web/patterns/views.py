"""The pattern book's page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from minqing.kernel.errors import NotFound
from minqing.web.board.context import busiest, weeks
from minqing.web.doors import open_to_all

from . import samples


@open_to_all
@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    """Show every component in its states: empty, one, many, too long, refused, late."""
    if not (settings.DEBUG or getattr(settings, "PATTERN_BOOK", False)):
        raise NotFound
    context = {
        "at": samples.AT,
        "clocks": samples.clocks(),
        "queues": samples.rows(),
        "form": samples.Sample(),
        "refused": samples.refused(),
        "bars": samples.BARS,
        "marks": samples.MARKS,
        "day": samples.DAY,
        "long": samples.LONG,
        "tiles": samples.tiles(),
        "weeks": weeks(samples.days()),
        "board": {"days_title": samples.tiles()[0].tile.title},
        "busiest": busiest(samples.days()),
        "trend": [3, 5, 9, 7, 12, 10, 14],
    }
    return render(request, "office/patterns/patterns.html", context)
