"""Who calls, for which county, how often; and how whatever is refused is answered."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from minqing.exchange import queries, service
from minqing.exchange.api.throttle import refuse_hasty, refuse_hasty_counting
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused, TooMany
from minqing.territory import queries as territory

from .refusing import BadRequest, KeyInAddress, NoKey, UnknownJurisdiction, errors, refusal_answer
from .writing import Answer, written

View = Callable[..., Answer]
BEARER = "bearer "
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 200


def endpoint(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """
    Make a view of a function that returns an :class:`Answer`; ``form`` in the address says how it is written.

    No session is looked at, so there is nothing to forge: a key, where one is needed, comes with each call.
    """

    def make(view: View) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, form: str = "xml", **named: Any) -> HttpResponse:
            try:
                return written(_answer(request, view, methods, named), form)
            except Refused as refusal:
                response = written(refusal_answer(refusal), form)
                if isinstance(refusal, TooMany):
                    response["Retry-After"] = str(refusal.wait)
                return response

        return answer

    return make


def _answer(request: HttpRequest, view: View, methods: tuple[str, ...], named: dict[str, Any]) -> Answer:
    if request.method not in {*methods, "HEAD"}:
        return errors(405, _("This address is asked with %(methods)s.") % {"methods": ", ".join(methods)})
    if "api_key" in request.GET:
        raise KeyInAddress
    if request.method == "POST":
        refuse_unreadable(request)
    _refuse_other_county(request)
    return view(request, **named)


def refuse_unreadable(request: HttpRequest) -> None:
    """
    Refuse a body that is no form in UTF-8.

    :raises BadRequest: with what it has to be.
    """
    if request.content_type != FORM:
        raise BadRequest(_("Send the body as application/x-www-form-urlencoded; a picture as media_url."))
    try:
        parse_qsl(request.body.decode(), encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeError as broken:
        raise BadRequest(_("Send the body in UTF-8.")) from broken
    except ValueError as many:
        raise BadRequest from many
    except RequestDataTooBig as large:
        raise BadRequest(_("The request is too large.")) from large


def _refuse_other_county(request: HttpRequest) -> None:
    """One server, one county: its code may be named, and no other."""
    asked = request.POST.get("jurisdiction_id", "") or request.GET.get("jurisdiction_id", "")
    county = territory.county()
    if county is None or (asked and asked not in {county.code, county.code[:6]}):
        raise UnknownJurisdiction


def system_of(request: HttpRequest) -> Actor | None:
    """
    Find the system that calls; None without a key.

    :raises NoKey: if there is a key and it does not hold.
    """
    header = request.headers.get("Authorization", "")
    key = header[len(BEARER) :] if header.lower().startswith(BEARER) else request.POST.get("api_key", "")
    if not key.strip():
        return None
    now = timezone.now()
    found = queries.actor_for_key(key.strip(), at=now)
    if found is None:
        raise NoKey
    service.note_use(key.strip(), at=now)
    return found


def filing_system(request: HttpRequest) -> Actor:
    """
    Return the system that files.

    :raises NoKey: without a key that holds.
    :raises TooMany: after very many within one minute.
    """
    found = system_of(request)
    if found is None:
        raise NoKey
    refuse_hasty_counting(found)
    return found


def reading_system(request: HttpRequest) -> Actor | None:
    """
    Return the system that reads, or None for anybody.

    :raises TooMany: after very many within one minute, of a system or of an address.
    """
    found = system_of(request)
    if found is None:
        refuse_hasty(request)
    else:
        refuse_hasty_counting(found)
    return found


def one_of(request: HttpRequest, name: str, *, most: int = 500) -> str:
    """
    Read one parameter of a call; an empty one counts as not given.

    :raises BadRequest: if it is too long or holds what no text holds.
    """
    values = request.POST if request.method == "POST" else request.GET
    text = values.get(name, "").strip()
    if len(text) > most or "\0" in text:
        raise BadRequest(_("%(name)s is too long, at most %(most)s.") % {"name": name, "most": most}, field=name)
    return text
