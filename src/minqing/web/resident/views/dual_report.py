"""
Reporting to the community where one lives, with the code of a branch's slip; and all of it back again.

No cookie and no account: the code is asked for each time, and stands in no address. Forged posts are not guarded
against, as whoever forges one would need the code.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minqing.directory.branches import queries, service
from minqing.directory.branches.codes import KEPT, PLEDGES
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import normalise_code
from minqing.territory import queries as territory
from minqing.web.resident import throttle
from minqing.web.resident.edge import hers_alone, page


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@hers_alone
def dual_report(request: HttpRequest) -> HttpResponse:
    """Ask for the code; then show what stands with it, and do what was pressed."""
    code = normalise_code(request.POST.get("code", "")[:60])
    if request.method != "POST" or not code:
        return page(request, "dual_report_page", {})
    try:
        throttle.refuse_guessing(request)
        queries.member_page(code)
    except NotFound:
        throttle.count_guess(request)
        unknown = _("This code opens no slip. Compare it letter by letter.")
        return page(request, "dual_report_page", {"problem": unknown}, status=404)
    except Refused as refusal:
        return page(request, "dual_report_page", {"problem": refusal}, status=refusal.status)
    problem: object = ""
    try:
        _do(request, code)
    except Refused as refusal:
        problem = refusal
    return _shown(request, code, problem)


def _do(request: HttpRequest, code: str) -> None:
    at, wish = timezone.now(), request.POST.get("do", "")
    if wish == "report":
        service.report(code=code, place_path=request.POST.get("place", "")[:120], at=at)
    elif wish == "say":
        service.say(
            code=code,
            pledge=_digit(request.POST.get("pledge", "")),
            kept=_digit(request.POST.get("kept", "")),
            duty_done="duty" in request.POST,
            has_sign="sign" in request.POST,
            at=at,
        )
    elif wish == "withdraw":
        service.withdraw(code=code, at=at)


def _digit(typed: str) -> int:
    return int(typed) if len(typed) == 1 and typed.isascii() and typed.isdecimal() else 0


def _shown(request: HttpRequest, code: str, problem: object) -> HttpResponse:
    home = territory.county()
    context = {
        "code": code,
        "told": queries.member_page(code),
        "villages": territory.places_under(home.path, "village") if home else (),
        "pledges": list(PLEDGES.items()),
        "outcomes": list(KEPT.items()),
        "problem": problem,
        "done": request.POST.get("do", "") if not problem else "",
    }
    return page(request, "dual_report_page", context, status=422 if problem else 200)
