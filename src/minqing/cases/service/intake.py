"""What intake decides: accept, decline, divert, withdraw, reopen, correct the matter."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, search
from minqing.cases.access import get_case, get_case_by_receipt, public_actor
from minqing.cases.codes import By, Decline, Promise, read
from minqing.cases.matters import in_use
from minqing.cases.models import Case, Demand, PromiseChange, Rating
from minqing.cases.responsible import require
from minqing.cases.routing import guessed_matter
from minqing.cases.service.dispatching import hand_over
from minqing.cases.service.rating import get_rating
from minqing.cases.steps import Act, hours
from minqing.cases.words import clean, shortened
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.rows import insert_rows
from minqing.kernel.times import aware
from minqing.ledger.service import recorded
from minqing.vault import service as vault
from minqing.vault.masking import BLOCK, mask
from minqing.vault.queries import is_about_child

__all__ = [
    "CALLS",
    "UnableToAccept",
    "UnableToDecline",
    "UnableToReopen",
    "accept",
    "accept_and_dispatch",
    "decline",
    "divert",
    "may_reopen",
    "recategorise",
    "reopen",
    "reopen_by_rating",
    "reopen_by_resident",
    "withdraw",
    "withdraw_case",
]

MOST_DEMANDS = 20
CALLS = ("110", "119", "120", "122")


class UnableToAccept(Refused):
    """The request cannot be accepted as asked; the message says what is missing."""


class UnableToDecline(Refused):
    """The request cannot be declined as asked."""


class UnableToReopen(Refused):
    """The request cannot be reopened any more, or not this way."""


@recorded
def accept(
    *,
    number: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    demands: Sequence[str] = (),
    mask_more: Sequence[str] = (),
    child: bool = False,
) -> str:
    """
    Take a request on: its matter, the demands to be answered one by one, and its masking confirmed.

    :param matter_number: the matter; left out, the resident's choice or the guess from the words stands.
    :param demands: what is asked for, one by one; left out, the first words are the one demand.
    :param mask_more: words to be masked besides, everywhere in the request.
    :param child: that it is about a child under 14, where nobody had said so; more is masked, and photos are locked.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises MoveNotAllowed: if it is no longer new.
    :raises UnableToAccept: if no matter is known or a demand is empty.
    """
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    _accept(act, matter_number, demands, mask_more, child=child)
    act.enter_stage(case.intake_path)
    case.save()
    search.reindex(case)
    return case.number


@recorded
def accept_and_dispatch(
    *,
    number: str,
    actor: Actor,
    at: datetime,
    matter_number: int | None = None,
    demands: Sequence[str] = (),
    mask_more: Sequence[str] = (),
    lead_path: str = "",
    child: bool = False,
) -> str:
    """
    Accept a request and hand it to a unit in one press, along the routing table unless another unit is named.

    :param lead_path: the lead unit; empty follows the routing table.
    :return: the case number.
    :raises CaseNotFound: if the request is absent or out of reach.
    :raises NotAllowed: if the actor may accept but not dispatch.
    :raises UnableToDispatch: if the unit is the one complained about, or unknown.
    """
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept", "cases.dispatch"), aware(at))
    _accept(act, matter_number, demands, mask_more, child=child)
    hand_over(act, act.move("dispatch"), lead_path=lead_path, stage_passed=True)
    case.save()
    search.reindex(case)
    return case.number


def _accept(
    act: Act, matter_number: int | None, demands: Sequence[str], mask_more: Sequence[str], *, child: bool
) -> None:
    case = act.case
    move = act.move("accept")
    late = act.pass_stage()
    _name_matter(act, matter_number)
    if child:
        _mask_child(case)
    _mask(case, mask_more)
    listed = _list_demands(act, demands)
    case.accepted_at = act.at
    waited = hours(case.registered_at, act.at)
    fact = act.fact(move, late=late, demands=listed, hours=waited, rule=case.due_rule)
    act.tell(fact, late=late)


def _name_matter(act: Act, number: int | None) -> None:
    case = act.case
    chosen = number or case.matter or guessed_matter(case)
    if not chosen or not in_use(chosen):
        raise UnableToAccept(_("Please name the matter first."), field="matter_number")
    case.matter = chosen
    case.matter_by = act.actor.person or str(act.actor.ref)


def _mask_child(case: Case) -> None:
    vault.mark_child(case.uuid)
    for row in case.texts.all():
        row.text = mask(row.text, child=True).text
        row.save(update_fields=["text"])
        if not row.added:
            case.title = shortened(row.text, 60)
    case.where_text = mask(case.where_text, child=True).text[:300]


def _mask(case: Case, pieces: Sequence[str]) -> None:
    wanted = sorted({piece.strip() for piece in pieces if piece.strip()}, key=len, reverse=True)
    if not wanted:
        return
    for row in case.texts.all():
        row.text = _struck(row.text, wanted)
        row.save(update_fields=["text"])
        if not row.added:
            case.title = shortened(row.text, 60)
    case.where_text = _struck(case.where_text, wanted)[:300]


def _struck(text: str, pieces: Sequence[str]) -> str:
    for piece in pieces:
        text = text.replace(piece, BLOCK)
    return text


def _list_demands(act: Act, demands: Sequence[str]) -> int:
    case = act.case
    texts = [clean(text, field="demands", most=300) for text in demands if str(text).strip()]
    if not texts:
        texts = [shortened(search.words_of(case)[0], 300)]
    if len(texts) > MOST_DEMANDS:
        raise UnableToAccept(_("At most twenty demands; please join some."), field="demands")
    have = case.demands.count() if case.reopen_round or case.accepted_at else 0
    insert_rows(
        *(
            Demand(id=uuid7(act.at), case=case, number=have + place, text=text)
            for place, text in enumerate(texts, start=1)
        )
    )
    return len(texts)


@recorded
def decline(*, number: str, actor: Actor, at: datetime, reason: str, words: str, same_as: str = "") -> str:
    """
    End a request that is lawfully not dispatched, with an answer that says why and where to turn.

    :param reason: one of the six classes: ``emergency``, ``legal_channel``, ``same_matter``, ``secret_or_private``,
        ``outside_duties``, ``illegal``.
    :param words: the answer to the resident.
    :param same_as: for ``same_matter`` the number of the request that goes on.
    :return: the case number.
    :raises UnableToDecline: if the reason is none of the six, or the other request is missing.
    :source: HL-14.
    """
    answer = clean(words, field="words", most=4000)
    try:
        why = read(Decline, reason)
    except (KeyError, ValueError) as unknown:
        raise UnableToDecline(_("Please choose one of the six reasons."), field="reason") from unknown
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    case.same_as = _same_as(why, same_as, case, actor)
    move = act.move("decline")
    case.decline_reason, case.due_counted = why, True
    fact = act.leave(move, reason=why)
    act.tell(fact, words=answer, code=why.name.lower(), late=bool(fact.data["late"]))
    case.save()
    return case.number


def _same_as(why: Decline, number: str, case: Case, actor: Actor) -> str:
    if why != Decline.SAME_MATTER:
        return ""
    if number.strip() == case.number:
        raise UnableToDecline(_("A request cannot be the same as itself."), field="same_as")
    try:
        return get_case(number, actor=actor, permission="cases.read").number
    except NotFound as absent:
        raise UnableToDecline(_("Please name the request that goes on, e.g. 2026-000417."), field="same_as") from absent


@recorded
def divert(*, number: str, actor: Actor, at: datetime, call: str, words: str) -> str:
    """
    Hand a matter of danger to an emergency service and say so to the resident.

    :param call: the number that was called: 110, 119, 120 or 122.
    :param words: what was said and who took it.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    if call not in CALLS:
        raise Refused(_("Please say which number was called: 110, 119, 120 or 122."), field="call")
    case = get_case(number, actor=actor, permission="cases.accept", lock=True)
    act = Act(case, require(case, actor, "cases.accept"), aware(at))
    move = act.move("divert")
    case.due_counted = True
    fact = act.leave(move, call=int(call))
    act.tell(fact, words=said, code=call, late=bool(fact.data["late"]))
    case.save()
    return case.number


