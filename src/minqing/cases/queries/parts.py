"""The parts that the office's page and the resident's page share: promise, history, readers, answers, questions."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from minqing.cases import clocks, codes
from minqing.cases.counter.codes import Function
from minqing.cases.doubts import Doubt
from minqing.cases.models import Case, Entry, Reading, Reply
from minqing.cases.records import (
    DemandView,
    ExtensionView,
    HistoryLine,
    PromiseView,
    QuestionView,
    Reader,
    ReplyView,
    SupervisionView,
    WhyDay,
)
from minqing.cases.routing import WHY
from minqing.cases.steps import CLOCK
from minqing.kernel.errors import NotFound
from minqing.ledger.facts import FACT_TYPES

_DETAILS = {
    "case.partner_told": codes.There,
    "case.counter_served": Function,
    "case.declined": codes.Decline,
    "case.returned": codes.ReturnReason,
    "case.part_returned": codes.ReturnReason,
    "case.suspended": codes.Pause,
    "case.suspension_asked": codes.Pause,
    "case.contacted": codes.Means,
    "case.verified": codes.Check,
    "case.replied": codes.Outcome,
    "case.closed": codes.Outcome,
    "case.refusal_asked": codes.Outcome,
    "case.sent_as_is": Doubt,
    "case.reopened": codes.By,
    "case.withdrawn": codes.By,
}
_FOR_HER = {
    "case.registered": pgettext_lazy("to the resident", "We have what you reported"),
    "case.accepted": pgettext_lazy("to the resident", "Taken on"),
    "case.dispatched": pgettext_lazy("to the resident", "Given to the unit that deals with it"),
    "case.acknowledged": pgettext_lazy("to the resident", "Has it in hand"),
    "case.promise_changed": pgettext_lazy("to the resident", "The day for the answer has changed"),
    "case.suspended": pgettext_lazy("to the resident", "Cannot go on just now"),
    "case.resumed": pgettext_lazy("to the resident", "Goes on"),
    "case.replied": pgettext_lazy("to the resident", "Has answered"),
    "case.refusal_approved": pgettext_lazy("to the resident", "Has agreed that the answer is no, and why"),
    "case.verified": pgettext_lazy("to the resident", "Has looked whether it is so"),
    "case.withdrawn": pgettext_lazy("to the resident", "Taken back"),
    "case.declined": pgettext_lazy("to the resident", "Could not be taken on"),
    "case.asked": pgettext_lazy("to the resident", "Asked you something"),
    "case.words_added": pgettext_lazy("to the resident", "You added some words"),
    "case.contacted": pgettext_lazy("to the resident", "Turned to you"),
    "case.part_became_overdue": pgettext_lazy("to the resident", "A unit that helps is late"),
    "case.part_left_out": pgettext_lazy("to the resident", "Answered without a unit that was to help"),
    "case.meeting_decided": pgettext_lazy("to the resident", "Decided by the county government's meeting"),
    "case.reopened": pgettext_lazy("to the resident", "Given out anew"),
    "case.reworked": pgettext_lazy("to the resident", "Found that it is not so yet"),
}
"""Titles for the one who asked; the office's own words for its verbs are its own business."""


def promise(case: Case, *, late: bool) -> PromiseView:
    """Return the promised moment with its reasoning, counted again from what is stored."""
    rule_id, title, confirmed = clocks.rule_title(case.due_rule)
    try:
        steps = clocks.promise_of(case).steps
    except NotFound:
        steps = ()
    return PromiseView(
        due_at=case.due_at,
        first_at=case.first_due_at,
        provisional=case.due_provisional,
        late=late,
        rule_id=rule_id,
        rule_title=title,
        rule_confirmed=confirmed,
        steps=tuple(WhyDay(step.day, step.counted, step.number, step.reason, step.known) for step in steps),
        changes=tuple(
            (row.at, row.due_at, codes.title(codes.Promise(row.reason)), row.words)
            for row in case.promise_changes.order_by("id")
        ),
    )


def history(case: Case, *, for_resident: bool) -> tuple[HistoryLine, ...]:
    """Return the lines of history, oldest first; the resident sees what is meant for all."""
    entries = case.entries.order_by("at", "id")
    if for_resident:
        entries = entries.filter(audience="all")
    first = HistoryLine(
        at=case.registered_at,
        kind="case.registered",
        title=FACT_TYPES["case.registered"].title,
        who="",
        unit="",
        detail=codes.title(codes.Channel(case.channel)),
    )
    lines = (first, *(_line(entry) for entry in entries))
    return tuple(_for_her(line) for line in lines) if for_resident else lines


def _for_her(line: HistoryLine) -> HistoryLine:
    """Say a line to the resident: in plain words, and without which row of the routing table fired."""
    detail = "" if line.kind == "case.dispatched" else line.detail
    if line.kind in {"case.withdrawn", "case.reopened"}:
        detail = "" if line.unit else pgettext_lazy("to the resident", "by yourself")
    title = line.title if line.kind == "case.resumed" and not line.unit else _FOR_HER.get(line.kind, line.title)
    if line.kind == "case.answered" and not (line.unit or line.who):
        title = pgettext_lazy("to the resident", "You answered")
    return replace(line, title=title, detail=detail)


