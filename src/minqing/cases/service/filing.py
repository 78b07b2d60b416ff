"""Taking a request in: from a resident herself, or from somebody for her."""

from datetime import datetime

from django.db import IntegrityError

from minqing.cases import clocks, receipts, search
from minqing.cases.access import get_case_by_receipt
from minqing.cases.barring import tell_accused
from minqing.cases.catalogue.answering import keep_answers, said_before, with_covered
from minqing.cases.codes import DangerKind, Duty
from minqing.cases.counter.serving import serve
from minqing.cases.kinds.service import say
from minqing.cases.models import Case, CaseParty, CaseText
from minqing.cases.paths import and_above
from minqing.cases.records import Filing, Preview, Registered
from minqing.cases.routing import office_for
from minqing.cases.service.arriving import alarm
from minqing.cases.service.checking import BY_CLERKS, HER_OWN, MOST_WHERE, Checked, check, read_words
from minqing.cases.service.suggesting import weigh
from minqing.cases.steps import Act, give_party
from minqing.cases.words import clean, shortened
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import uuid7
from minqing.kernel.keeping import one_look
from minqing.kernel.making import made
from minqing.kernel.rows import insert_new
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import recorded
from minqing.vault import service as vault
from minqing.vault.danger import Danger, danger_in
from minqing.vault.masking import mask

__all__ = ["preview", "register_case"]


def preview(*, words: str, where_words: str = "", name: str = "", phone: str = "", child: bool = False) -> Preview:
    """
    Show what the handling unit would read, before anything is sent. Writes nothing.

    :param child: whether it is about a child under 14; then more is masked.
    :return: masked words and place, with the spans that were masked, and the danger its words name.
    :raises TextRefused: if a text is too long.
    """
    said = clean(words, field="words", needed=False)
    where = clean(where_words, field="where_words", most=MOST_WHERE, needed=False)
    known = tuple(part for part in (name.strip(), phone.strip()) if part)
    return Preview(
        mask(said, known=known, child=child), mask(where, known=known, child=child), danger_in(f"{said}\n{where}")
    )


def register_case(*, filing: Filing, actor: Actor, at: datetime) -> Registered:
    """
    Take a request in and promise an answer.

    The same submission token always leads to the same request and the same receipt, however often it is sent. Other
    words under the same token change nothing; ``changed`` says so.

    :param filing: what was sent; see :class:`~minqing.cases.records.Filing`.
    :param actor: for ``qr`` and ``web`` anybody (``access.public_actor()``); for the other channels a post or client
        that holds ``cases.file`` at the place.
    :return: number, receipt and promised moment; ``danger`` where its words name one.
    :raises UnableToRegister: if a part is missing or wrong; ``field`` names it.
    :raises NotAllowed: if the actor may not file for others here.
    """
    token = clean(filing.submission_token, field="submission_token", most=200)
    receipt = receipts.code_for(token)
    again = _earlier(receipt, filing)
    if again is not None:
        return again
    try:
        with one_look():
            checked = check(filing, actor, aware(at))
            return _register(filing=filing, checked=checked, receipt=receipt, actor=actor, at=aware(at))
    except IntegrityError:
        again = _earlier(receipt, filing)
        if again is None:
            raise
        return again


def _earlier(receipt: str, filing: Filing) -> Registered | None:
    try:
        case = get_case_by_receipt(receipt)
    except NotFound:
        return None
    first = case.texts.order_by("id").values_list("text", flat=True)[0]
    danger = danger_in(f"{first}\n{case.where_text}") if case.danger else None
    said = read_words(filing)
    changed = (said.masked.text, said.masked_where.text[:MOST_WHERE]) != (first, case.where_text)
    changed = changed or not said_before(case.serial, filing.answers)
    return _taken(case, receipt, danger, again=True, changed=changed)


def _taken(case: Case, receipt: str, danger: Danger | None, **came_before: bool) -> Registered:
    return Registered(
        case_id=str(case.uuid),
        number=case.number,
        receipt=receipt,
        danger=danger,
        place_name=case.place_name,
        promised_at=case.due_at,
        provisional=case.due_provisional,
        **came_before,
    )


