"""Who stands in for a post while somebody is away: named by the post itself, or by whoever is above it."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from minqing.directory import queries
from minqing.directory.permissions import RECUSE
from minqing.directory.verbs import VERBS
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.web.verbpages import run_here, verb_page


def stand_ins_on_page(post_id: str, actor: Actor) -> dict[str, Any]:
    """Gather what the post's page says of this; whoever is neither the post nor above it may only read."""
    found = queries.stand_ins_of(post_id, on=day_of(timezone.now()))
    return {"stand_ins": found, "may_name_stand_in": str(actor.ref.id) == post_id or actor.holds(RECUSE)}


@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, post_id: str) -> HttpResponse:
    """Name who stands in, from which day until which."""
    post, plain = queries.post(post_id), VERBS["name_stand_in"]
    colleagues = queries.colleagues_of(post_id)
    fields = (
        replace(one, kind="choice", choices=colleagues) if one.name == "by_post_id" else one for one in plain.fields
    )
    today = day_of(timezone.now())
    lead = _("%(post)s. The work list is seen by whoever stands in, and what is told to one is told to both.")
    return verb_page(
        request,
        replace(plain, fields=tuple(fields)),
        back=reverse("office:post", args=[post_id]),
        lead=lead % {"post": post.label},
        initial={"from_on": today},
        fixed={"post_id": post_id},
    )


@require_POST
def end(request: HttpRequest, post_id: str, stand_in_id: str) -> HttpResponse:
    """End a standing in before its last day."""
    back = reverse("office:post", args=[post_id])
    return run_here(request, VERBS["end_stand_in"], back=back, stand_in_id=stand_in_id)
