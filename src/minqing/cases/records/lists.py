"""Lists, queues, and the figures of the overseer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minqing.ledger.measures import Tally

from .parts import ClockView


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One request in a list."""

    number: str
    state: str
    state_label: Any
    matter: Any
    first_words: str
    place_name: str
    place_path: str
    unit_name: str
    holder: str
    channel: str
    registered_at: datetime
    since: datetime
    clock: ClockView
    danger: bool
    bounce: int
    supervised: bool
    solved: str
    likely_verb: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class StepFit:
    """
    Whether one step fits one request now.

    :param why_not: a sentence for the person who wanted to take it; empty where it fits.
    """

    number: str
    first_words: str = ""
    place_name: str = ""
    unit_name: str = ""
    state_label: Any = ""
    why_not: Any = ""


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """
    Chips of the desk; an empty one does not filter.

    :param state: one state, or ``open`` or ``left``.
    :param tone: ``late``, ``soon`` or ``paused``.
    """

    state: str = ""
    tone: str = ""
    matter_number: int | None = None
    place_path: str = ""
    unit_path: str = ""
    channel: str = ""
    supervised: bool = False
    bounced: bool = False
    danger: bool = False
    solved: str = ""
    registered_from: date | None = None
    registered_to: date | None = None
    kind: str = ""


QUEUES = ("mine", "unit", "co", "supervised", "intake", "verify", "all")


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """Rows in each queue as a text ("37", "1,000+"), for the rail."""

    mine: str = "0"
    unit: str = "0"
    co: str = "0"
    supervised: str = "0"
    intake: str = "0"
    verify: str = "0"
    all: str = "0"
    late: str = "0"
    soon: str = "0"
    danger: str = "0"
    extensions: str = "0"
    parts: str = "0"
    disputes: str = "0"
    calls: str = "0"
    tabled: str = "0"
    supervision: str = "0"


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search: the line, and the words around the hit."""

    line: CaseLine
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class SearchOnly:
    """
    What narrows a search of requests; an empty one does not.

    :param state: ``open`` or ``left``.
    :param place_path: at or below this place.
    :param since: registered on this day or later; ``until`` this day or earlier.
    """

    state: str = ""
    place_path: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FoundRequests:
    """
    One page of requests that a search found, newest first.

    :param count: ``37`` or ``1,000+``; empty on the pages after the first.
    :param marked: what may be marked in the lines: the words, and the names that letters stand for.
    """

    items: tuple[Found, ...]
    count: str = ""
    next: str | None = None
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """
    One earlier request that may be about the same matter.

    :param same_spot: whether it lies at the same place below the village; ``shared``: words that both have.
    :param same_phone: whether it came from the same telephone; None until somebody compared, which is recorded.
    """

    number: str
    first_words: str
    place_name: str
    registered_at: datetime
    state_label: Any
    is_open: bool
    unit_name: str
    same_matter: bool
    same_spot: bool = False
    shared: tuple[str, ...] = ()
    same_phone: bool | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One number of the overseer's page; the list it opens is asked for by its key, see ``records.behind``.

    :param part: what is counted; None where it is not told.
    :param whole: of how many, None for a plain count, and where the part is not told.
    :param why: why it is not told: ``months``, ``waiting`` or ``few``; see ``minqing.ledger.confided.Told``.
    :param partly: whether months of units were left out because too few residents answered.
    """

    key: str
    title: Any
    part: int | None
    whole: int | None = None
    counts: Any = ""
    misleads: Any = ""
    why: str = ""
    partly: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """
    One unit among its like, never a person: what it says and what residents say.

    :param on_time_of: of how many ``closed_on_time`` are: those closed, those overdue and open at the period's end, and
        ``withdrawn_late``.
    :param withdrawn_late: requests withdrawn on the office's word after their promised moment; they count as late.
    :param answered: of how many are ``solved``, ``partly`` and ``not_solved``; None, as these, where it is not told.
    :param why: why not; see :class:`Figure`.
    """

    path: str
    name: str
    open: int
    late: int
    due_soon: int
    bounced: int
    closed: int
    closed_on_time: int
    withdrawn_late: int
    asked: int
    answered: int | None
    solved: int | None
    partly: int | None
    not_solved: int | None
    why: str = ""
    on_time_of: int = 0

    def hides_answers(self, smallest: int) -> bool:
        """Tell whether one of the counts of what residents say is not told, or would point at single ones of them."""
        if self.solved is None or self.answered is None:
            return True
        return Tally(self.solved, self.answered).is_small(smallest)


@dataclass(frozen=True, slots=True)
class Oversight:
    """
    The overseer's page over ``[start, end)``: figures, units, what bounces, what will be late.

    :param smallest: rule MQ-K at the place: below so many residents what they say is not shown by unit.
    :param fewest: rule MQ-RATE-N: a share of fewer answers is told as two counts, without a percentage.
    :param told_from: whose ratings are told to the actor: of the whole months from here up to and without ``told_to``;
        None for oversight, to whom they are told of the period itself.
    :param wait_days: rule MQ-RATE-WAIT: so many days after a month's end what was said in it is told.
    """

    start: date
    end: date
    as_of: datetime
    figures: tuple[Figure, ...]
    units: tuple[UnitLine, ...]
    bouncing: tuple[CaseLine, ...]
    late: tuple[CaseLine, ...]
    soon: tuple[CaseLine, ...]
    contradicted: tuple[CaseLine, ...]
    standing: tuple[CaseLine, ...]
    smallest: int
    fewest: int
    told_from: date | None = None
    told_to: date | None = None
    wait_days: int = 0
