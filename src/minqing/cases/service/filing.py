"""Taking a request in: from a resident herself, or from somebody for her."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from minqing.cases import clocks, receipts, search
from minqing.cases.access import get_case_by_receipt, public_actor
from minqing.cases.codes import Channel, DangerKind, Duty
from minqing.cases.matters import in_use
from minqing.cases.models import Case, CaseParty, CaseText
from minqing.cases.paths import and_above
from minqing.cases.records import Filing, Preview, Registered
from minqing.cases.routing import office_for
from minqing.cases.steps import Act, give_party
from minqing.cases.words import clean, shortened
from minqing.directory import queries as directory
from minqing.directory.service import raise_alarm
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.keeping import one_look
from minqing.kernel.rows import insert_new
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import recorded
from minqing.territory import queries as territory
from minqing.vault import service as vault
from minqing.vault.codes import CHILD
from minqing.vault.danger import Danger, danger_in
from minqing.vault.images import CleanPhoto, clean_photo
from minqing.vault.masking import Masked, mask
from minqing.vault.queries import is_about_child

__all__ = ["UnableToRegister", "add_words", "preview", "register_case"]

MOST_PHOTOS = 9
MOST_WHERE = 300
PUBLIC = frozenset({Channel.QR, Channel.WEB})


class UnableToRegister(Refused):
    """The request cannot be taken in as it was sent; what was typed is kept by the form."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A filing whose every part was read."""

    words: str
    where: str
    name: str
    phone: str
    place_path: str
    place_name: str
    channel: Channel
    masked: Masked
    masked_where: Masked
    danger: Danger | None
    matter: int
    about: str
    child: str
    photos: tuple[CleanPhoto, ...]


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

    The same submission token always leads to the same request and the same receipt, however often it is sent.

    :param filing: what was sent; see :class:`~minqing.cases.records.Filing`.
    :param actor: for ``qr`` and ``web`` anybody (``access.public_actor()``); for the other channels a post or client
        that holds ``cases.file`` at the place.
    :return: number, receipt and promised moment; ``danger`` where its words name one.
    :raises UnableToRegister: if a part is missing or wrong; ``field`` names it.
    :raises NotAllowed: if the actor may not file for others here.
    """
    token = clean(filing.submission_token, field="submission_token", most=200)
    receipt = receipts.code_for(token)
    again = _earlier(receipt)
    if again is not None:
        return again
    try:
        with one_look():
            checked = _check(filing, actor)
            return _register(filing=filing, checked=checked, receipt=receipt, actor=actor, at=aware(at))
    except IntegrityError:
        again = _earlier(receipt)
        if again is None:
            raise
        return again


def _earlier(receipt: str) -> Registered | None:
    try:
        case = get_case_by_receipt(receipt)
    except NotFound:
        return None
    danger = danger_in(case.texts.order_by("id").values_list("text", flat=True)[0]) if case.danger else None
    return _taken(case, receipt, danger, again=True)


def _taken(case: Case, receipt: str, danger: Danger | None, *, again: bool = False) -> Registered:
    return Registered(
        case_id=str(case.uuid),
        number=case.number,
        receipt=receipt,
        danger=danger,
        promised_at=case.due_at,
        provisional=case.due_provisional,
        again=again,
    )


def _check(filing: Filing, actor: Actor) -> _Checked:
    words = clean(filing.words, field="words")
    where = clean(filing.where_words, field="where_words", most=MOST_WHERE, needed=False)
    name = clean(filing.name, field="name", most=40, needed=False)
    phone = clean(filing.phone, field="phone", most=20, needed=False)
    channel = _channel(filing.channel)
    place = _place(filing.place_path)
    if channel not in PUBLIC and not actor.may("cases.file", org_path=actor.org_path, place_path=place.path):
        raise NotAllowed
    if len(filing.photos) > MOST_PHOTOS:
        raise UnableToRegister(_("At most nine photos. Your words have been kept."), field="photos")
    known = tuple(part for part in (name, phone) if part)
    child = _child(filing.child)
    return _Checked(
        words=words,
        where=where,
        name=name,
        phone=_phone(phone),
        place_path=_public_place(place),
        place_name=_public_name(place),
        channel=channel,
        masked=mask(words, known=known, extra_spans=filing.extra_spans, child=bool(child)),
        masked_where=mask(where, known=known, child=bool(child)),
        danger=danger_in(f"{words}\n{where}"),
        matter=_matter(filing.matter_number),
        about=_about(filing.about_org_path),
        child=child,
        photos=tuple(clean_photo(photo) for photo in filing.photos),
    )


def _child(word: str) -> str:
    if word and word not in CHILD:
        raise UnableToRegister(_("Please say who speaks for the child, or leave it open."), field="child")
    return word


def _channel(word: str) -> Channel:
    try:
        return Channel[word.upper()]
    except (KeyError, AttributeError) as unknown:
        raise UnableToRegister(_("This way of filing is not known."), field="channel") from unknown


def _place(path: str) -> Any:
    try:
        return territory.place(path)
    except NotFound as absent:
        raise UnableToRegister(_("This place is not in the county's list."), field="place_path") from absent


def _public_place(place: Any) -> str:
    """A household's code leads to its grid cell or village: no list of requests by door ever comes to be."""
    path = str(place.path)
    return path.rstrip("/").rpartition("/")[0] + "/" if place.kind == "household" else path


