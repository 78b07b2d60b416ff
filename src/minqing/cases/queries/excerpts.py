"""The words around a hit, where a request's first ones do not hold it: masked texts alone, in one query for a page."""

from collections.abc import Mapping, Sequence

from minqing.cases.access import serial_of
from minqing.cases.models import CaseText

BEFORE, LENGTH = 12, 48


def excerpts(first_words: Mapping[str, str], words: Sequence[str]) -> dict[str, str]:
    """
    Cut out of requests' masked texts what stands around a word.

    :param first_words: number → what a list shows anyway; a request whose first words hold a word needs no more.
    :return: number → at most 48 characters; requests in whose texts none is found are left out.
    """
    silent = {
        serial: number for number, said in first_words.items() if not _place(said, words) for serial in _key(number)
    }
    found: dict[str, str] = {}
    rows = CaseText.objects.filter(case_id__in=silent).order_by("case_id", "id").values_list("case_id", "text")
    for serial, text in rows if silent and words else ():
        hit = _place(text, words)
        if hit:
            found.setdefault(silent[serial], around(text, hit[0]))
    return found


def around(text: str, at: int) -> str:
    """
    Cut a piece out of a text, with dots where it goes on.

    >>> around("村口的路灯坏了三天。", 3)
    '村口的路灯坏了三天。'
    """
    plain = " ".join(text[max(0, at - BEFORE) : max(0, at - BEFORE) + LENGTH].split())
    return ("…" if at > BEFORE else "") + plain + ("…" if len(text) > max(0, at - BEFORE) + LENGTH else "")


def _place(text: str, words: Sequence[str]) -> tuple[int, ...]:
    """Return where the first of the words stands; empty for nowhere."""
    folded = text.casefold()
    places = [place for word in words if (place := folded.find(word.casefold())) >= 0]
    return (min(places),) if places else ()


def _key(number: str) -> tuple[int, ...]:
    key = serial_of(number)
    return (key[1],) if key else ()
