"""What the holder of a receipt, or of a rating link, may know."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import codes, receipts
from minqing.cases.access import get_case_by_receipt
from minqing.cases.catalogue.answering import answers_of
from minqing.cases.matters import matter_name
from minqing.cases.models import Case, PromiseChange, Rating
from minqing.cases.names import unit_name
from minqing.cases.records import Answerer, HistoryLine, RatingPage, RatingState, ReceiptPage
from minqing.cases.service.rating import RatingNotFound, get_rating
from minqing.cases.service.reopening import ended_by_office, reopen_until
from minqing.cases.states import OPEN, RINGS, STATES
from minqing.cases.words import day_in_words, reason_in
from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.vault import queries as vault
from minqing.vault.danger import call_for

from . import parts
from .clocktexts import Watch

_SENTENCES = {
    "registered": gettext_lazy("It has arrived. We answer you by %(day)s at the latest."),
    "accepted": gettext_lazy("It has been accepted and is being given to the right unit. You hear by %(day)s."),
    "dispatched": gettext_lazy("%(unit)s has been asked to deal with it. You hear by %(day)s."),
    "handling": gettext_lazy("%(unit)s is dealing with it. You hear by %(day)s."),
    "asking": gettext_lazy("%(unit)s has a question for you. The clock stands still until you answer."),
    "suspended": gettext_lazy("%(unit)s cannot go on just now: %(reason)s. The clock stands still until it can."),
    "replied": gettext_lazy("%(unit)s has answered. Somebody else is now looking whether it is so."),
    "verified": gettext_lazy("The answer has been checked. It will be closed, and then you are asked."),
    "closed": gettext_lazy("It is closed. Whether it is solved, only you can say."),
    "declined": gettext_lazy("It could not be taken on. The reason, and where to turn instead, is below."),
    "diverted": gettext_lazy("It was handed to the emergency service at once."),
    "withdrawn": gettext_lazy("You took it back; nobody works on it any more. You may report again at any time."),
}
_RATED = {
    "given": gettext_lazy("It is closed. What you said about it is noted; you may still change it."),
    "fixed": gettext_lazy("It is closed. What you said about it is noted."),
    "lapsed": gettext_lazy("It is closed. You have not said whether it is solved; it stays noted as unverified."),
}
"""Closed, and her answer is there, or the time for it over."""
_UNTAKEN = {"registered", "accepted"}
_WITHOUT_DAY = {
    "registered": gettext_lazy("It has arrived."),
    "accepted": gettext_lazy("It has been accepted and is being given to the right unit."),
    "dispatched": gettext_lazy("%(unit)s has been asked to deal with it."),
    "handling": gettext_lazy("%(unit)s is dealing with it."),
}
"""What is said once the day has passed: a day behind us is no promise."""
_LATE = gettext_lazy(
    "Late, sorry. It was promised for %(day)s. No new day is known yet; %(unit)s is asked for one, "
    "and an overseer can see this."
)
_AGAIN = gettext_lazy(
    "Late again, sorry. It was promised for %(day)s and then for %(then)s. No new day is known yet; "
    "%(unit)s is asked for one, and an overseer can see this."
)
_FOR_HER = gettext_lazy("%(office)s ended it because you are said to want that. If you do not, open it again.")


def receipt_page(receipt: str, *, at: datetime) -> ReceiptPage:
    """
    Return everything the holder of a receipt may know at this moment.

    :param receipt: the code as typed or read out.
    :raises ReceiptNotFound: if no request has it.
    """
    case = get_case_by_receipt(receipt)
    watch = Watch.at_place(at, case.place_path)
    text, additions = parts.texts(case)
    late = case.is_open and case.is_late(at)
    promise, until = parts.promise(case, late=late), reopen_until(case)
    rating = rating_state(case, at, with_token=True)
    history = parts.history(case, for_resident=True)
    return ReceiptPage(
        case_id=str(case.uuid),
        number=case.number,
        state=case.state,
        state_label=STATES[case.state],
        ring=RINGS[case.state],
        sentence=_sentence(case, at, history, rating),
        registered_at=case.registered_at,
        place_name=case.place_name,
        matter=matter_name(case.matter),
        text=text,
        where=case.where_text,
        additions=additions,  # type: ignore[arg-type]  # moments and texts
        promise=promise,
        clock=watch.of_promise(case),
        apology=_apology(case, at, late=late),
        call_first=_call_first(case),
        holder=_holder(case),
        readers=parts.readers(case),
        history=history,
        questions=parts.questions(case),
        replies=parts.replies(case),
        not_now_until=case.not_now_until,
        decline_answer=_decline_answer(case),
        reveals=tuple(vault.reveals_of(case.uuid)),
        rating=rating,
        may_add_words=case.state in OPEN,
        may_withdraw=case.state in OPEN,
        is_public=case.releases.filter(withdrawn_at__isnull=True).exists(),
        may_reopen=until is not None and at <= until,
        reopen_until=until,
        may_report_pressure=True,
        answers=answers_of(case.serial),
    )


def _call_first(case: Case) -> str:
    """Return the emergency number that belongs on the page: while nobody has taken a danger to life in hand."""
    return call_for(case.danger) if case.state in _UNTAKEN else ""


def _sentence(case: Case, at: datetime, history: tuple[HistoryLine, ...], rating: RatingState) -> str:
    if case.state == "closed" and rating.state in _RATED:
        return str(_RATED[rating.state])
    if case.state == "withdrawn" and ended_by_office(case):
        return str(_FOR_HER) % {"office": unit_name(case.intake_path) or _("The intake office")}
    unit = case.lead_name or _("The intake office")
    passed = case.is_open and case.is_late(at) and at > case.awaited_at
    sentence = _WITHOUT_DAY.get(case.state, _SENTENCES[case.state]) if passed else _SENTENCES[case.state]
    words = {"unit": unit, "day": day_in_words(day_of(case.awaited_at)), "reason": _hindrance(history)}
    return str(sentence) % words


def _hindrance(history: tuple[HistoryLine, ...]) -> Any:
    """Say why the clock stands still: in the words of whoever agreed, or else by the reason of the list."""
    line = next((line for line in reversed(history) if line.kind == "case.suspended"), None)
    return (reason_in(line.words).rstrip("。.") or line.detail) if line else ""


def _apology(case: Case, at: datetime, *, late: bool) -> Any:
    """Say sorry where a promise was broken or moved since the last opening: the old day, the new one, the reason."""
    changes = list(case.promise_changes.order_by("id"))
    reopened = [index for index, row in enumerate(changes) if row.reason == codes.Promise.REOPENED]
    since = changes[reopened[-1] + 1 :] if reopened else changes
    if late and case.answered_at is not None:
        return _("Late, sorry. It was promised for %(day)s.") % {"day": day_in_words(day_of(case.due_at))}
    if late and at > case.awaited_at:
        return _without_day(case)
    if since and case.is_open and since[-1].due_at > since[0].before:
        return _moved(case, since, at)
    return ""


def _without_day(case: Case) -> str:
    """Say honestly that no new day is known, and who is asked for one."""
    words = {
        "day": day_in_words(day_of(case.due_at)),
        "then": day_in_words(day_of(case.awaited_at)),
        "unit": case.lead_name or unit_name(case.intake_path) or _("The intake office"),
    }
    if case.new_due_at is not None:
        return str(_AGAIN) % words
    return str(_LATE) % words


_TO_HER = {
    codes.Pause.QUESTION: gettext_lazy("we asked you something"),
    codes.Pause.RESIDENT_AWAY: gettext_lazy("you asked us to wait"),
}
"""What the office writes about the resident, said to her."""


def _moved(case: Case, changes: list[PromiseChange], at: datetime) -> str:
    """Tell that the day moved, and why. A pause alone is explained; more time, which somebody granted, is regretted."""
    change = [row for row in changes if row.reason != codes.Promise.PAUSED][-1:] or changes[-1:]
    words: dict[str, Any] = {
        "first": day_in_words(day_of(changes[0].before)),
        "now": day_in_words(day_of(case.awaited_at)),
    }
    pause = case.pauses.order_by("-id").first() if change[0].reason == codes.Promise.PAUSED else None
    if pause is not None:
        words["reason"] = _TO_HER.get(codes.Pause(pause.reason)) or codes.title(codes.Pause(pause.reason))
        stood = _("It was promised for %(first)s and is now promised for %(now)s. The clock stood still: %(reason)s.")
        return stood % words
    words["reason"] = reason_in(change[0].words) or codes.title(codes.Promise(change[0].reason))
    if at <= changes[0].before:
        return _("Sorry, it takes longer. %(now)s instead of %(first)s, because: %(reason)s") % words
    moved = _("Sorry: it was promised for %(first)s and is now promised for %(now)s, because: %(reason)s")
    return moved % words


def _holder(case: Case) -> Answerer:
    path = case.lead_path or case.intake_path
    try:
        unit = directory.organisation(path)
    except NotFound:
        return Answerer(case.lead_name)
    title = case.holder_label.removeprefix(unit.name).strip()
    return Answerer(unit.name, title, unit.phone)


def _decline_answer(case: Case) -> str:
    if case.state != "declined":
        return ""
    entry = case.entries.filter(kind="case.declined").order_by("-id").first()
    return entry.words if entry else ""


def rating_state(case: Case, at: datetime, *, with_token: bool) -> RatingState:
    """Say where the resident's own answer stands; the token only for herself and only while it may be used."""
    never_closed = case.is_open and not case.reopen_round
    rating = None if never_closed else case.ratings.order_by("-round").first()
    if rating is None or (case.state != "closed" and rating.given_at is None):
        return RatingState("none")
    state, until = _where(case, rating, at)
    usable = with_token and state in {"open", "given"} and case.state == "closed"
    return RatingState(
        state=state,
        token=receipts.rating_token(str(case.uuid), rating.round) if usable else "",
        until=until,
        contacted=rating.contacted,
        solved=codes.Solved(rating.solved).name.lower() if rating.solved else "",
        satisfied=rating.satisfied,
    )


def _where(case: Case, rating: Rating, at: datetime) -> tuple[str, datetime | None]:
    if rating.given_at is not None:
        changeable = case.state == "closed" and rating.changeable_until is not None and at <= rating.changeable_until
        return ("given", rating.changeable_until) if changeable else ("fixed", None)
    lapsed = rating.lapsed or at > rating.expires_at
    return ("lapsed", None) if lapsed else ("open", rating.expires_at)


def rating_page(token: str, *, at: datetime) -> RatingPage:
    """
    Return what a rating link shows.

    :raises RatingNotFound: if the token is unknown, or its time has run out.
    """
    rating = get_rating(token)
    case = rating.case
    if rating.round != case.reopen_round + 1 and case.state != "closed":
        raise RatingNotFound
    state, until = _where(case, rating, at)
    if state == "lapsed":
        raise RatingNotFound
    replies = parts.replies(case)
    return RatingPage(
        number=case.number,
        first_words=case.headline,
        unit_name=case.lead_name,
        reply=replies[0] if replies else None,
        state=state,
        until=until,
        solved=codes.Solved(rating.solved).name.lower() if rating.solved else "",
        contacted=rating.contacted,
        satisfied=rating.satisfied,
    )
