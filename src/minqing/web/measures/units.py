"""Units of measures as they stand behind a number."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

__all__ = ["unit_words"]

WORDS: Mapping[str, Any] = {
    "minutes": pgettext_lazy("unit", "minutes"),
    "hours": pgettext_lazy("unit", "hours"),
    "days": pgettext_lazy("unit", "working days"),
    "fen": pgettext_lazy("unit", "fen"),
}


def unit_words(unit: str) -> Any:
    """Write a unit as it stands behind a number; most are signs that need no other word."""
    return WORDS.get(unit, unit)
