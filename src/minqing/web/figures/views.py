"""The page of measures: printed from their declarations, so it cannot say anything else."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import Kind, Measure, Tally, every_measure
from minqing.web.pages import page
from minqing.web.words import share_words


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """List every measure with question, counts, misleads and its worked example."""
    shown = [
        {"measure": one, "given": given(one), "gives": example_words(one, one.worked.gives)}
        for one in every_measure().values()
    ]
    return page(request, "office/figures/figures.html", {"shown": shown})


def given(measure: Measure) -> list[dict[str, Any]]:
    """Return the facts of the worked example in words."""
    return [
        {"title": FACT_TYPES[one.fact].title, "times": one.times, "data": one.data, "when": one.when}
        for one in measure.worked.given
    ]


def example_words(measure: Measure, gives: Tally | Decimal) -> str:
    """Write what an example gives, as a screen would."""
    if isinstance(gives, Decimal):
        return f"{gives:,} {measure.unit}"
    if measure.kind in (Kind.SHARE, Kind.CONVERSION):
        return share_words(gives.part, gives.whole)
    return f"{gives.part:,}" + (f" ÷ {gives.whole:,}" if measure.is_share else "") + f" {measure.unit}"
