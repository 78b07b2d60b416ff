"""A tree of matters from a file: look at what would change, then publish."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minqing.cases import service
from minqing.kernel.errors import Refused
from minqing.web.choices import forget_choices
from minqing.web.doors import needs
from minqing.web.handing_in import packed, table_sent
from minqing.web.pages import page
from minqing.web.shell import say

MOST = 2 * 1024 * 1024
SALT = "matters"


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def load(request: HttpRequest) -> HttpResponseBase:
    """Show what a file would change, and publish it when told so."""
    if request.method != "POST":
        return page(request, "office/matters/load.html", {})
    data, sure, many = sent(request), "sure" in request.POST, "many" in request.POST
    report = service.import_matters(
        data=data,
        actor=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
        dry_run=not sure,
        retire_many=many,
    )
    if sure and not report.refusals:
        forget_choices()
        done = _("Version %(number)s of the tree is in force.") % {"number": report.version}
        say(request, done if report.version else _("Nothing was to be changed: this tree is in force already."))
        return redirect("office:matters_followed" if report.stranded else "office:matters")
    context = {"report": report, "packed": packed(data, salt=SALT)}
    return page(request, "office/matters/load.html", context, status=422 if report.refusals else 200)


def sent(request: HttpRequest) -> bytes:
    """Return the file, or what the page that showed the preview carried; see :func:`table_sent`."""
    too_large = Refused(_("The file is larger than 2 MB: that is no list of matters."))
    return table_sent(request, salt=SALT, most=MOST, too_large=too_large)
