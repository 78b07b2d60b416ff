"""Text messages that a gateway hands over by a signed call, long ones in parts."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Channel
from minqing.exchange.intake import settling
from minqing.exchange.intake.codes import State, Why
from minqing.exchange.intake.taking import take_in
from minqing.exchange.intake.ways import Message, WayIn, offer_way
from minqing.exchange.models import Arrival
from minqing.kernel.errors import Refused
from minqing.vault import service as vault

from .orders import tell

__all__ = ["SMS", "Unreadable", "read_fields", "take_text"]

PATIENCE: Final = timedelta(minutes=10)
"""So long the parts of one message wait for each other; then each stands for itself."""

MOST_PARTS: Final = 20
LONGEST: Final = 64 * 1024


class Unreadable(Refused):
    """The call does not say who wrote what."""

    code = "unreadable"
    default: Any = _("This call does not say who wrote what. See SMS_IN_FIELDS.")


def is_set_up() -> bool:
    """Tell whether a gateway can hand over."""
    return bool(settings.SMS_IN_SECRET)


def read_text(raw: bytes) -> Message:
    """Read one text message, as it was kept."""
    kept = json.loads(raw)
    return Message(words=kept["text"], sender=kept["from"], reply_by="sms", refused=_machine(kept["from"]))


def _machine(number: str) -> Why:
    """Take a short number for a machine's: banks and shops; nobody answers those."""
    digits = "".join(letter for letter in number if letter.isdigit())
    return Why.NONE if len(digits) >= 7 and not digits.startswith(("106", "95", "96")) else Why.AUTOMATIC


SMS = WayIn("sms", _("Text message"), Channel.SMS, is_set_up, read_text, tell=tell, talks=True)
offer_way(SMS)


def read_fields(body: bytes, kind: str) -> dict[str, str]:
    """
    Read a call by the names that SMS_IN_FIELDS gives, from JSON or a form.

    :raises Unreadable: without sender or text.
    """
    theirs = _given(body, kind)
    named = dict(pair.split("=", 1) for pair in settings.SMS_IN_FIELDS.split(",") if "=" in pair)
    found = {ours.strip(): str(theirs.get(name.strip(), "") or "") for ours, name in named.items()}
    if len(body) > LONGEST or not found.get("from") or not found.get("text", "").strip():
        raise Unreadable
    return found


def _given(body: bytes, kind: str) -> Mapping[str, Any]:
    try:
        if "json" in kind:
            said = json.loads(body)
            return said if isinstance(said, dict) else {}
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=50))
    except ValueError as broken:
        raise Unreadable from broken


def take_text(fields: Mapping[str, str], *, at: datetime) -> UUID:
    """
    Keep one text message, or one part of a long one; when the last part is there, the whole.

    :raises TooMany: in a flood from one number.
    """
    parts = _number(fields.get("parts"))
    whole = _whole(fields) if 1 < parts <= MOST_PARTS else ""
    name = fields.get("id") or json.dumps(dict(fields), sort_keys=True)
    raw = json.dumps(dict(fields), ensure_ascii=False).encode()
    arrival = take_in(SMS, raw, source=f"{fields['from']}\n{name}", at=at, sender=fields["from"])
    if not whole:
        return arrival
    Arrival.objects.filter(pk=arrival, state=State.WAITING, whole="").update(whole=whole, not_before=at + PATIENCE)
    return _joined(whole, parts, at=at) or arrival


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0


def _whole(fields: Mapping[str, str]) -> str:
    """Stand for the whole message: a hash over chance-free values would name the number, so it is keyed."""
    said = f"{fields['from']}\n{fields.get('ref', '')}\n{fields['parts']}"
    return hashlib.sha256("".join(vault.standing_tags(said)).encode()).hexdigest()


def _joined(whole: str, parts: int, *, at: datetime) -> UUID | None:
    """Put the parts together, if all are there; the parts themselves are done with then."""
    rows = Arrival.objects.filter(way=SMS.key, whole=whole, state=State.WAITING, held=True).order_by("id")
    kept = {row.id: json.loads(vault.open_arrival(row.id)) for row in rows}
    by_part = {_number(one.get("part")): one for one in kept.values()}
    if set(by_part) != set(range(1, parts + 1)):
        return None
    text = "".join(by_part[number]["text"] for number in range(1, parts + 1))
    raw = json.dumps({"from": by_part[1]["from"], "text": text}, ensure_ascii=False).encode()
    arrival = take_in(SMS, raw, source="\n".join(sorted(str(one) for one in kept)), at=at)
    tag = next(iter(rows)).sender
    Arrival.objects.filter(pk=arrival).update(sender=tag)
    for part in kept:
        settling.answered(part, at=at)
    return arrival
