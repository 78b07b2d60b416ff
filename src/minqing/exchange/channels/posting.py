"""Text messages handed to a gateway by HTTP, each signed, each once; what is not taken waits and is tried again."""

import http.client
import json
import re
import ssl
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings

from minqing.exchange.intake.signing import sign
from minqing.ledger.jobs import periodic

from . import sms

__all__ = ["GatewayRefused", "body_of", "is_taken", "post_waiting"]

SECONDS = 10
MOST = 100
MOST_READ = 64 * 1024
PLACE = re.compile(r"\{(to|body|key)\}")


class GatewayRefused(OSError):
    """The gateway took none of what waits, or not all of it."""


@periodic(name="exchange.post_messages", every=timedelta(seconds=15))
def post_messages(at: datetime) -> None:
    """
    Hand over what waits, where a gateway is named.

    :raises GatewayRefused: if something was not taken; the health check then names this job.
    """
    if settings.SMS_GATEWAY_URL:
        post_waiting(at)


def post_waiting(at: datetime) -> int:
    """
    Hand over what waits, oldest first. One that is refused does not stand before the others.

    :return: how many were taken.
    :raises OSError: if the gateway cannot be reached, or refused one.
    """
    taken, refused = 0, []
    for place, message in list(sms.waiting())[:MOST]:
        status, answer = _post(message, at)
        if is_taken(status, answer):
            sms.handed_over(place)
            taken += 1
        else:
            refused.append(status)
    if refused:
        raise GatewayRefused(f"{len(refused)} not taken, the first with {refused[0]}")
    return taken


def _post(message: sms.Message, at: datetime) -> tuple[int, bytes]:
    parts = urlsplit(settings.SMS_GATEWAY_URL)
    kind, body = body_of({"to": message.to, "body": message.body, "key": message.key})
    headers = {"Content-Type": kind, "Idempotency-Key": message.key}
    if settings.SMS_GATEWAY_SECRET:
        headers |= sign(settings.SMS_GATEWAY_SECRET, body, nonce=message.key[:128], at=at)
    line: http.client.HTTPConnection
    if parts.scheme == "https":
        trusted = ssl.create_default_context()
        line = http.client.HTTPSConnection(parts.hostname or "", parts.port, timeout=SECONDS, context=trusted)
    else:
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        line.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        answer = line.getresponse()
        return answer.status, answer.read(MOST_READ)
    except http.client.HTTPException as broken:
        raise GatewayRefused(type(broken).__name__) from broken
    finally:
        line.close()


def body_of(values: Mapping[str, str]) -> tuple[str, bytes]:
    """Fill the template: (kind of content, body). What is filled in stays one value, whatever stands in it."""
    template = settings.SMS_GATEWAY_BODY.strip()
    if template.startswith("{"):
        said = _filled(json.loads(template), values)
        return "application/json; charset=utf-8", json.dumps(said, ensure_ascii=False).encode()
    pairs = [(name, _filled(value, values)) for name, value in parse_qsl(template, keep_blank_values=True)]
    return "application/x-www-form-urlencoded", urlencode(pairs).encode()


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(value, values) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in part]
    return PLACE.sub(lambda found: values[found[1]], part) if isinstance(part, str) else part


def is_taken(status: int, answer: bytes) -> bool:
    """Tell by the rule of SMS_GATEWAY_SUCCESS whether a message was taken."""
    if not 200 <= status < 300:
        return False
    name, _sign, wanted = settings.SMS_GATEWAY_SUCCESS.partition("=")
    if not name:
        return True
    try:
        said = json.loads(answer)
    except ValueError:
        return False
    return isinstance(said, dict) and str(said.get(name.strip(), "")) == wanted.strip()
