"""What comes in from another hotline's list."""

from dataclasses import dataclass
from datetime import datetime

from .filing import Filing


@dataclass(frozen=True, slots=True)
class EndedThere:
    """
    How a request had ended at another hotline.

    :param outcome: a word of the list of outcomes, e.g. ``handled``.
    :param answer: what its resident was told there; masked before it is kept.
    :param unit_path: the unit of this county that is known to have handled it; empty where none is.
    :param unit_name: that unit as the list names it.
    :param solved: 1 solved, 2 partly, 3 not, as the resident said there; 0 where nothing is known.
    """

    at: datetime
    outcome: str = "handled"
    answer: str = ""
    unit_path: str = ""
    unit_name: str = ""
    solved: int = 0


@dataclass(frozen=True, slots=True)
class ImportedRequest:
    """
    One request of another hotline's list, put into our words.

    :param came_at: when it came in there; its resident has waited since then.
    :param ended: None while it is open there: then it is this office's work from now on.
    :param said_there: what the list says of it besides, for whoever takes it in; masked before it is kept.
    """

    filing: Filing
    came_at: datetime
    ended: EndedThere | None = None
    said_there: str = ""
