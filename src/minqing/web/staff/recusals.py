"""What a post is off: taken off a request, and let back, by whoever is above it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from minqing.cases.queries import held_ref, numbers_within
from minqing.directory import queries
from minqing.directory.permissions import RECUSE
from minqing.directory.verbs import VERBS
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.verbs import Field, Verb
from minqing.web.doors import needs
from minqing.web.verbpages import run_here, verb_page

_NUMBER = Field("number", "number", gettext_lazy("Request number"), max_length=16)


def recusals_on_page(post_id: str, actor: Actor) -> dict[str, Any]:
    """Gather what the post's page says of this; nothing for whoever is neither the post itself nor above it."""
    may = actor.holds(RECUSE)
    own = str(actor.ref.id) == post_id
    try:
        rows = queries.recusals_of(post_id, actor=actor) if may or own else []
    except NotFound:
        return {"recusals": [], "may_recuse": False}
    numbers = numbers_within([row.subject for row in rows], actor=actor)
    found = [{"row": row, "number": numbers.get(row.subject, "")} for row in rows]
    return {"recusals": found, "may_recuse": may, "may_let_back": may and not own}


def _by_number(*, number: str, actor: Actor, at: datetime, **more: Any) -> None:
    VERBS["recuse"].run(subject=held_ref(number, actor=actor), actor=actor, at=at, **more)


@needs(RECUSE)
@require_http_methods(["GET", "POST"])
def recuse(request: HttpRequest, post_id: str) -> HttpResponse:
    """Take a post off a request, named by its number."""
    plain = VERBS["recuse"]
    fields = (_NUMBER, *(field for field in plain.fields if field.name == "ground"))
    verb = Verb(plain.key, plain.title, plain.permission, _by_number, fields, plain.confirm)
    back, lead = reverse("office:post", args=[post_id]), queries.post(post_id).label
    return verb_page(request, verb, back=back, lead=lead, fixed={"post_id": post_id})


@needs(RECUSE)
@require_POST
def end_recusal(request: HttpRequest, post_id: str, recusal_id: str) -> HttpResponse:
    """Let a post deal with a request again."""
    rows = queries.recusals_of(post_id, actor=request.actor)  # type: ignore[attr-defined]
    row = next((one for one in rows if str(one.id) == recusal_id), None)
    if row is None:
        raise NotFound
    done = _("The post may deal with it again.")
    back = reverse("office:post", args=[post_id])
    return run_here(request, VERBS["end_recusal"], back=back, done=done, post_id=post_id, subject=row.subject)
