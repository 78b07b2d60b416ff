"""Topics, as pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class TopicMemberLine:
    """One request of a topic, within reach."""

    number: str
    first_words: str
    state_label: Any
    registered_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class TopicView:
    """
    One topic.

    :param requests: how many belong to it; ``open_requests`` of them are open.
    :param late: whether it was finished after its day, or its day has passed.
    :param members: of one topic alone, those within reach.
    """

    number: int
    title: str
    matter: int
    matter_name: str
    place_path: str
    place_name: str
    root_cause: str
    owner_name: str
    finish_on: date
    opened_at: datetime
    finished_at: datetime | None
    finished_words: str
    late: bool
    requests: int
    open_requests: int
    members: tuple[TopicMemberLine, ...] = ()
