"""Parts of pages: clocks, promises, history, answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minqing.kernel.ref import Ref


@dataclass(frozen=True, slots=True)
class ClockView:
    """
    One clock as a page shows it.

    :param tone: ``calm``, ``soon``, ``today``, ``late``, ``paused`` or ``done``.
    :param text: the chip in words: 还剩 2 天 4 小时 · 今天到期 · 超 3 小时 · 暂停中.
    """

    due_at: datetime | None
    tone: str
    text: Any
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class WhyDay:
    """One day of the reasoning behind a promised date."""

    day: date
    counted: bool
    number: int | None
    reason: Any
    known: bool


@dataclass(frozen=True, slots=True)
class PromiseView:
    """
    The promised moment and why: rule, start, pauses, days.

    :param first_at: the moment first promised; differs from ``due_at`` when the promise was changed openly.
    :param changes: (moment of the change, new moment, reason) in order.
    """

    due_at: datetime
    first_at: datetime
    provisional: bool
    late: bool
    rule_id: str
    rule_title: str
    rule_confirmed: bool
    steps: tuple[WhyDay, ...] = ()
    changes: tuple[tuple[datetime, datetime, Any, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CopyTrace:
    """
    One showing that a copy comes from. ``number`` is empty for a list of many requests.

    :param actor: who was shown it; ``who`` names them, as far as that is known here.
    """

    day: date
    title: Any
    number: str
    who: str
    actor: Ref


@dataclass(frozen=True, slots=True)
class DemandView:
    """One thing asked for, and what was answered to it."""

    id: str
    text: str
    answer: str = ""
    outcome: str = ""
    outcome_label: Any = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """
    One line of history: when, who in which post, what, and its words if the reader may see them.

    ``kind`` is the fact's kind, ``detail`` what its codes say, ``words`` an answer, reason or note.
    """

    at: datetime
    kind: str
    title: Any
    who: str
    unit: str
    detail: Any = ""
    words: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """
    A post that opened the request, and when: the resident and the office see the same list.

    :param moments: the first opening in each hour, in order, from ``first_at`` to ``last_at``.
    """

    post: str
    unit: str
    first_at: datetime
    last_at: datetime
    times: int
    moments: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question to the resident."""

    id: str
    asked_at: datetime
    question: str
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReplyView:
    """
    One answer of the unit: its words, what it says of the matter, and each demand's answer.

    ``agreed_by`` is the office of another unit that agreed, where the unit says no.
    """

    at: datetime
    unit: str
    words: str
    outcome: str
    outcome_label: Any
    not_now_until: date | None = None
    answers: tuple[DemandView, ...] = ()
    agreed_by: str = ""


@dataclass(frozen=True, slots=True)
class RoutingView:
    """Which row of the routing table fires, and why."""

    row_id: str
    lead_path: str
    lead_name: str
    rule_id: str
    why: Any
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """
    A request for more time and what became of it; ``state`` is asked, approved, refused or ended.

    :param pause: why the clock shall stand still; then ``days`` are how long at most. Empty for more time.
    """

    asked_at: datetime
    days: int
    reason: str
    state: str
    decided_at: datetime | None = None
    words: str = ""
    new_on: date | None = None
    pause: str = ""
    pause_label: Any = ""


@dataclass(frozen=True, slots=True)
class WaitingExtension:
    """
    More time that waits for a decision, with what is needed to decide.

    :param days: working days asked for; ``used`` are those granted before.
    :param new_on: the new day proposed for a late request; then ``days`` are calendar days after the promised one.
    :param pause: why the clock shall stand still; then ``days`` are how long at most. Empty for more time.
    """

    number: str
    first_words: str
    place_name: str
    unit_name: str
    asked_at: datetime
    asked_by: str
    days: int
    used: int
    reason: str
    due_at: datetime
    clock: ClockView
    new_on: date | None = None
    pause: str = ""
    pause_label: Any = ""


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """An overseer's order and the unit's answer."""

    ordered_at: datetime
    words: str
    due_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class OfferedVerb:
    """A verb that this actor may use on this request now; its fields are in ``verbs.VERBS[key]``."""

    key: str
    title: Any
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who has the request in hand, for the resident: unit, title of the post, work phone."""

    unit: str
    title: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RatingState:
    """
    Where the resident's own answer stands.

    :param state: ``none`` (not closed yet), ``open`` (link ready), ``given`` (may still be changed until ``until``),
        ``fixed`` (no longer changeable) or ``lapsed``.
    :param token: the one-time link's token, only while it may be used.
    """

    state: str
    token: str = ""
    until: datetime | None = None
    contacted: bool | None = None
    solved: str = ""
    satisfied: bool | None = None
