"""What a resident confides to oversight alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class RatingSaid:
    """One answer of the resident, as she gave or last changed it; her words are masked, and often empty."""

    at: datetime
    solved: str
    solved_label: Any
    contacted: bool
    satisfied: bool
    comment: str
