"""A request that another system files: read, placed, masked and registered like any other; done once."""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from minqing.cases import queries
from minqing.cases import service as cases
from minqing.cases.records import Filing, MatterView, Registered
from minqing.cases.words import day_in_words
from minqing.exchange.api.acting import key_of
from minqing.exchange.once import KeyUsedOtherwise
from minqing.kernel.access import Actor
from minqing.kernel.ids import grouped
from minqing.kernel.times import day_of

from .calling import one_of
from .describing import service_of
from .placing import place_asked
from .refusing import BadRequest
from .submissions import submitted
from .writing import Answer

MOST_WORDS: Final = 4000
ATTRIBUTE: Final = re.compile(r"attribute\[(?P<code>[^\[\]]{1,40})\](?P<several>\[\])?")
MARKUP: Final = re.compile(r"<\s*[/!?]?\s*[A-Za-z][^<>]*>|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});", re.IGNORECASE)
PLAIN: Final = ("description", "address_string", "email", "first_name", "last_name", "phone", "media_url")


def file_request(request: HttpRequest, actor: Actor) -> Answer:
    """
    Take in what a system files.

    :raises UnknownService: if the service is unknown or closed.
    :raises BadRequest: if something is missing or cannot be read.
    :raises NotAllowed: if the key's grants do not reach the place.
    """
    code = one_of(request, "service_code", most=20)
    if not code:
        raise BadRequest(_("service_code is missing."), field="service_code")
    matter = service_of(code)
    filing = _filing(request, actor, matter)
    registered = cases.register_case(filing=filing, actor=actor, at=timezone.now())
    if registered.changed:
        raise KeyUsedOtherwise
    return _receipt(request, actor, registered)


def _filing(request: HttpRequest, actor: Actor, matter: MatterView) -> Filing:
    said = {name: one_of(request, name, most=MOST_WORDS if name == "description" else 300) for name in PLAIN}
    _refuse_markup(said)
    place = place_asked(
        address_id=one_of(request, "address_id", most=40),
        lat=one_of(request, "lat", most=40),
        long=one_of(request, "long", most=40),
        address=said["address_string"],
        datum=one_of(request, "datum", most=10).lower() or "wgs84",
        on=localdate(),
    )
    return Filing(
        words=_words(said, matter),
        where_words=said["address_string"],
        place_path=place,
        channel="open311",
        submission_token=_token(request, actor, said, place),
        name=f"{said['last_name']}{said['first_name']}"[:40],
        phone=said["phone"],
        matter_number=matter.number,
        on_behalf=True,
        answers=attributes_in(request.POST, matter),
    )


def _refuse_markup(said: Mapping[str, str]) -> None:
    for name in ("description", "address_string"):
        if MARKUP.search(said[name]):
            raise BadRequest(_("%(name)s is plain text, without HTML.") % {"name": name}, field=name)
    url = said["media_url"]
    parts = urlsplit(url) if url else None
    if parts is not None and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.username):
        raise BadRequest(_("media_url begins with https://."), field="media_url")


def _words(said: Mapping[str, str], matter: MatterView) -> str:
    """
    Write what the office reads: the words, below them link and mail address as text.

    Nothing is ever fetched from the link. The mail address is masked like every one in a text; the original lies in
    the vault.
    """
    lines = [said["description"] or matter.name]
    if said["media_url"]:
        lines.append(_("Picture (link of the other system): %(url)s") % {"url": said["media_url"]})
    if said["email"]:
        lines.append(_("E-mail: %(email)s") % {"email": said["email"]})
    return "\n".join(lines)


def attributes_in(form: QueryDict, matter: MatterView) -> dict[str, Any]:
    """
    Read the answers to a service's extra questions: ``attribute[code]=value``, ``attribute[code][]=key`` for several.

    :raises BadRequest: if one is unknown, or a required one is missing.
    """
    asked = {one.code: one for one in queries.questions_of(matter.number)}
    found: dict[str, Any] = {}
    for name in form:
        match = ATTRIBUTE.fullmatch(name)
        if match is None:
            if name.startswith("attribute"):
                raise BadRequest(_("An attribute is written attribute[code]."), field=name[:60])
            continue
        code = match["code"]
        if code not in asked:
            raise BadRequest(_("This service has no attribute %(code)s.") % {"code": code}, field=name[:60])
        values = [value.strip() for value in form.getlist(name) if value.strip()]
        if values:
            found[code] = values if match["several"] else values[0]
    missing = [code for code, one in asked.items() if one.required and code not in found]
    if missing:
        raise BadRequest(_("attribute[%(code)s] is missing.") % {"code": missing[0]}, field=f"attribute[{missing[0]}]")
    return found


def _token(request: HttpRequest, actor: Actor, said: Mapping[str, str], place: str) -> str:
    """
    Return what makes a request the same as one before: the idempotency key, or else device and words of one day.

    Without key, device and account each call is a new request.
    """
    client, key = actor.ref.id, key_of(request)
    if key:
        return f"open311:{client}:{sha256(key.encode()).hexdigest()}"
    device = [one_of(request, name) for name in ("device_id", "account_id")]
    if not any(device):
        return f"open311:{client}:{uuid4()}"
    same = [*device, str(localdate()), one_of(request, "service_code"), place, *said.values()]
    return f"open311:{client}:{sha256(chr(0).join(same).encode()).hexdigest()}"


def _receipt(request: HttpRequest, actor: Actor, registered: Registered) -> Answer:
    row = submitted(actor, registered, origin=one_of(request, "origin_id", most=80), at=timezone.now())
    wants_token = one_of(request, "answer", most=10) == "token"
    answer = {"token": row.token} if wants_token else {"service_request_id": row.number}
    account = one_of(request, "account_id")
    return Answer(
        "service_requests", [{**answer, "service_notice": _notice(registered), "account_id": account or None}]
    )


def _notice(registered: Registered) -> str:
    """Say what the resident must know: whom to call first, by when there is an answer, and the code to ask with."""
    danger = registered.danger
    lines = [
        _("Call %(call)s first; the duty officer here has been told.") % {"call": danger.call} if danger else "",
        _("Received. You are answered by %(day)s at the latest.")
        % {"day": day_in_words(day_of(registered.promised_at))},
        _("Code for looking it up: %(code)s") % {"code": grouped(registered.receipt)},
    ]
    return " ".join(line for line in lines if line)
