"""What the request door hands out and takes in: frozen records, never rows. Pages and the API know only these."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from minqing.kernel.ref import Ref


@dataclass(frozen=True, slots=True)
class Filing:
    """
    What a resident, or somebody for her, sends in.

    :param words: the request as she says it, up to 10,000 characters; masked before any office reads it.
    :param where_words: where exactly, in words.
    :param place_path: the village, grid cell, building or household of the card.
    :param channel: ``qr``, ``counter``, ``phone``, ``grid``, ``api`` or ``web``.
    :param extra_spans: (start, end) in ``words`` that she masked besides.
    :param submission_token: made by the form; the same token gives the same request and receipt.
    :param about_org_path: the unit she complains about; it is neither given the request nor able to open it.
    """

    words: str
    where_words: str
    place_path: str
    channel: str
    submission_token: str
    name: str = ""
    phone: str = ""
    may_call: bool = False
    extra_spans: tuple[tuple[int, int], ...] = ()
    photos: tuple[bytes, ...] = ()
    matter_number: int | None = None
    on_behalf: bool = False
    about_org_path: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What the handling unit would read: ``words`` and ``where`` are ``vault.masking.Masked`` (text, spans).

    ``danger`` is None or says which danger the words name and whom to call.
    """

    words: Any
    where: Any
    danger: Any


@dataclass(frozen=True, slots=True)
class Registered:
    """A request that was taken in. ``danger`` is None or says which danger and whom to call (vault.danger)."""

    case_id: str
    number: str
    receipt: str
    danger: Any
    promised_at: datetime
    provisional: bool
    again: bool = False


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
    """A post that opened the request, and when it last did."""

    post: str
    unit: str
    first_at: datetime
    last_at: datetime
    times: int


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
    """One answer of the unit: its words, what it says of the matter, and each demand's answer."""

    at: datetime
    unit: str
    words: str
    outcome: str
    outcome_label: Any
    not_now_until: date | None = None
    answers: tuple[DemandView, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedVerb:
    """A verb that this actor may use on this request now; its fields are in ``verbs.VERBS[key]``."""

    key: str
    title: Any
    likely: bool = False


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
    """A request for more time and what became of it; ``state`` is asked, approved or refused."""

    asked_at: datetime
    days: int
    reason: str
    state: str
    decided_at: datetime | None = None
    words: str = ""


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
class CaseCard:
    """
    One request as the office sees it, in the order of the page.

    ``text`` is the masked request, ``additions`` masked words added later. ``alias`` stands for the resident.
    ``photos`` are ids for ``vault.queries.photo``. ``solved`` is "", "yes", "partly" or "no": the resident's word.
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
    place_path: str
    place_name: str
    matter_number: int | None
    matter: Any
    channel: str
    channel_label: Any
    on_behalf: bool
    registered_at: datetime
    danger: str
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
    supervisions: tuple[SupervisionView, ...]
    history: tuple[HistoryLine, ...]
    readers: tuple[Reader, ...]
    bounce: int
    outcome: str
    outcome_label: Any
    solved: str
    solved_label: Any
    rating_state: str
    verbs: tuple[OfferedVerb, ...]


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


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """
    Everything the holder of a receipt may know at any time.

    ``sentence`` is the one plain sentence under the rings. ``readers`` are posts, ``reveals`` come from the vault.
    ``apology`` is filled when the promise was broken or moved: reason and new date.
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
    holder: Answerer
    readers: tuple[Reader, ...]
    history: tuple[HistoryLine, ...]
    questions: tuple[QuestionView, ...]
    replies: tuple[ReplyView, ...]
    decline_answer: Any
    reveals: tuple[Any, ...]
    rating: RatingState
    may_add_words: bool
    may_withdraw: bool
    may_reopen: bool
    may_report_pressure: bool


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


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One number of the overseer's page with the list it opens.

    :param part: what is counted; :param whole: of how many, None for a plain count.
    :param queue: queue and filters of the list that shows exactly these requests; None where facts alone tell.
    """

    key: str
    title: Any
    part: int
    whole: int | None = None
    queue: str | None = None
    filters: DeskFilters | None = None
    counts: Any = ""
    misleads: Any = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit among its like, never a person: what it says and what residents say."""

    path: str
    name: str
    open: int
    late: int
    due_soon: int
    bounced: int
    closed: int
    closed_on_time: int
    asked: int
    answered: int
    solved: int
    partly: int
    not_solved: int


@dataclass(frozen=True, slots=True)
class Oversight:
    """The overseer's page over ``[start, end)``: figures, units, what bounces, what will be late."""

    start: date
    end: date
    as_of: datetime
    figures: tuple[Figure, ...]
    units: tuple[UnitLine, ...]
    bouncing: tuple[CaseLine, ...]
    late: tuple[CaseLine, ...]
    soon: tuple[CaseLine, ...]
    contradicted: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class MatterView:
    """One kind of matter. ``number`` is what facts carry; names and groups come from the table."""

    number: int
    code: str
    name: str
    group: str
    keywords: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RoutingRow:
    """One row of the routing table, as people edit it. No matter or no place means every one."""

    id: str
    matter_number: int | None
    matter: Any
    place_path: str
    place_name: str
    lead_path: str
    lead_name: str
    rule_id: str
    is_default: bool
    fired: int = 0


@dataclass(frozen=True, slots=True)
class OfficeView:
    """Which office has a duty for a place; ``duty`` is intake, verify, oversee or pressure."""

    duty: str
    place_path: str
    org_path: str
    org_name: str


@dataclass(frozen=True, slots=True)
class StandardReply:
    """A text that saves typing; ``matter_number`` None means for every matter."""

    id: str
    title: str
    text: str
    matter_number: int | None = None


@dataclass(frozen=True, slots=True)
class PressureLine:
    """A report of pressure, for the office outside the chain only."""

    id: str
    number: str
    reported_at: datetime
    words: str
    unit_name: str
    due_at: datetime
    taken_up_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search: the line, and the words around the hit."""

    line: CaseLine
    excerpt: str = ""