def _public_name(place: Any) -> str:
    if place.kind != "household":
        return str(place.full_name)
    return str(territory.place(_public_place(place)).full_name)


def _phone(text: str) -> str:
    digits = "".join(letter for letter in text if letter.isdigit())
    if text and not 5 <= len(digits) <= 15:
        raise UnableToRegister(
            _("This phone number looks incomplete. Correct it, or leave it empty: you can file without one."),
            field="phone",
        )
    return text


def _matter(number: int | None) -> int:
    if number and not in_use(number):
        raise UnableToRegister(_("This matter is not in the list."), field="matter_number")
    return number or 0


def _about(path: str) -> str:
    if not path:
        return ""
    if path.count("/") < 2:
        raise UnableToRegister(_("Please name one office, not the whole county."), field="about_org_path")
    try:
        return str(directory.organisation(path).path)
    except NotFound as absent:
        raise UnableToRegister(_("This office is not in the county's list."), field="about_org_path") from absent


@recorded
def _register(*, filing: Filing, checked: _Checked, receipt: str, actor: Actor, at: datetime) -> Registered:
    case = _new_case(filing, checked, receipt, at)
    act = Act(case, actor, at)
    _bar_and_admit(case, checked)
    insert_new(CaseText(case=case, at=at, text=checked.masked.text))
    act.fact(
        "case.registered",
        channel=case.channel,
        danger=DangerKind[case.danger.upper()] if case.danger else DangerKind.NONE,
        on_behalf=case.on_behalf,
    )
    _alarm(act)
    search.index(case, checked.masked.text)
    _entrust(case, filing, checked, at)
    return _taken(case, receipt, checked.danger)


def _new_case(filing: Filing, checked: _Checked, receipt: str, at: datetime) -> Case:
    intake = _intake(checked)
    case = Case(
        uuid=uuid7(at),
        year=day_of(at).year,
        receipt_hash=receipts.receipt_hash(receipt),
        channel=checked.channel,
        on_behalf=filing.on_behalf or checked.channel not in PUBLIC,
        may_call=bool(filing.may_call and checked.phone),
        matter=checked.matter,
        danger=checked.danger.kind if checked.danger else "",
        title=shortened(checked.masked.text, 60),
        where_text=checked.masked_where.text[:MOST_WHERE],
        place_path=checked.place_path,
        place_name=checked.place_name[:120],
        intake_path=intake,
        stage_path=intake,
        has_barred=bool(checked.about),
        registered_at=at,
    )
    clocks.start_new(case, at)
    insert_new(case)
    return case


def _intake(checked: _Checked) -> str:
    """The office that takes it in; never one that the request is about, or one below it."""
    for duty in (Duty.INTAKE, Duty.OVERSEE, Duty.PRESSURE):
        office = office_for(duty, checked.place_path)
        if not (checked.about and checked.about in and_above(office)):
            return office
    return and_above(checked.place_path)[0]


def _bar_and_admit(case: Case, checked: _Checked) -> None:
    insert_new(CaseParty(case=case, org_path=case.intake_path, place_path=case.place_path, role="intake"))
    if checked.about:
        give_party(case, checked.about, "accused", barred=True)


def _alarm(act: Act) -> None:
    """Wake the duty line at once where a life may be in danger; nothing of that kind waits in a queue."""
    case = act.case
    if case.danger:
        raise_alarm(
            subject=case.ref,
            kind=case.danger,
            org_path=case.intake_path,
            place_path=case.place_path,
            actor=act.by,
            at=act.at,
            number=case.number,
        )


def _entrust(case: Case, filing: Filing, checked: _Checked, at: datetime) -> None:
    """Give the originals to the vault, in this same transaction."""
    vault.store(
        str(case.uuid),
        place_path=case.place_path,
        org_path=case.intake_path,
        words=checked.words,
        where_words=checked.where,
        name=checked.name,
        phone=checked.phone,
        may_call=case.may_call,
        barred=[checked.about] if checked.about else [],
        child=checked.child,
        at=at,
    )
    for photo in checked.photos:
        vault.store_photo(str(case.uuid), photo)


@recorded
def add_words(*, receipt: str, words: str, at: datetime) -> None:
    """
    Add words to an open request, on the resident's receipt.

    :raises ReceiptNotFound: if the code is unknown.
    :raises MoveNotAllowed: if the request has left the office.
    """
    said = clean(words, field="words", most=2000)
    case = get_case_by_receipt(receipt, lock=True)
    act = Act(case, public_actor(), aware(at))
    move = act.move("add_words")
    masked, danger = mask(said, child=is_about_child(case.uuid)), danger_in(said)
    CaseText.objects.create(case=case, at=at, added=True, text=masked.text)
    if danger and not case.danger:
        case.danger = danger.kind
        clocks.burn(case)
        case.save(update_fields=["danger", "burns_at"])
    kind = DangerKind[danger.kind.upper()] if danger else DangerKind.NONE
    act.tell(act.fact(move, danger=kind), words=masked.text)
    if danger:
        _alarm(act)
    vault.store_added(str(case.uuid), words=said, at=act.at)
    search.reindex(case)
