"""The panel of earlier requests that may be about the same matter, for whoever takes a request in."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from minqing.cases import service
from minqing.cases.records import EarlierCase
from minqing.web.doors import needs
from minqing.web.pages import fragment, page, wants_fragment

from .context import case_context
from .opening import opened
from .panels import COMPARE


@needs(COMPARE)
@require_POST
def compare(request: HttpRequest, number: str) -> HttpResponse:
    """Compare telephones with the requests that look alike; the resident sees that this was done."""
    now, actor = timezone.now(), request.actor  # type: ignore[attr-defined]
    found = service.compare_phones(number=number, actor=actor, at=now)
    card = opened(number, actor=actor, at=now)
    marked = {"earlier": found, "may_compare": False, "compared": True}
    if wants_fragment(request):
        return fragment(request, "office/case/_same.html", {"case": card, **marked}, say=told(found))
    return page(request, "office/case/case.html", {**case_context(card, actor, now), **marked})


def told(found: tuple[EarlierCase, ...]) -> str:
    """Say how many came from the same telephone."""
    same = sum(1 for one in found if one.same_phone)
    if not same:
        return _("None of them came from the same telephone, or none was left.")
    return ngettext(
        "%(n)s of them came from the same telephone.", "%(n)s of them came from the same telephone.", same
    ) % {"n": same}
