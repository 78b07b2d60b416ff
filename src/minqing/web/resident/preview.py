"""What the handling unit will read, shown before sending: the same masking, in pieces that a page can draw."""

import re
from dataclasses import dataclass

from minqing.vault.masking import mask

from .drafting import Draft

BLOCK = "████"


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One stretch of the preview.

    :param how: ``open`` (the unit reads it), ``masked`` (by the house) or ``hidden`` (by the resident's own wish).
    """

    text: str
    how: str


def extra_spans(draft: Draft) -> tuple[tuple[int, int], ...]:
    """Return where in her words the resident's own words to hide stand, each place once."""
    found: list[tuple[int, int]] = []
    for term in draft.terms:
        for match in re.finditer(re.escape(term), draft.text):
            if not any(start < match.end() and match.start() < end for start, end in found):
                found.append(match.span())
    return tuple(sorted(found))


def pieces_of_words(draft: Draft) -> list[Piece]:
    """Return the request as the handling unit will read it."""
    return _pieces(draft.text, draft=draft)


def pieces_of_place(draft: Draft) -> list[Piece]:
    """Return the exact place as the handling unit will read it."""
    return _pieces(draft.where, draft=draft)


def place_to_send(draft: Draft) -> str:
    """Return the exact place with the resident's own words to hide struck out for good."""
    text = draft.where
    for term in draft.terms:
        text = text.replace(term, BLOCK)
    return text


def not_found(draft: Draft) -> list[str]:
    """Return the words to hide that stand nowhere, so that a slip of the finger is noticed."""
    return [term for term in draft.terms if term not in draft.text and term not in draft.where]


def _pieces(text: str, *, draft: Draft) -> list[Piece]:
    known = tuple(one for one in (draft.name.strip(), draft.number) if one)
    own = [(match.start(), match.end()) for term in draft.terms for match in re.finditer(re.escape(term), text)]
    house = [(span.start, span.end) for span in mask(text, known=known, child=bool(draft.child)).spans]
    pieces: list[Piece] = []
    position = 0
    for start, end, how in _merged(house, own):
        if start > position:
            pieces.append(Piece(text[position:start], "open"))
        pieces.append(Piece(text[start:end], how))
        position = end
    return [*pieces, Piece(text[position:], "open")] if position < len(text) else pieces


def _merged(house: list[tuple[int, int]], own: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Lay the resident's spans over the house's; where both meet, the house's stands and hers is cut."""
    marks: dict[int, str] = {}
    for start, end in own:
        marks.update(dict.fromkeys(range(start, end), "hidden"))
    for start, end in house:
        marks.update(dict.fromkeys(range(start, end), "masked"))
    merged: list[tuple[int, int, str]] = []
    for index in sorted(marks):
        if merged and merged[-1][1] == index and merged[-1][2] == marks[index]:
            merged[-1] = (merged[-1][0], index + 1, marks[index])
        else:
            merged.append((index, index + 1, marks[index]))
    return merged
