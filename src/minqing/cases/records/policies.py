"""Policy cards as pages and the API show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PolicyCardView:
    """
    One version of one policy card.

    :param state: ``in_force``, ``expired``, ``replaced`` or ``retired``; ``soon`` says that its last day is near.
    :param phone: the unit's own, as the directory has it.
    """

    key: str
    version: int
    title: str
    words: str
    matter_number: int | None
    matter: Any
    keywords: tuple[str, ...]
    valid_from: date
    valid_to: date
    owner_path: str
    owner_name: str
    source: str
    source_url: str
    phone: str
    published_at: datetime
    state: str
    state_label: Any
    soon: bool = False
