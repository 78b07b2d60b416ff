"""
What kind of matter it may be, offered from her words, and what that matter asks besides. All of it may stay open.

Nothing is chosen for her; the office names the matter where she does not. Answers travel through the steps as one
value, like everything else she typed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minqing.cases.catalogue.answering import UnableToAnswer, check_answers
from minqing.cases.queries import evidence_of, questions_of, suggested_matters
from minqing.cases.records import Evidence, MatterQuestion, MatterSuggestion
from minqing.vault.masking import mask

LONGEST_NUMBER = 5
MOST_KEPT = 30_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page shows it: what she answered so far and what is wrong with it."""

    question: MatterQuestion
    values: tuple[str, ...]
    problem: Any

    @property
    def value(self) -> str:
        """What stands in its box."""
        return self.values[0] if self.values else ""


def offered(words: str) -> tuple[MatterSuggestion, ...]:
    """Return the few matters that her words may be about, from what an office would read of them."""
    return suggested_matters(mask(words).text)


def number_in(matter: str) -> int | None:
    """Return the number of the matter she chose; None for none."""
    return int(matter) if matter.isdecimal() and len(matter) <= LONGEST_NUMBER and int(matter) else None


def read_answers(posted: Mapping[str, str]) -> str:
    """Gather what the page's own boxes hold; without any, what travelled along."""
    if "asked" not in posted:
        return posted.get("answers", "")[:MOST_KEPT]
    several = getattr(posted, "getlist", lambda name: [posted[name]])
    found = {name.removeprefix("answer_"): several(name) for name in posted if name.startswith("answer_")}
    return json.dumps({code: kept for code, values in found.items() if (kept := [one for one in values if one])})


def answers_in(kept: str, matter: str) -> dict[str, list[str]]:
    """Return her answers by question code, those alone that the matter she chose asks for."""
    codes = {question.code for question in questions_of(number_in(matter))}
    try:
        found = json.loads(kept) if kept and codes else {}
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {code: [str(one) for one in values] for code, values in found.items() if code in codes and values}


def problems_with(kept: str, matter: str) -> dict[str, Any]:
    """Say what is wrong with her answers; empty when they may be sent."""
    if (number := number_in(matter)) is None:
        return {}
    try:
        check_answers(number, answers_in(kept, matter))
    except UnableToAnswer as refusal:
        return {refusal.field: refusal}
    return {}


def asked(kept: str, matter: str, problems: Mapping[str, Any]) -> list[Asked]:
    """Return the questions of the matter she chose, as the page shows them."""
    answers = answers_in(kept, matter)
    return [
        Asked(one, tuple(answers.get(one.code, ())), problems.get(one.field)) for one in questions_of(number_in(matter))
    ]


def brought_for(matter: str) -> Evidence | None:
    """Return the evidence that the matter she chose asks for; None for none."""
    return evidence_of(number_in(matter))


def shown_first(posted: Mapping[str, str], matter: str) -> bool:
    """Tell whether the matter she chose asks or says something that the page she sent did not show yet."""
    number = number_in(matter)
    return posted.get("asked", "") != matter and bool(questions_of(number) or evidence_of(number))
