"""
Which matters a text may be about, by the model in use, or by the key words of the list where there is none.

Key words speak as well for a matter that the model has never met, so that a new one is not passed over for a year.
The model is loaded once in a process and again when another is put to use.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from minqing.cases.matters import all_matters, by_words
from minqing.cases.models import SuggestionModel
from minqing.cases.records import MatterSuggestion, MatterView
from minqing.cases.suggesting.codes import Origin, Rank
from minqing.kernel.keeping import Kept

from .compact import Compact, unpack
from .learning import SHOWN

MARK = "SELECT version || digest FROM cases_suggestionmodel WHERE chosen"


@dataclass(frozen=True, slots=True)
class Held:
    """The model in use: its version, where its texts came from, and what it has learnt."""

    version: int
    origin: Origin
    model: Compact


@dataclass(frozen=True, slots=True)
class Suggested:
    """
    What is suggested for one text, the likeliest first; at most three.

    :param version: of the model that suggested; 0 where key words did.
    """

    matters: tuple[MatterSuggestion, ...]
    version: int
    origin: Origin

    def rank(self, number: int) -> Rank:
        """Tell where a matter stands among these."""
        places = [one.number for one in self.matters]
        return Rank(places.index(number) + 1) if number in places else Rank.NOT_AMONG


def _read() -> Held | None:
    row = SuggestionModel.objects.filter(chosen=True).first()
    if row is None or row.packed is None:
        return None
    return Held(row.version, Origin(row.origin), unpack(bytes(row.packed)))


_held = Kept(_read, mark=MARK)


def suggest_matters(text: str, *, held: Held | None = None) -> Suggested:
    """
    Suggest what a masked text may be about: for a person to look at, never a decision.

    :param held: the model to ask; left out, the one in use.
    """
    held, matters = held or _held.get(), all_matters()
    if held is None:
        return Suggested(tuple(_worded(text, matters)[:SHOWN]), 0, Origin.WORDS)
    known = set(held.model.labels)
    told = _told(text, held.model, matters)
    new = _worded(text, [one for one in matters if str(one.number) not in known])
    kept = told[: SHOWN - 1] if new else told
    return Suggested((*kept, *new)[:SHOWN], held.version, held.origin)


def _told(text: str, model: Compact, matters: Iterable[MatterView]) -> tuple[MatterSuggestion, ...]:
    by_label = {str(one.number): one for one in matters}
    told = [(by_label[one.label], one) for one in model.suggest(text, most=2 * SHOWN) if one.label in by_label]
    return tuple(MatterSuggestion(one.number, one.name, one.group, told.because) for one, told in told[:SHOWN])


def _worded(text: str, matters: Iterable[MatterView]) -> tuple[MatterSuggestion, ...]:
    found = by_words(text, matters)
    return tuple(MatterSuggestion(one.number, one.name, one.group, words[:SHOWN]) for one, words in found)
