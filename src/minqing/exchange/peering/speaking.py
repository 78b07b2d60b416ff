"""Speaking with another server: only with addresses that may be spoken to, never for long, never led elsewhere."""

import http.client
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from minqing.exchange.models import Peer
from minqing.exchange.sharing.addresses import Heard, ask
from minqing.kernel.errors import Refused
from minqing.vault.outgoing import open_message, seal_message

from .parsing import MOST_BYTES, Remote, Unreadable, requests_in

PATIENCE: Final = 5.0
"""Seconds for one call."""
ACCEPTED: Final = range(200, 300)


class Unheard(Exception):
    """The other side cannot be reached, or answers what nobody can read. Trying again later may help."""


class Declined(Exception):
    """The other side says no to one request; trying the same again does not help."""


def seal_key(key: str, peer: object) -> bytes:
    """Encrypt the key that the other side gave."""
    return seal_message(key.encode(), f"peer {peer}")


def _key_of(peer: Peer) -> str:
    plain = open_message(bytes(peer.key), f"peer {peer.pk}") if peer.key else b""
    if plain is None:
        raise Unheard(_("the key cannot be opened any more; enter it again"))
    return plain.decode()


def read_requests(peer: Peer, asked: Mapping[str, str]) -> list[Remote]:
    """
    Read requests of the other side.

    :param asked: the standard's filters.
    :raises Unheard: if it does not answer, or not readably.
    """
    return _read(peer, "requests", asked)


def read_token(peer: Peer, token: str) -> list[Remote]:
    """
    Ask which request a token stands for.

    :raises Unheard: if it does not answer, or not readably.
    """
    return _read(peer, f"tokens/{quote(token, safe='')}", {})


def file_there(peer: Peer, fields: Mapping[str, str], *, once: str) -> Remote:
    """
    File a request with the other side.

    :param once: the idempotency key, for servers that know one.
    :return: with its id there, or a token for it.
    :raises Declined: if it says no.
    :raises Unheard: if it does not answer, or not readably.
    """
    key = _key_of(peer)
    body = urlencode({**fields, **_common(peer), "api_key": key}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "Idempotency-Key": once,
        "Content-Length": str(len(body)),
    }
    heard = _ask(peer, "POST", "requests", body=body, headers=headers)
    if heard.status in {400, 403, 404, 409, 422}:
        raise Declined(_("answered %(status)s") % {"status": heard.status})
    rows = _parsed(heard, peer.form)
    if len(rows) != 1 or not (rows[0].id or rows[0].token):
        raise Unheard(_("it gave neither an id nor a token"))
    return rows[0]


def _read(peer: Peer, path: str, asked: Mapping[str, str]) -> list[Remote]:
    key = _key_of(peer)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return _parsed(_ask(peer, "GET", path, asked={**asked, **_common(peer)}, headers=headers), peer.form)


def _common(peer: Peer) -> dict[str, str]:
    return {"jurisdiction_id": peer.jurisdiction} if peer.jurisdiction else {}


def _ask(
    peer: Peer,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str],
    asked: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Heard:
    url = f"{peer.url.rstrip('/')}/{path}.{peer.form}{'?' + urlencode(asked) if asked else ''}"
    try:
        return ask(method, url, body, headers, timeout=PATIENCE, most=MOST_BYTES + 1, longest=4000)
    except (OSError, http.client.HTTPException, Refused) as failure:
        raise Unheard(f"{type(failure).__name__}: {failure}") from failure


def _parsed(heard: Heard, form: str) -> list[Remote]:
    if heard.status not in ACCEPTED:
        raise Unheard(_("answered %(status)s") % {"status": heard.status})
    try:
        return requests_in(heard.body, form)
    except Unreadable as broken:
        raise Unheard(str(broken)) from broken
