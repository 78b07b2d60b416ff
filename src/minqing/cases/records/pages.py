"""Whole pages: one request at the office, at its resident, and its rating."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from minqing.kernel.ref import Ref
from minqing.vault.records import Certificate

from .catalogue import AnswerView
from .confided import RatingSaid
from .parts import (
    Answerer,
    ClockView,
    DemandView,
    ExtensionView,
    HistoryLine,
    OfferedVerb,
    PromiseView,
    QuestionView,
    RatingState,
    Reader,
    ReplyView,
    RoutingView,
    SupervisionView,
)
from .refusals import RefusalView
from .ties import TieLine
from .together import PartView


@dataclass(frozen=True, slots=True)
class CaseCard:
    """
    One request as the office sees it, in the order of the page.

    ``text`` is the masked request, ``additions`` masked words added later. ``alias`` stands for the resident.
    ``photos`` are ids for ``service.open_photo``; where ``locked``, another post must allow it first. ``child``
    says who speaks where it is about a child under 14 (``vault.codes.CHILD``), else it is empty. ``solved`` is "",
    "yes", "partly" or "no": the resident's word. ``about`` names the units it is about, which never see it;
    ``ratings`` holds what she said in rating, for oversight alone;
    ``kind`` is what a clerk said it is, ``complaint`` or the like; empty while nobody has.
    ``may_be_about`` and its path are a hint from its words, for whoever may say which unit it is about.
    """

    id: str
    ref: Ref
    number: str
    state: str
    state_label: Any
    stage: int | None
    ring: int
    alias: str
    text: str
    where: str
    additions: tuple[tuple[datetime, str], ...]
    photos: tuple[str, ...]
    child: str
    child_label: Any
    locked: bool
    certificate: Certificate | None
    place_path: str
    place_name: str
    matter_number: int | None
    matter: Any
    channel: str
    channel_label: Any
    on_behalf: bool
    registered_at: datetime
    danger: str
    danger_label: Any
    about: tuple[str, ...]
    may_be_about: str
    may_be_about_path: str
    may_call: bool
    unit_path: str
    unit_name: str
    holder: str
    co_units: tuple[str, ...]
    clock: ClockView
    stage_clock: ClockView
    promise: PromiseView
    routing: RoutingView | None
    demands: tuple[DemandView, ...]
    replies: tuple[ReplyView, ...]
    questions: tuple[QuestionView, ...]
    extensions: tuple[ExtensionView, ...]
    refusal: RefusalView | None
    supervisions: tuple[SupervisionView, ...]
    history: tuple[HistoryLine, ...]
    readers: tuple[Reader, ...]
    bounce: int
    outcome: str
    outcome_label: Any
    not_now_until: date | None
    solved: str
    solved_label: Any
    rating_state: str
    ratings: tuple[RatingSaid, ...]
    verbs: tuple[OfferedVerb, ...]
    answers: tuple[AnswerView, ...] = ()
    parts: tuple[PartView, ...] = ()
    ties: tuple[TieLine, ...] = ()
    kind: str = ""
    kind_label: Any = ""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """
    Everything the holder of a receipt may know at any time.

    ``sentence`` is the one plain sentence under the rings. ``readers`` are posts, ``reveals`` come from the vault.
    ``apology`` is filled when the promise was broken or moved: reason and new date. ``call_first`` is the emergency
    number while her words name a danger to life and nobody has it in hand yet; else empty. ``not_now_until`` is the
    day by which it shall be done, where it was closed as not possible now.
    """

    case_id: str
    number: str
    state: str
    state_label: Any
    ring: int
    sentence: Any
    registered_at: datetime
    place_name: str
    matter: Any
    text: str
    where: str
    additions: tuple[tuple[datetime, str], ...]
    promise: PromiseView
    clock: ClockView
    apology: Any
    call_first: str
    holder: Answerer
    readers: tuple[Reader, ...]
    history: tuple[HistoryLine, ...]
    questions: tuple[QuestionView, ...]
    replies: tuple[ReplyView, ...]
    not_now_until: date | None
    decline_answer: Any
    reveals: tuple[Any, ...]
    rating: RatingState
    may_add_words: bool
    may_withdraw: bool
    is_public: bool
    may_reopen: bool
    reopen_until: datetime | None
    may_report_pressure: bool
    answers: tuple[AnswerView, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingPage:
    """What the rating link shows: the request in short, the answer, and what was said before."""

    number: str
    first_words: str
    unit_name: str
    reply: ReplyView | None
    state: str
    until: datetime | None
    solved: str = ""
    contacted: bool | None = None
    satisfied: bool | None = None
