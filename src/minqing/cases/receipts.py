"""
Receipt and rating codes: made by a keyed hash, so that a retry gets the same one, and stored only hashed.

:source: decision 17.
"""

import hmac

from django.conf import settings

from minqing.kernel.ids import crockford, is_valid_code, normalise_code, with_check

LENGTH = 17
REPLY_LENGTH = 20


def _keyed(purpose: str, text: str) -> bytes:
    return hmac.digest(settings.RECEIPT_KEY, f"{purpose}:{text}".encode(), "sha256")


def code_for(submission_token: str) -> str:
    """
    Return the receipt code of a form's submission token: 16 letters and a check character.

    The same token always gives the same code; without the key nobody can compute or guess one.
    """
    return with_check(crockford(_keyed("receipt", submission_token), LENGTH - 1))


def receipt_hash(receipt: str) -> str:
    """
    Return what is stored instead of a receipt code, however it was typed; empty for no receipt code.
    """
    code = normalise_code(receipt)
    return _keyed("stored-receipt", code).hex() if is_valid_code(code, length=LENGTH) else ""


def rating_token(case_id: str, round_: int) -> str:
    """Return the token of a rating link: 160 bits that only the key's owner can compute."""
    return crockford(_keyed("rating", f"{case_id}:{round_}"), 32)


def rating_hash(token: str) -> str:
    """Return what is stored instead of a rating token."""
    return _keyed("stored-rating", normalise_code(token)).hex()


def reply_token(case_id: str) -> str:
    """Return what marks messages about a request, so that an answer to one is known to belong to it: 100 bits."""
    return crockford(_keyed("reply", case_id), REPLY_LENGTH)


def reply_hash(token: str) -> str:
    """Return what is stored instead of a mark."""
    return _keyed("stored-reply", normalise_code(token)).hex()
