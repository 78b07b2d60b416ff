"""How the hotline checks answers: the public draw, its seed, and a way to see whether one's own matter was drawn."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from minqing.cases import queries
from minqing.cases.receipts import receipt_hash
from minqing.cases.visiting.drawing import value_of
from minqing.kernel.errors import NotFound
from minqing.web.resident.edge import page


@csrf_exempt  # a code is asked for, and nothing is changed
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """Show every draw of the last year; with a receipt's code, its own values."""
    now, found = timezone.now(), queries.draws()
    stored = receipt_hash(request.POST.get("code", "")[:200]) if request.method == "POST" else ""
    rows = []
    for draw in found:
        mine = value_of(draw.seed, stored) if stored else ""
        closed = mine in queries.values_of_draw(draw.month) if mine else False
        rows.append({"draw": draw, "mine": mine if closed else "", "drawn": closed and mine <= draw.cut})
    context = {"rows": rows, "asked": request.method == "POST", "seed_day": queries.next_seed_day(now)}
    return page(request, "checks_page", context)


@require_safe
def values(request: HttpRequest, month: str) -> HttpResponse:
    """Give the values of one month as a plain text, one a line, in order: anybody can draw from it again."""
    try:
        start = date(int(month[:4]), int(month[4:]), 1)
    except ValueError as malformed:
        raise NotFound from malformed
    lines = queries.values_of_draw(start)
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
