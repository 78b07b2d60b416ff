"""
Sealing of messages that wait to be fetched: they hold a telephone beside a request's number, so they lie encrypted.

The key is derived from the newest master key and opens nothing else. A message that waits while master keys are
rotated and the old one is taken out of the file is lost; it would have been swept within the day.
"""

from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .keys import SIZE, Keyring, KeysBroken, NotOurs, load_keyring, seal, unseal

__all__ = ["open_message", "seal_message"]

_VERSION_BYTES = 4


def seal_message(plain: bytes, name: str) -> bytes:
    """
    Encrypt one message.

    :param name: of the file it will lie in; needed again to open it.
    """
    version = _ring().newest
    return version.to_bytes(_VERSION_BYTES, "big") + seal(_key(version), plain, f"message:{name}")


def open_message(sealed: bytes, name: str) -> bytes | None:
    """Decrypt one message; None when it was written under a master key that is gone, or is not ours."""
    version = int.from_bytes(sealed[:_VERSION_BYTES], "big")
    try:
        return unseal(_key(version), sealed[_VERSION_BYTES:], f"message:{name}")
    except (KeysBroken, NotOurs):
        return None


def _ring() -> Keyring:
    return load_keyring(Path(settings.VAULT_KEYS_FILE))


def _key(version: int) -> bytes:
    return HKDF(hashes.SHA256(), SIZE, salt=None, info=b"minqing waiting messages").derive(_ring().master(version))
