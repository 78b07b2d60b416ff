"""A tree of matters from a file: look at what would change, then publish."""

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minqing.cases import service
from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret_names
from minqing.web.choices import forget_choices
from minqing.web.doors import needs
from minqing.web.pages import page
from minqing.web.shell import say

MOST = 2 * 1024 * 1024
SALT = "matters"
AN_HOUR = 3600


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
    context = {"report": report, "packed": signing.dumps(data.hex(), salt=SALT, compress=True)}
    return page(request, "office/matters/load.html", context, status=422 if report.refusals else 200)


def sent(request: HttpRequest) -> bytes:
    """
    Return the file, or what the page that showed the preview carried.

    :raises Refused: if there is none, it is too large, or the preview is too old.
    """
    if packed := request.POST.get("packed", ""):
        try:
            return bytes.fromhex(signing.loads(packed, salt=SALT, max_age=AN_HOUR))
        except signing.BadSignature as broken:
            raise Refused(_("The preview is too old. Choose the file again.")) from broken
    file = request.FILES.get("table")
    if file is None:
        raise Refused(_("Choose a file first."))
    refuse_secret_names([file.name])
    if (file.size or 0) > MOST:
        raise Refused(_("The file is larger than 2 MB: that is no list of matters."))
    return file.read()