def _line(entry: Entry) -> HistoryLine:
    return HistoryLine(
        at=entry.at,
        kind=entry.kind,
        title=_title(entry),
        who=_("by the clock") if entry.who == CLOCK.label else entry.who,
        unit=entry.unit,
        detail=_detail(entry),
        words="" if entry.kind == "case.noted" and entry.code else entry.words,
        late=entry.late,
    )


def _title(entry: Entry) -> object:
    if entry.kind == "case.answered" and (entry.unit or entry.who):  # somebody stands on the line: she did not speak
        return _("Went on without an answer")
    if entry.kind == "case.resumed" and not entry.unit:  # no unit did it, but the clock
        return _("The time for standing still is over; the clock runs again")
    return FACT_TYPES[entry.kind].title


def _detail(entry: Entry) -> object:
    if entry.kind in _DETAILS and entry.code:
        kind = _DETAILS[entry.kind]
        return codes.title(kind[entry.code.upper()])
    if entry.kind == "case.promise_changed" and entry.code:
        return codes.title(codes.Promise(int(entry.code)))
    if entry.kind == "case.dispatched" and entry.code in WHY:
        return WHY[entry.code]
    if entry.kind == "case.noted" and entry.code:
        return _("taken back by who wrote it")
    return entry.code


def readers(case: Case) -> tuple[Reader, ...]:
    """Return which posts opened the request and when, last first."""
    posts: dict[str, list[Reading]] = {}
    for row in case.readings.order_by("at"):
        posts.setdefault(row.post, []).append(row)
    found = [_reader(rows) for rows in posts.values()]
    return tuple(sorted(found, key=lambda reader: reader.last_at, reverse=True))


def _reader(rows: list[Reading]) -> Reader:
    last = rows[-1]
    return Reader(last.post_title, last.unit_name, rows[0].at, last.at, len(rows), tuple(row.at for row in rows))


def questions(case: Case) -> tuple[QuestionView, ...]:
    """Return the questions to the resident, oldest first."""
    return tuple(
        QuestionView(str(row.id), row.asked_at, row.question, row.answer, row.answered_at)
        for row in case.questions.order_by("asked_at")
    )


def replies(case: Case) -> tuple[ReplyView, ...]:
    """Return the unit's answers, newest first, each with what it says to every demand."""
    rows = case.replies.order_by("-at").prefetch_related("answers__demand")
    return tuple(_reply(row) for row in rows)


def _reply(row: Reply) -> ReplyView:
    outcome = codes.Outcome(row.outcome)
    answers = sorted(row.answers.all(), key=lambda answer: answer.demand.number)
    return ReplyView(
        at=row.at,
        unit=row.unit_name,
        words=row.words,
        outcome=outcome.name.lower(),
        outcome_label=codes.title(outcome),
        not_now_until=row.not_now_until,
        answers=tuple(DemandView(str(one.demand_id), one.demand.text, one.text) for one in answers),
        agreed_by=row.agreed_by,
    )


def demands(case: Case, last: ReplyView | None) -> tuple[DemandView, ...]:
    """Return what is asked for, with the last answer to each."""
    given = {answer.id: answer.answer for answer in last.answers} if last else {}
    return tuple(
        DemandView(
            id=str(row.id),
            text=row.text,
            answer=given.get(str(row.id), ""),
            outcome=last.outcome if last else "",
            outcome_label=last.outcome_label if last else "",
        )
        for row in case.demands.order_by("number")
    )


def extensions(case: Case) -> tuple[ExtensionView, ...]:
    """Return requests for more time, oldest first."""
    return tuple(
        ExtensionView(
            asked_at=row.asked_at,
            days=row.days,
            reason=row.reason,
            state=row.state,
            decided_at=row.decided_at,
            words=row.words,
            new_on=row.new_on,
            pause=codes.Pause(row.pause).name.lower() if row.pause else "",
            pause_label=codes.title(codes.Pause(row.pause)) if row.pause else "",
        )
        for row in sorted(case.extensions.all(), key=lambda row: row.asked_at)
    )


def supervisions(case: Case) -> tuple[SupervisionView, ...]:
    """Return overseers' orders, oldest first; no query where there never was one."""
    rows = case.supervisions.order_by("ordered_at") if case.supervise_round else ()
    return tuple(
        SupervisionView(row.ordered_at, row.words, row.due_at, row.answer, row.answered_at, row.late) for row in rows
    )


def texts(case: Case) -> tuple[str, tuple[tuple[object, str], ...]]:
    """Return the masked request and the words added later."""
    rows = list(case.texts.order_by("id"))
    first = next((row.text for row in rows if not row.added), _("(erased)"))
    return first, tuple((row.at, row.text) for row in rows if row.added)
