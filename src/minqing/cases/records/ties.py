"""What a request has to do with others, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class TieLine:
    """
    Another request, and what this one has to do with it.

    :param kind: ``merged``, ``part`` or ``linked``; ``is_above``: this one goes along with it, or is a part of it.
    """

    number: str
    kind: str
    title: Any
    is_above: bool
    first_words: str
    state_label: Any
    due_at: datetime
    is_late: bool
