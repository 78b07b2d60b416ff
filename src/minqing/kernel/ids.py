"""Ids that sort by time, and codes that a person can read aloud over the phone."""

import os
import threading
from datetime import datetime
from uuid import UUID

from .errors import NotFound

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = frozenset(ALPHABET)
_ONCE = {letter: value for value, letter in enumerate(ALPHABET)}
_TWICE = {letter: 2 * value // 32 + 2 * value % 32 for letter, value in _ONCE.items()}
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})
_NOISE = str.maketrans("", "", " -\u00a0\u2010\u2011\u2012\u2013\u2014\u3000\t\r\n")
_FULLWIDTH = {ord("０") + i: ord("0") + i for i in range(10)} | {
    ord(wide) + i: ord("A") + i for wide in "Ａａ" for i in range(26)
}


class _Counter:
    """Counts ids made for one and the same millisecond, so that they sort in the order in which they were made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millis = -1
        self._count = 0

    def next(self, millis: int) -> int:
        """Return 0 for a new millisecond, then 1, 2 …; it stays at 4095, where chance alone orders."""
        with self._lock:
            self._count = min(self._count + 1, 0xFFF) if millis == self._millis else 0
            self._millis = millis
            return self._count


_counter = _Counter()


def as_uuid(value: UUID | str) -> UUID:
    """
    Read an id that came from outside.

    :raises NotFound: if it is no id; what is malformed does not exist.
    """
    if isinstance(value, UUID):
        return value
    try:
        return UUID(str(value))
    except ValueError:
        raise NotFound from None


def uuid7(at: datetime) -> UUID:
    """
    Make a UUID of version 7 (RFC 9562 §6.2, method 1): 48 bits of milliseconds, 12 of a counter, then chance.

    A verb's facts share one moment; the counter keeps them in order.

    :param at: the moment it shall sort by; the edge's clock, so that backfilled things sort by their own time.
    """
    millis = int(at.timestamp() * 1000) & (2**48 - 1)
    noise = int.from_bytes(os.urandom(8), "big")
    value = millis << 80 | 0x7 << 76 | _counter.next(millis) << 64 | 0b10 << 62 | noise & (2**62 - 1)
    return UUID(int=value)


def crockford(data: bytes, length: int) -> str:
    """
    Write the first ``5 × length`` bits of some bytes in Crockford's base 32.

    :raises ValueError: if there are too few bytes.
    """
    if len(data) * 8 < length * 5:
        raise ValueError("not enough bytes")
    number = int.from_bytes(data, "big") >> (len(data) * 8 - length * 5)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def check_character(body: str) -> str:
    """
    Compute the check character of a code.

    Luhn's scheme over 32 letters: every single wrong letter is found, and every swap of neighbours but one
    pair (first and last letter of the alphabet).
    """
    doubled, single = body[::-2], body[-2::-2]
    return ALPHABET[-(sum(_TWICE[letter] for letter in doubled) + sum(_ONCE[letter] for letter in single)) % 32]


def with_check(body: str) -> str:
    """Append the check character to a code body written in the alphabet."""
    return body + check_character(body)


def normalise_code(text: str) -> str:
    """Read a code the way people write it: any case, with blanks and dashes, full-width, O for 0, I and L for 1."""
    return text.translate(_FULLWIDTH).upper().translate(_NOISE).translate(_LOOKALIKES)


def is_valid_code(text: str, *, length: int | None = None) -> bool:
    """
    Tell whether a normalised code is well formed and its check character fits.

    :param length: the whole length with check character, where it is known.
    """
    if len(text) < 2 or (length is not None and len(text) != length):
        return False
    return _LETTERS.issuperset(text) and check_character(text[:-1]) == text[-1]


def grouped(code: str, size: int = 4) -> str:
    """Write a code in groups, ``7K3F-Q2MX-90TB-A1ZD-5``."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))
