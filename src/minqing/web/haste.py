"""Pages and files that are dear to draw: so many a minute for one person, in each server process."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from minqing.kernel.haste import refuse_hasty

PAGES_A_MINUTE = 120
"""Two pages a second for a whole minute: nobody reads so fast, and a wall draws itself anew once in two."""
FILES_A_MINUTE = 20

SAID = {
    "page": _(
        "Very many pages of figures were opened under your name within one minute. Please wait %(seconds)s seconds, "
        "then open this one again. Nothing is lost."
    ),
    "file": _(
        "Very many files were taken out under your name within one minute. Please wait %(seconds)s seconds, then take "
        "this one again. Nothing is lost."
    ),
}


def refuse_hasty_person(request: HttpRequest, view: Any) -> None:
    """
    Count a page that is dear, or a file, against the person, whichever post they act for.

    :raises TooMany: after very many within one minute.
    """
    sort = "file" if request.GET.get("as") else getattr(view, "dear", "")
    if sort:
        most = FILES_A_MINUTE if sort == "file" else PAGES_A_MINUTE
        refuse_hasty(f"{sort}:{request.user.pk}", most=most, said=SAID[sort], at=timezone.now())
