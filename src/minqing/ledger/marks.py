"""
Marks: what somebody was shown carries who was shown it, so that "it was not us" can be looked up.

A mark is a keyed hash of the fact that recorded the showing: what was shown, to which post, on which day. Nothing is
stored for it; whoever finds a copy computes the marks of all such facts again and sees which one it is.

:source: ADR 0046; guardrail G4.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.crypto import salted_hmac

from minqing.kernel.ids import ALPHABET, crockford, normalise_code, with_check
from minqing.kernel.ref import Ref

from .models import Fact

__all__ = ["Trace", "hidden_in", "mark_of", "traces", "unseen"]

LETTERS = 8
ZERO, ONE = "\u2060", "\u2063"  # word joiner, invisible separator: they take no room and say nothing
HIDDEN = re.compile(f"[{ZERO}{ONE}]{{{LETTERS * 5}}}")
LATER = (timedelta(0), timedelta(days=1))  # a page opened before midnight may be drawn anew after it


@dataclass(frozen=True, slots=True)
class Trace:
    """One showing that a mark may come from."""

    kind: str
    subject: Ref
    actor: Ref
    day: date


def mark_of(kind: str, *, subject: Ref, actor: Ref, day: date) -> str:
    """
    Return the mark of one showing: eight letters and a check letter.

    :param kind: the fact that records the showing, such as ``case.read``.
    :param day: the day of it in the county.
    """
    drawn = salted_hmac("minqing.mark", f"{kind} {subject} {actor} {day.isoformat()}", algorithm="sha256").digest()
    return with_check(crockford(drawn, LETTERS))


def unseen(mark: str) -> str:
    """Write a mark in characters that nobody sees and that go along when the text is copied."""
    bits = f"{_number(mark):0{LETTERS * 5}b}"
    return "".join(ONE if bit == "1" else ZERO for bit in bits)


def hidden_in(text: str) -> set[str]:
    """Find the marks that a copied text carries unseen."""
    found = (match.group().replace(ZERO, "0").replace(ONE, "1") for match in HIDDEN.finditer(text))
    return {with_check(crockford(int(bits, 2).to_bytes(LETTERS * 5 // 8, "big"), LETTERS)) for bits in found}


def _number(mark: str) -> int:
    number = 0
    for letter in mark[:LETTERS]:
        number = number << 5 | ALPHABET.index(letter)
    return number


def traces(mark: str, *, kinds: Sequence[str]) -> Iterator[Trace]:
    """
    Find whom a mark was made for, newest first.

    :param mark: as printed, with or without dashes.
    :param kinds: the facts that record a showing.
    :return: nothing when no such showing is on record: the mark is wrong, or another installation's.
    """
    wanted = normalise_code(mark)
    rows = Fact.objects.filter(kind__in=kinds).order_by("-happened_on")
    for kind, subject, actor, day in rows.values_list("kind", "subject", "actor", "happened_on").distinct().iterator():
        seen = Trace(kind, Ref.parse(subject), Ref.parse(actor), day)
        for later in LATER:
            if mark_of(kind, subject=seen.subject, actor=seen.actor, day=day + later) == wanted:
                yield seen
