"""
Messages that a platform encrypts for us and we for it: AES-256 in CBC mode with its own padding, as it publishes.

It keeps nothing secret from us or for us; it lies here because nobody outside the vault handles ciphers. A signature
over the ciphertext is checked by the caller before anything is opened.

:source: WeChat official accounts and WeCom, "message encryption and decryption" (消息加解密说明).
"""

import base64
import binascii
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

__all__ = ["EnvelopeBroken", "open_envelope", "seal_envelope"]

BLOCK, NOISE, LENGTH = 32, 16, 4


class EnvelopeBroken(ValueError):
    """It does not open, or is for somebody else."""


def open_envelope(sealed: str, *, key: str, receiver: str) -> bytes:
    """
    Open one message.

    :param sealed: base 64.
    :param key: the 43 letters that the platform shows.
    :param receiver: our id there; a message for another is refused.
    :raises EnvelopeBroken: if it does not open.
    """
    secret = _secret(key)
    try:
        data = base64.b64decode(sealed, validate=True)
        opener = Cipher(algorithms.AES(secret), modes.CBC(secret[:NOISE])).decryptor()
        plain = opener.update(data) + opener.finalize()
    except (binascii.Error, ValueError) as broken:
        raise EnvelopeBroken("not a message") from broken
    return _content(plain, receiver)


def _content(plain: bytes, receiver: str) -> bytes:
    padding = plain[-1] if plain else 0
    if not 0 < padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
        raise EnvelopeBroken("wrong padding")
    body = plain[NOISE:-padding]
    length = int.from_bytes(body[:LENGTH], "big")
    said, to = body[LENGTH : LENGTH + length], body[LENGTH + length :]
    if len(said) != length or to != receiver.encode():
        raise EnvelopeBroken("for somebody else")
    return said


def seal_envelope(plain: bytes, *, key: str, receiver: str) -> str:
    """Encrypt one message, in base 64."""
    secret = _secret(key)
    body = os.urandom(NOISE) + len(plain).to_bytes(LENGTH, "big") + plain + receiver.encode()
    padding = BLOCK - len(body) % BLOCK
    sealer = Cipher(algorithms.AES(secret), modes.CBC(secret[:NOISE])).encryptor()
    return base64.b64encode(sealer.update(body + bytes([padding]) * padding) + sealer.finalize()).decode()


def _secret(key: str) -> bytes:
    try:
        secret = base64.b64decode(f"{key}=", validate=True)
    except binascii.Error as broken:
        raise EnvelopeBroken("no key") from broken
    if len(secret) != BLOCK:
        raise EnvelopeBroken("no key")
    return secret
