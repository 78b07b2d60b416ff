"""The page of the analysis: a question in the address, its answer as a table, a picture and files."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from minqing.insight import queries as insight
from minqing.insight.pivots.asked import Asked, asked_of
from minqing.insight.pivots.kept import views_of
from minqing.insight.pivots.queries import pivot
from minqing.insight.pivots.records import Pivot
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.ledger.spans import ONE_DAY
from minqing.web.doors import dear, needs
from minqing.web.pages import page
from minqing.web.panels.frame import PANELS

from . import context, files
from .drilling import Opened
from .options import options
from .picture import NARROW, picture

OF_PLACE = "m=cases.registered&m=cases.on_time&rows=township&period=month&vs=previous"
OF_TOWNSHIP = "m=cases.registered&m=cases.on_time&rows=month&period=twelve"
OF_UNIT = "m=cases.given&m=cases.on_time&rows=month&period=twelve"


@dear
@needs("insight.read")
@require_GET
def analysis(request: HttpRequest) -> HttpResponseBase:
    """Answer the question in the address; without one a first question that shows what can be asked."""
    return answer(request, request.GET)


def answer(request: HttpRequest, query: QueryDict, *, saving: dict[str, Any] | None = None) -> HttpResponseBase:
    """
    Draw the page, or send a file.

    :param query: the question; without measures and rows the first one that shows what can be asked.
    :param saving: what was typed for a view that could not be saved, and why.
    """
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    query = query if "m" in query or "rows" in query else first_question(actor)
    frame = _frame(actor, query) | (saving or {})
    try:
        found, asked = _answered(actor, query, now)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return page(request, "office/analysis/analysis.html", frame | {"refusal": refusal}, status=422)
    if (form := query.get("as", "")) in files.FORMS:
        return files.send(form, found, actor=actor, at=now, address=request.build_absolute_uri(_own(query)))
    shown = frame | _shown(found, asked, query)
    return page(request, "office/analysis/analysis.html", shown, status=422 if saving else 200)


def first_question(actor: Actor) -> QueryDict:
    """Return the question that a reader of a county, a township or a unit begins with."""
    grant = insight.widest_grant(actor)
    if grant.org_path.count("/") > 1:
        return QueryDict(OF_UNIT)
    return QueryDict(OF_TOWNSHIP if grant.place_path.count("/") > 1 else OF_PLACE)


def _answered(actor: Actor, query: QueryDict, at: datetime) -> tuple[Pivot, Asked]:
    asked = asked_of(dict(query.lists()), day_of(at))
    found = pivot(actor, asked, at=at)
    context.table(found, query, sort=asked.sort, page=asked.page)
    return found, asked


def _own(query: QueryDict) -> str:
    return context.link(query, **{"as": ""})


def _frame(actor: Actor, query: QueryDict) -> dict[str, Any]:
    return {"options": options(actor, query), "panels": PANELS, "views": views_of(actor)}


def _shown(found: Pivot, asked: Asked, query: QueryDict) -> dict[str, Any]:
    return shown(found, query, sort=asked.sort, page=asked.page) | {"question": query.urlencode()}


def shown(found: Pivot, query: QueryDict, *, sort: str = "", page: int = 1, is_fixed: bool = False) -> dict[str, Any]:
    """Return what the answer's part of a page needs."""
    return {
        "pivot": found,
        "last": found.end - ONE_DAY,
        "before_last": found.before_end - ONE_DAY if found.before_end else None,
        "table": context.table(found, query, sort=sort, page=page, is_fixed=is_fixed),
        "untold": Opened.of(found, is_fixed=is_fixed).untold(),
        "knows_before": context.knows_before(found),
        "picture": picture(found),
        "narrow": picture(found, NARROW),
        "files": [(title, context.link(query, **{"as": form, "page": ""})) for form, title in files.TITLES.items()],
        "has_shares": context.has_shares(found),
    }
