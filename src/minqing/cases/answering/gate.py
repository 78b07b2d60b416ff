"""
A look at an answer before it is sent: what a second reader would notice. It doubts; a person decides.

Word lists and plain comparisons, no model: each doubt can be read, argued about and tested. The lists lie in
``data/answer_wordings.csv``, each wording with an example and, for what says nothing, the rule that forbids it.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from minqing.cases.codes import TITLES, Outcome
from minqing.cases.doubts import Doubt
from minqing.cases.models import Case, Reply

from .vouchers import voucher_missing

__all__ = ["Doubted", "digest_of", "doubts_of", "wordings_of"]

WORDINGS = Path(__file__).resolve().parents[1] / "data" / "answer_wordings.csv"
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
_LITTLE = frozenset(
    "的了是在和有我你您他她们这那个一不也就都要会请对为以从到给把被让很再还没上下来去里着过得地与及或但等能可"
)
LONG_ENOUGH = 20
"""Letters from which two answers that say the same are no chance."""
SPEAKS = 4
"""Letters that a demand must have for it to be said that an answer does not speak of it."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """
    One thing that a second reader would ask about.

    :param demand: the number of the demand it is about, from 1; 0 for the answer as a whole.
    :param sentence: the sentence that raised it, with ``marked`` the words in it; empty where something is missing.
    """

    kind: Doubt
    demand: int = 0
    sentence: str = ""
    marked: str = ""

    @property
    def title(self) -> Any:
        """Say what is doubted."""
        return TITLES[Doubt][self.kind]

    @property
    def pieces(self) -> tuple[str, str, str]:
        """Return the sentence as what stands before the marked words, those, and what stands after."""
        return self.sentence.partition(self.marked) if self.marked else (self.sentence, "", "")


@cache
def wordings_of(kind: str) -> tuple[str, ...]:
    """Return the wordings of one kind: ``empty``, ``done``, ``undone`` or ``safety``."""
    with WORDINGS.open(encoding="utf-8", newline="") as file:
        return tuple(row["wording"] for row in csv.DictReader(file) if row["kind"] == kind)


def doubts_of(
    case: Case, *, outcome: Outcome, answers: Mapping[tuple[int, str], str], words: str
) -> tuple[Doubted, ...]:
    """
    Look at an answer before it is sent. Writes nothing.

    :param answers: (number, text) of each demand → its answer.
    :return: what would be asked about, in the order of the page; empty where nothing is.
    """
    every = "\n".join([*answers.values(), words])
    return (
        *(doubt for (number, asked), said in answers.items() for doubt in _of_one(number, asked, said)),
        *_wrong_outcome(outcome, every),
        *_as_a_whole(case, outcome, every, answers.values(), words),
    )


def _of_one(number: int, asked: str, said: str) -> Iterator[Doubted]:
    for sentence, wording in _standing("empty", said):
        yield Doubted(Doubt.EMPTY_PHRASE, number, sentence, wording)
    wanted = _content(asked)
    if len(wanted) >= SPEAKS and not wanted & _content(said):
        yield Doubted(Doubt.NOT_MENTIONED, number, asked)


def _wrong_outcome(outcome: Outcome, said: str) -> Iterator[Doubted]:
    """Words that speak against what was ticked: "repaired" under "explained", "not possible now" under "handled"."""
    against = {Outcome.HANDLED: "undone", Outcome.EXPLAINED: "done", Outcome.NOT_NOW: "done"}.get(outcome)
    first = next(_standing(against, said), None) if against else None
    if first:
        yield Doubted(Doubt.WRONG_OUTCOME, 0, *first)


def _as_a_whole(case: Case, outcome: Outcome, every: str, answers: Iterable[str], words: str) -> Iterator[Doubted]:
    if case.danger and not any(one in every for one in wordings_of("safety")):
        yield Doubted(Doubt.DANGER_IGNORED)
    if outcome in {Outcome.HANDLED, Outcome.PARTLY} and (what := voucher_missing(case)):
        yield Doubted(Doubt.NO_VOUCHER, 0, what)
    digest = digest_of(answers, words)
    if digest and Reply.objects.filter(digest=digest).exclude(case_id=case.pk).exists():
        yield Doubted(Doubt.SAME_ANSWER)


def digest_of(answers: Iterable[str], words: str) -> str:
    """Return what stands for an answer's letters when two are compared; empty for one too short to tell."""
    letters = "".join(_LETTER.findall("".join([*answers, words])))
    return hashlib.sha256(letters.encode()).hexdigest()[:16] if len(letters) >= LONG_ENOUGH else ""


def _standing(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """Return the sentences that hold a wording of a kind, each once, with the wording."""
    for sentence in SENTENCE.findall(text):
        wording = next((one for one in wordings_of(kind) if one in sentence), "")
        if wording:
            yield sentence.strip(), wording


def _content(text: str) -> set[str]:
    return {letter for letter in _LETTER.findall(text) if letter not in _LITTLE}


def said_of(doubts: Iterable[Doubted]) -> str:
    """Say in one text what is doubted, for whoever reads no marks."""
    lines = [
        (_("Demand %(n)s: ") % {"n": one.demand} if one.demand else "") + str(one.title)
        + (f"「{one.sentence}」" if one.sentence else "")
        for one in doubts
    ]  # fmt: skip
    return "\n".join(lines)
