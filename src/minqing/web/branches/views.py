"""The slips of one's own party branch: which were not used yet, new ones on paper, and lost ones voided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minqing.directory.branches import queries, service
from minqing.directory.branches.permissions import BRANCH
from minqing.kernel.errors import NotFound, Refused
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say

LONGEST_NUMBER = 4


@needs(BRANCH)
@require_GET
def slips(request: HttpRequest) -> HttpResponse:
    """Show the slips of the branch in which this post sits."""
    return _shown(request)


@needs(BRANCH)
@never_cache
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Make new slips and show their codes, this once, to be printed and cut."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        made = service.issue_slips(how_many=_number(request.POST.get("how_many", "")), actor=actor, at=timezone.now())
    except service.UnableToReport as refusal:
        return _shown(request, problem=refusal)
    groups = [(one.number, " ".join(one.code[at : at + 4] for at in range(0, len(one.code), 4))) for one in made]
    return page(request, "office/branches/issued.html", {"made": groups, "branch": queries.branch_name(actor)})


@needs(BRANCH)
@require_POST
def void(request: HttpRequest) -> HttpResponse:
    """Void a slip whose code was lost."""
    number = _number(request.POST.get("number", ""))
    try:
        service.void_slip(number=number, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    except NotFound:
        raise
    except Refused as refusal:
        return _shown(request, problem=refusal)
    say(request, _("Slip %(n)s is worth nothing now. Hand out a new one.") % {"n": number})
    return redirect("office:branch_slips")


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) <= LONGEST_NUMBER else 0


def _shown(request: HttpRequest, *, problem: object = "") -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.slips_of_own_branch(actor)
    context = {
        "branch": queries.branch_name(actor),
        "slips": found,
        "reported": sum(one.reported for one in found),
        "problem": problem,
    }
    return page(request, "office/branches/slips.html", context, status=422 if problem else 200)
