"""What is asked of the index, and what it gives. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from minqing.cases.search import path_token
from minqing.kernel.access import Grant

Phrase = tuple[str, ...]
THOUSAND = 1000
"""Counts end here."""


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is looked for.

    :param words: each must be found, as one of its phrases; a phrase is pairs side by side, see ``kernel.chinese``.
    :param narrow: each must hold: one of its sets of tokens, all of which stand in the request.
    :param before: only serials below this one.
    :param shown: how many of the newest are wanted in order.
    :param counted: how many are wanted in all.
    :param among_open: only what has not left the office.
    """

    words: tuple[tuple[Phrase, ...], ...]
    narrow: tuple[tuple[Phrase, ...], ...] = ()
    before: int | None = None
    shown: int = 21
    counted: int = THOUSAND + 1
    among_open: bool = False

    @property
    def begins(self) -> bool:
        """Tell whether some word is one character: many tokens begin with it. With two letters or digits few do."""
        return any(len(phrase) == len(phrase[0]) == 1 for word in self.words for phrase in word)


@dataclass(frozen=True, slots=True)
class Hits:
    """
    Serials of hits.

    :param newest: the newest ones, newest first, without a gap.
    :param others: older ones, in no order; some of the newest may be among them.
    :param is_all: whether there are no more.
    """

    newest: list[int]
    others: list[int] = field(default_factory=list)
    is_all: bool = False


def is_beginning(phrase: Sequence[str]) -> bool:
    """Tell whether a phrase is the beginning of a token: two Chinese characters are a whole one."""
    return len(phrase) == 1 and (len(phrase[0]) == 1 or phrase[0].isascii())


def scopes_of(grants: Sequence[Grant]) -> tuple[tuple[Phrase, ...], ...]:
    """
    Return what narrows a search to some grants; empty where one of them reaches everything.

    What every request carries narrows nothing: to walk a million of them beside a rare word took twenty times as long.
    """
    paths = [(("o", grant.org_path), ("p", grant.place_path)) for grant in grants]
    scopes = [tuple(path_token(kind, path) for kind, path in pair if path.count("/") > 1) for pair in paths]
    return (tuple(scopes),) if all(scopes) else ()
