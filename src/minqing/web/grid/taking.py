"""Taking a report in: the same for a form without script and for the telephone's queue."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from minqing.cases import service
from minqing.cases.records import Registered
from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret_names
from minqing.web.doors import needs
from minqing.web.words import near_day

from .forms import Report

MOST_PHOTOS = 9
MOST_BYTES = 20 * 1024 * 1024


class NotReadable(Refused):
    """A part of the report is missing or wrong; ``field`` names it."""


class TakenBefore(Refused):
    """The same report, by its token, was taken in before with other words: nothing was changed."""

    status = 409
    code = "taken-before"


@needs("cases.file")
@never_cache
@require_GET
def state(request: HttpRequest) -> JsonResponse:
    """
    Tell the telephone who is signed in, and give it the key of that account's queue.

    The key opens what this account wrote on any telephone and nothing else; it is the same at every signing in, so
    that what was written before can still be sent. Nothing on the server is enciphered with it.
    """
    who = str(request.user.pk)
    return JsonResponse(
        {
            "account": salted_hmac("minqing.grid.account", who, algorithm="sha256").hexdigest()[:16],
            "key": salted_hmac("minqing.grid.queue", who, algorithm="sha256").hexdigest(),
            "csrf": get_token(request),
        }
    )


@needs("cases.file")
@never_cache
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Take one report of the queue in, or say in one sentence why not; the telephone keeps it until then."""
    try:
        done = take_in(request)
    except Refused as refusal:
        said = {"field": refusal.field, "code": refusal.code, "message": str(refusal)}
        return JsonResponse(said, status=refusal.status)
    danger = getattr(done.danger, "call", "") if done.danger else ""
    return JsonResponse(
        {
            "number": done.number,
            "receipt": done.receipt,
            "promised": near_day(done.promised_at),
            "again": done.again,
            "call": danger,
        }
    )


def take_in(request: HttpRequest) -> Registered:
    """
    Read a report and give it to the request door.

    :raises NotReadable: if a part is missing or wrong.
    :raises TakenBefore: if other words came in before under the same token.
    :raises Refused: for whatever the request door refuses.
    """
    sent = [one for one in request.FILES.getlist("photos") if one.size][: MOST_PHOTOS + 1]
    form = Report(request.POST, photos=len(sent))
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise NotReadable(errors[0], field=field)
    refuse_secret_names((one.name for one in sent), field="photos")
    photos = tuple(one.read(MOST_BYTES + 1) for one in sent)
    actor: Any = request.actor  # type: ignore[attr-defined]
    done = service.register_case(filing=form.filing(photos), actor=actor, at=timezone.now())
    if done.changed:
        words = _(
            "This report came in before as request %(number)s, with other words. "
            "What it says now was not taken: add it there, or send it as a new one."
        )
        raise TakenBefore(words % {"number": done.number})
    return done
