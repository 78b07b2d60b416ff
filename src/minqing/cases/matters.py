"""Kinds of matter: the list people know, and a guess from the words of a request."""

from collections.abc import Iterable

from .models import Matter
from .records import MatterView


def _view(row: Matter) -> MatterView:
    return MatterView(row.number, row.code, row.name, row.group, tuple(row.keywords.split()))


def all_matters() -> tuple[MatterView, ...]:
    """Return every matter in use, by number."""
    return tuple(_view(row) for row in Matter.objects.filter(retired=False).order_by("number"))


def matter_name(number: int) -> str:
    """Return a matter's name; empty for none."""
    return Matter.objects.filter(number=number).values_list("name", flat=True).first() or "" if number else ""


def guess(text: str, matters: Iterable[MatterView] | None = None) -> MatterView | None:
    """
    Guess the matter from the words: a suggestion for a person, never a decision.

    :return: the matter with the most and longest key words in the text; None when no key word occurs.
    """
    scored = [
        (sum(len(word) ** 2 for word in matter.keywords if word in text), -matter.number, matter)
        for matter in (all_matters() if matters is None else matters)
    ]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    return best[2] if best and best[0] > 0 else None
