"""The page of the analysis: a question in the address, its answer as a table, a picture and files."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.insight import queries as insight
from minqing.insight.pivots.asked import Asked, asked_of
from minqing.insight.pivots.queries import pivot
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.ledger.spans import ONE_DAY
from minqing.web.doors import needs
from minqing.web.pages import page

from . import context, files
from .options import options
from .panels import PANELS
from .picture import picture

OF_PLACE = "m=cases.registered&m=cases.on_time&rows=township&period=month&vs=previous"
OF_UNIT = "m=cases.given&m=cases.on_time&rows=month&period=twelve"


@needs("insight.read")
@require_GET
def analysis(request: HttpRequest) -> HttpResponseBase:
    """Answer the question in the address; without one a first question that shows what can be asked."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    query = request.GET if "m" in request.GET or "rows" in request.GET else first_question(actor)
    try:
        answered = _answered(actor, query, now)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return page(request, "office/analysis/analysis.html", _frame(actor, query) | {"refusal": refusal}, status=422)
    if (form := request.GET.get("as", "")) in files.FORMS:
        return files.send(form, *answered, actor=actor, at=now, address=request.build_absolute_uri(_own(query)))
    return page(request, "office/analysis/analysis.html", _frame(actor, query) | _shown(*answered, query))


def first_question(actor: Actor) -> QueryDict:
    """Return the question that a reader of a county or a unit begins with."""
    grant = insight.widest_grant(actor)
    return QueryDict(OF_UNIT if grant.org_path.count("/") > 1 else OF_PLACE)


def _answered(actor: Actor, query: QueryDict, at: datetime) -> tuple[Any, Asked]:
    asked = asked_of(dict(query.lists()), day_of(at))
    found = pivot(actor, asked, at=at)
    context.table(found, asked, query)
    return found, asked


def _own(query: QueryDict) -> str:
    return context.link(query, **{"as": ""})


def _frame(actor: Actor, query: QueryDict) -> dict[str, Any]:
    return {"options": options(actor, query), "panels": PANELS}


def _shown(found: Any, asked: Asked, query: QueryDict) -> dict[str, Any]:
    return {
        "pivot": found,
        "last": found.end - ONE_DAY,
        "before_last": found.before_end - ONE_DAY if found.before_end else None,
        "table": context.table(found, asked, query),
        "picture": picture(found, asked),
        "files": [
            (form, title, context.link(query, **{"as": form, "page": ""})) for form, title in files.TITLES.items()
        ],
        "has_shares": context.has_shares(found),
        "question": _own(query),
    }
