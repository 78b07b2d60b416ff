"""A callback checked and opened, and the answer to it closed again, in the plain and in the encrypted mode."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from minqing.exchange.intake.signing import Forged, check_fresh
from minqing.vault.envelopes import EnvelopeBroken, open_envelope, seal_envelope

from .flat import read_flat, write_flat

__all__ = ["answer_of", "echo_of", "is_set_up", "opened"]


def is_set_up() -> bool:
    """Tell whether an account calls us."""
    return bool(settings.WECHAT_TOKEN)


def echo_of(query: Mapping[str, str], *, at: datetime) -> str:
    """
    Return what proves that this address is ours, when the account is set up.

    :raises Forged: if the signature does not fit.
    """
    echo = query.get("echostr", "")
    if settings.WECHAT_AES_KEY and "msg_signature" in query:  # WeCom asks so
        _check(query, query["msg_signature"], echo, at=at)
        return _unsealed(echo).decode()
    _check(query, query.get("signature", ""), at=at)
    return echo


def opened(query: Mapping[str, str], body: bytes, *, at: datetime) -> dict[str, str]:
    """
    Return the message of a callback. Where a key is set, only encrypted ones are taken.

    :raises Forged: if a signature does not fit, or it is not of now.
    :raises Replayed: if the same call came before.
    :raises XmlRefused: if it cannot be read.
    """
    if not settings.WECHAT_AES_KEY:
        _check(query, query.get("signature", ""), at=at)
        return read_flat(body)
    sealed = read_flat(body).get("Encrypt", "")
    _check(query, query.get("msg_signature", ""), sealed, at=at)
    return read_flat(_unsealed(sealed))


def _unsealed(sealed: str) -> bytes:
    try:
        return open_envelope(sealed, key=settings.WECHAT_AES_KEY, receiver=settings.WECHAT_APP_ID)
    except EnvelopeBroken as broken:
        raise Forged from broken


def _check(query: Mapping[str, str], given: str, *signed: str, at: datetime) -> None:
    moment, nonce = query.get("timestamp", ""), query.get("nonce", "")
    expected = _signature(moment, nonce, *signed)
    if not settings.WECHAT_TOKEN or not given.isascii() or not hmac.compare_digest(expected, given):
        raise Forged
    check_fresh(moment, nonce, who="wechat", at=at)


def _signature(*signed: str) -> str:
    """Return the platform's signature: the parts sorted and joined, by SHA-1, which it prescribes."""
    return hashlib.sha1("".join(sorted([settings.WECHAT_TOKEN, *signed])).encode(), usedforsecurity=False).hexdigest()


def answer_of(said: Mapping[str, str], words: str, *, nonce: str, at: datetime) -> str:
    """Return the passive answer to a message, encrypted where messages are."""
    moment = str(int(at.timestamp()))
    plain = write_flat(
        {
            "ToUserName": said.get("FromUserName", ""),
            "FromUserName": said.get("ToUserName", ""),
            "CreateTime": moment,
            "MsgType": "text",
            "Content": words,
        }
    )
    if not settings.WECHAT_AES_KEY:
        return plain
    sealed = seal_envelope(plain.encode(), key=settings.WECHAT_AES_KEY, receiver=settings.WECHAT_APP_ID)
    signature = _signature(moment, nonce, sealed)
    return write_flat({"Encrypt": sealed, "MsgSignature": signature, "TimeStamp": moment, "Nonce": nonce})