@recorded
def _register(*, filing: Filing, checked: Checked, receipt: str, actor: Actor, at: datetime) -> Registered:
    return enter(Act(_new_case(filing, checked, receipt, actor, at), actor, at), filing, checked, receipt, arrived=at)


def enter(act: Act, filing: Filing, checked: Checked, receipt: str, *, arrived: datetime) -> Registered:
    """
    Write a new request down with all that belongs to it: an inner step of filing and of importing.

    :param act: on the new request, at the moment since which its resident waits.
    :param arrived: when it came to this office; an alarm is raised then.
    """
    case = act.case
    bar_and_admit(case, checked)
    insert_new(made(CaseText, case_id=case.serial, at=act.at, text=checked.said.masked.text))
    keep_answers(case.serial, checked.answers)
    act.fact(
        "case.registered",
        channel=case.channel,
        danger=DangerKind[case.danger.upper()] if case.danger else DangerKind.NONE,
        on_behalf=case.on_behalf,
    )
    if case.kind:
        act.fact("case.kind_said", kind=case.kind)
    if checked.function:
        serve(act, checked.function)
    if case.matter_by:
        weigh(act, checked.said.masked.text)
    if checked.danger:
        alarm(Act(case, act.actor, arrived), checked.danger)
    search.index(case, checked.said.masked.text, *(answer.text for answer in checked.answers))
    if checked.about:
        tell_accused(act, checked.about)
    _entrust(case, filing, checked, arrived)
    return _taken(case, receipt, checked.danger)


def _new_case(filing: Filing, checked: Checked, receipt: str, actor: Actor, at: datetime) -> Case:
    case = blank_case(filing, checked, receipt, at)
    if checked.matter and checked.channel in BY_CLERKS:
        case.matter_by = actor.person or str(actor.ref)
    if checked.kind:
        say(case, checked.kind, actor)
    clocks.start_new(case, at)
    insert_new(case)
    return case


def blank_case(filing: Filing, checked: Checked, receipt: str, at: datetime) -> Case:
    """Make the row of a request that came in at a moment, as yet without clocks and not written."""
    intake = _intake(checked)
    return made(
        Case,
        uuid=uuid7(at),
        year=day_of(at).year,
        receipt_hash=receipts.receipt_hash(receipt),
        channel=checked.channel,
        on_behalf=filing.on_behalf or checked.channel not in HER_OWN,
        may_call=bool(filing.may_call and checked.phone),
        matter=checked.matter,
        danger=checked.danger.kind if checked.danger else "",
        title=shortened(checked.said.masked.text, 60),
        where_text=checked.said.masked_where.text[:MOST_WHERE],
        place_path=checked.place_path,
        place_name=checked.place_name[:120],
        intake_path=intake,
        stage_path=intake,
        has_barred=bool(checked.about),
        registered_at=at,
    )


def _intake(checked: Checked) -> str:
    """The office that takes it in: an open one, and never one that the request is about, or one below it."""
    for duty in (Duty.INTAKE, Duty.OVERSEE, Duty.PRESSURE):
        office = office_for(duty, checked.place_path)
        if office and not (checked.about and checked.about.path in and_above(office)):
            return office
    return and_above(checked.place_path)[0]


def bar_and_admit(case: Case, checked: Checked) -> None:
    """Let the office that took it in have to do with it, and keep out whom it is about."""
    frame = {"case_id": case.serial, "place_path": case.place_path, "open": case.is_open}
    insert_new(made(CaseParty, org_path=case.intake_path, role="intake", **frame))
    if checked.about:
        give_party(case, checked.about.path, "accused", checked.about.name, barred=True)


def _entrust(case: Case, filing: Filing, checked: Checked, at: datetime) -> None:
    """Give the originals to the vault, in this same transaction."""
    vault.store(
        str(case.uuid),
        place_path=case.place_path,
        org_path=case.intake_path,
        words=with_covered(checked.said.words, checked.answers),
        where_words=checked.said.where,
        name=checked.said.name,
        phone=checked.phone,
        may_call=case.may_call,
        barred=[checked.about.path] if checked.about else [],
        child=checked.child,
        reach=filing.reply_by,
        address=filing.reply_to,
        at=at,
    )
    for photo in checked.photos:
        vault.store_photo(str(case.uuid), photo)
