"""
Secrets of sending and the signatures made with them, as in Standard Webhooks: whsec_ and 32 bytes in base 64.

They lie sealed in the database and are shown once.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from uuid import UUID

from minqing.vault.outgoing import open_message, seal_message

__all__ = ["new_secret", "open_secret", "seal_secret", "signed"]

PREFIX = "whsec_"
SIZE = 32


def new_secret() -> str:
    """Make a secret, as it is shown once."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SIZE)).decode()


def seal_secret(secret: str, subscription: UUID) -> bytes:
    """Encrypt a secret for one subscription."""
    return seal_message(secret.encode(), f"webhook {subscription}")


def open_secret(sealed: bytes, subscription: UUID) -> str | None:
    """Decrypt a secret; None when its master key is gone."""
    plain = open_message(sealed, f"webhook {subscription}")
    return plain.decode() if plain is not None else None


def signed(held: Iterable[str], *, message: str, timestamp: int, body: bytes) -> dict[str, str]:
    """
    Return the headers of a message: its id, when it was sent, and one signature for each secret in force.

    :param message: the same for each repetition of the same content.
    :param timestamp: whole seconds since 1970.
    """
    content = f"{message}.{timestamp}.".encode() + body
    made = (hmac.new(base64.b64decode(one.removeprefix(PREFIX)), content, hashlib.sha256).digest() for one in held)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode()}" for one in made),
    }
