"""The codes of slips: made at random, shown once, stored only hashed."""

import hmac
import secrets

from django.conf import settings

from minqing.directory.models import BranchSlip
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import crockford, is_valid_code, normalise_code, with_check

LENGTH = 13
"""Twelve letters, that is 60 bits of chance, and one that checks them; guessing is slowed down at the edge besides."""


def new_code() -> str:
    """Make a code of twelve letters and a check letter."""
    return with_check(crockford(secrets.token_bytes(8), LENGTH - 1))


def hash_of(code: str) -> str:
    """Return what is stored instead of a code, however it was typed; empty for no code."""
    plain = normalise_code(code)
    if not is_valid_code(plain, length=LENGTH):
        return ""
    return hmac.digest(settings.RECEIPT_KEY, f"branch-slip:{plain}".encode(), "sha256").hex()


def slip_of(code: str, *, lock: bool = False) -> BranchSlip:
    """
    Hold the slip that a code opens.

    :raises NotFound: if it opens none.
    """
    rows = BranchSlip.objects.select_for_update() if lock else BranchSlip.objects
    found = rows.filter(code_hash=hash_of(code)).first() if hash_of(code) else None
    if found is None:
        raise NotFound
    return found
