"""
Keys of other systems: 12 public characters, a dot, 40 secret ones.

The secret has 200 bits of chance, so one fast hash is enough: there is nothing to guess. The public part finds the
row; the comparison takes the same time whatever differs.
"""

import hashlib
import hmac
import secrets

from minqing.kernel.ids import crockford

PREFIX_LENGTH = 12
SECRET_LENGTH = 40


def new_key() -> tuple[str, str, str]:
    """
    Make a key.

    :return: (public part, the whole key to show once, hash to keep).
    """
    prefix = crockford(secrets.token_bytes(8), PREFIX_LENGTH).lower()
    secret = crockford(secrets.token_bytes(25), SECRET_LENGTH).lower()
    return prefix, f"{prefix}.{secret}", digest(secret)


def digest(secret: str) -> str:
    """Hash the secret part."""
    return hashlib.sha256(secret.encode()).hexdigest()


def matches(secret: str, kept: str) -> bool:
    """Tell whether a secret fits a kept hash."""
    return hmac.compare_digest(digest(secret), kept)