@recorded
def recategorise(*, number: str, actor: Actor, at: datetime, matter_number: int) -> str:
    """
    Correct the matter of a request; another person does it than the one who first named it.

    :return: the case number.
    :raises Refused: if the same person named the matter, or it is the same matter.
    """
    case = get_case(number, actor=actor, permission="cases.recategorise", lock=True)
    act = Act(case, require(case, actor, "cases.recategorise"), aware(at))
    move = act.move("recategorise")
    if case.matter_by and case.matter_by in {actor.person, str(actor.ref)}:
        raise Refused(_("Somebody else must correct a matter that you named yourself."))
    if matter_number == case.matter or not in_use(matter_number):
        raise Refused(_("Please choose another matter from the list."), field="matter_number")
    before, case.matter = case.matter, matter_number
    case.matter_by = actor.person or str(actor.ref)
    act.tell(act.fact(move, before=before), audience="office")
    case.save(update_fields=["matter", "matter_by"])
    search.reindex(case)
    return case.number


@recorded
def withdraw(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    End a request because the resident told the office that she no longer wants it.

    :param words: when and how she said so; she can read it and reopen.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    case = get_case(number, actor=actor, permission="cases.withdraw", lock=True)
    act = Act(case, require(case, actor, "cases.withdraw"), aware(at))
    _withdraw(act, By.OFFICE, said)
    return case.number


@recorded
def withdraw_case(*, receipt: str, at: datetime) -> None:
    """
    End a request on the resident's own receipt.

    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if the request has already left.
    """
    case = get_case_by_receipt(receipt, lock=True)
    _withdraw(Act(case, public_actor(), aware(at)), By.RESIDENT, "")


def _withdraw(act: Act, by: By, words: str) -> None:
    case = act.case
    move = act.move("withdraw")
    case.due_counted = True
    fact = act.leave(move, by=by)
    act.tell(fact, words=words, code=by.name.lower(), late=bool(fact.data["late"]))
    case.save()


@recorded
def reopen(*, number: str, actor: Actor, at: datetime, words: str) -> str:
    """
    Open a request again that had left, with a new promise.

    :param words: why; the resident reads it.
    :return: the case number.
    """
    said = clean(words, field="words", most=2000)
    case = get_case(number, actor=actor, permission="cases.reopen", lock=True)
    _reopen(Act(case, require(case, actor, "cases.reopen"), aware(at)), By.OFFICE, said)
    return case.number


@recorded
def reopen_by_resident(*, receipt: str, at: datetime, words: str = "") -> None:
    """
    Open a closed request again at a tap: no reason is asked for.

    :param words: what is not yet done, if the resident likes to say so.
    :raises ReceiptNotFound: if the code is unknown.
    :raises UnableToReopen: if the time to say anything has run out.
    """
    _reopen_for_resident(get_case_by_receipt(receipt, lock=True), words, at)


@recorded
def reopen_by_rating(*, token: str, at: datetime, words: str = "") -> str:
    """
    Open a closed request again from the rating link, at a tap.

    :return: the case number.
    :raises RatingNotFound: if the token is unknown.
    :raises UnableToReopen: if the time to say anything has run out.
    """
    case: Case = Case.objects.select_for_update().get(pk=get_rating(token).case_id)
    _reopen_for_resident(case, words, at)
    return case.number


def _reopen_for_resident(case: Case, words: str, at: datetime) -> None:
    said = mask(clean(words, field="words", most=2000, needed=False), child=is_about_child(case.uuid)).text
    if not may_reopen(case, at):
        raise UnableToReopen(
            _("This request can no longer be reopened here. Please file a new one; you may name this number in it.")
        )
    _reopen(Act(case, public_actor(), aware(at)), By.RESIDENT, said)


def may_reopen(case: Case, at: datetime) -> bool:
    """Tell whether the resident may reopen at a tap: while her link lives, or after saying that it is not solved."""
    if case.state != "closed":
        return False
    rating = Rating.objects.filter(case=case).order_by("-round").first()
    return rating is not None and at <= max(rating.expires_at, rating.changeable_until or rating.expires_at)


def _reopen(act: Act, by: By, words: str) -> None:
    case, at = act.case, act.at
    move = act.move("reopen")
    had_left_late = _left_late(case)
    unit = case.unit_path
    case.reopen_round += 1
    case.answered_at = case.left_at = case.outcome = case.not_now_until = case.decline_reason = None
    case.due_counted = case.needs_ruling = case.ruled = False
    case.supervised = False
    before = case.due_at
    clocks.start_promise(case, at)
    case.first_due_at = case.due_at
    PromiseChange.objects.create(case=case, at=at, before=before, due_at=case.due_at, reason=Promise.REOPENED)
    fact = act.fact(move, org_path=unit, late=had_left_late, by=by, round=case.reopen_round, rule=case.due_rule)
    act.tell(fact, words=words, code=by.name.lower())
    act.move_unit("")
    act.enter_stage(case.intake_path)
    vault.stop_retention(str(case.uuid))
    case.save()


def _left_late(case: Case) -> bool:
    last = case.entries.filter(kind__in=["case.closed", "case.declined", "case.withdrawn"]).order_by("-id").first()
    return bool(last and last.late)
