"""The page of one number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.cases import queries as cases
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.ledger import queries
from minqing.ledger.measures import Measure
from minqing.ledger.splits import confides
from minqing.web.doors import dear, needs
from minqing.web.measures.context import number_words
from minqing.web.pages import page

from . import context
from .asking import READS, Choice, choice_of


@dear
@needs(*READS)
@require_GET
def figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show one number over days, somewhere, as of now or of earlier: what it stands on, its rows, the facts beneath."""
    measure, actor, now = queries.measure_called(key), request.actor, timezone.now()  # type: ignore[attr-defined]
    shown: dict[str, Any] = {"measure": measure, "typed": request.GET}
    try:
        choice = choice_of(request.GET, measure, actor, now)
        refuse_confided(measure, choice, actor)
        shown |= _shown(measure, choice, actor, request.GET.get("cursor"))
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return page(request, "office/opening/figure.html", shown | {"refusal": refusal}, status=422)
    return page(request, "office/opening/figure.html", shown)


def refuse_confided(measure: Measure, choice: Choice, actor: Actor) -> None:
    """
    Refuse what is told in sums only.

    :raises Confided: if the actor is not oversight there.
    """
    where = {"org_path": choice.question.org_path, "place_path": choice.question.place_path}
    is_kept = measure.counts_confided or confides(measure, choice.by)
    if is_kept and not cases.sees_who_rated(actor, **where):
        raise queries.Confided


def _shown(measure: Measure, choice: Choice, actor: Actor, cursor: str | None) -> dict[str, Any]:
    asked = choice.question
    smallest = cases.smallest_shown(asked.place_path, at=asked.at)
    number = queries.figure(measure, asked)
    found = queries.split(measure, choice.by, asked, k=smallest)
    value = number_words(measure, number.number)
    if found.figure.hidden and not choice.opens_to(actor):
        number, value = found.figure, context.few_words(smallest)
    return {
        "choice": choice,
        "where": context.where_words(choice),
        "way": context.way_to(choice, actor),
        "periods": context.periods_of(choice),
        "here": context.here_words(choice),
        "last": asked.end - context.ONE_DAY,
        "number": number,
        "value": value,
        "ways": context.ways_of(measure, choice),
        "split": found,
        "lines": context.lines_of(measure, choice, found, smallest),
        "inputs": [(one, context.address(choice)) for one in measure.inputs],
        **_facts(measure, choice, actor, cursor),
    }


def _facts(measure: Measure, choice: Choice, actor: Actor, cursor: str | None) -> dict[str, Any]:
    """Return a page of the facts beneath, of one side of a share, where they open to the reader."""
    asked, where = choice.question, {"org_path": choice.question.org_path, "place_path": choice.question.place_path}
    if measure.expression or not choice.opens_to(actor):
        return {"opens": False}
    try:
        found = queries.facts_of(
            measure,
            side=choice.side,
            **where,
            start=asked.start,
            end=asked.end,
            known_at=asked.known_at(),
            cursor=cursor,
            confided=cases.sees_who_rated(actor, **where),
            succession=asked.succession,
        )
    except queries.Confided:
        return {"opens": False}
    sides = context.sides_of(measure, choice)
    return {"opens": True, "sides": sides, "facts": context.facts_of(found, actor), "facts_page": found}
