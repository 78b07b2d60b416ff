"""Reading a filing: every part is clean, known and allowed before anything is written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.barring import unit_meant
from minqing.cases.catalogue.answering import Answer, check_answers, typed_in
from minqing.cases.codes import Channel
from minqing.cases.counter.codes import Function
from minqing.cases.counter.serving import read_function
from minqing.cases.few import place_read
from minqing.cases.kinds.service import read_kind
from minqing.cases.matters import in_use
from minqing.cases.records import Filing
from minqing.cases.words import clean
from minqing.directory.records import OrganisationView
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.territory import queries as territory
from minqing.vault.codes import CHILD
from minqing.vault.danger import Danger, danger_in
from minqing.vault.images import CleanPhoto, PhotoRefused, clean_photo
from minqing.vault.masking import Masked, mask

__all__ = ["BY_CLERKS", "HER_OWN", "MOST_WHERE", "PUBLIC", "Checked", "UnableToRegister", "check", "read_words"]

MOST_PHOTOS = 9
MOST_WHERE = 300
PUBLIC = frozenset({Channel.QR, Channel.WEB})
UNASKED = frozenset({Channel.MAIL, Channel.SMS, Channel.WECHAT, Channel.IMPORT, Channel.SENSOR})
"""Where nobody sees a form, a matter's required questions may stay unanswered."""
HER_OWN = PUBLIC | {Channel.MAIL, Channel.SMS, Channel.WECHAT}
"""Ways by which residents file themselves; nobody speaks for her unless it is said."""
BY_CLERKS = frozenset({Channel.COUNTER, Channel.PHONE, Channel.GRID})
"""Where somebody in a post types what a resident says, and settles on the matter."""


class UnableToRegister(Refused):
    """The request cannot be taken in as it was sent; what was typed is kept by the form."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a filing with whose they are, and what an office will read of them."""

    words: str
    where: str
    name: str
    phone: str
    masked: Masked
    masked_where: Masked


def read_words(filing: Filing) -> Said:
    """
    Clean the words of a filing, and mask them with the name and number that came along.

    :raises TextRefused: if one is missing or too long.
    """
    words = clean(filing.words, field="words")
    where = clean(filing.where_words, field="where_words", most=MOST_WHERE, needed=False)
    name = clean(filing.name, field="name", most=40, needed=False)
    phone = clean(filing.phone, field="phone", most=20, needed=False)
    known, child = tuple(part for part in (name, phone, filing.reply_to) if part), bool(filing.child)
    masked = mask(words, known=known, extra_spans=filing.extra_spans, child=child)
    return Said(words, where, name, phone, masked, mask(where, known=known, child=child))


@dataclass(frozen=True, slots=True)
class Checked:
    """A filing whose every part was read."""

    said: Said
    phone: str
    place_path: str
    place_name: str
    channel: Channel
    danger: Danger | None
    matter: int
    about: OrganisationView | None
    child: str
    photos: tuple[CleanPhoto, ...]
    answers: tuple[Answer, ...]
    kind: int
    function: Function | None


def check(filing: Filing, actor: Actor, at: datetime) -> Checked:
    """
    Read a filing and mask its words. Writes nothing.

    :raises UnableToRegister: if a part is missing or wrong; ``field`` names it.
    :raises NotAllowed: if the actor may not file for others here.
    """
    said = read_words(filing)
    channel = _channel(filing.channel)
    place = _place(filing.place_path)
    read = place_read(place, at=at)
    if channel not in PUBLIC and not actor.may("cases.file", org_path=actor.org_path, place_path=place.path):
        raise NotAllowed(_("Your post may not file for %(place)s.") % {"place": place.full_name}, field="place_path")
    if len(filing.photos) > MOST_PHOTOS:
        raise UnableToRegister(_("At most nine photos. Your words have been kept."), field="photos")
    matter = _matter(filing.matter_number)
    answers = _answers(matter, filing, said, demanding=channel not in UNASKED)
    return Checked(
        said=said,
        phone=_phone(said.phone),
        place_path=read.path,
        place_name=read.full_name,
        channel=channel,
        danger=danger_in(f"{said.words}\n{said.where}\n{typed_in(answers)}"),
        matter=matter,
        about=_about(filing.about_org_path),
        child=_child(filing.child),
        photos=tuple(_photo(number, photo, len(filing.photos)) for number, photo in enumerate(filing.photos, 1)),
        answers=answers,
        kind=read_kind(filing.kind) if channel in BY_CLERKS else 0,
        function=read_function(filing.function, channel, actor),
    )


def _photo(number: int, photo: bytes, count: int) -> CleanPhoto:
    """Clean one photo; of several a refusal says which."""
    try:
        return clean_photo(photo)
    except PhotoRefused as refusal:
        if count == 1:
            raise
        words = _("Photo %(n)s: %(why)s") % {"n": number, "why": refusal}
        raise PhotoRefused(words, field="photos") from refusal


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


def _answers(matter: int, filing: Filing, said: Said, *, demanding: bool) -> tuple[Answer, ...]:
    if not matter and not filing.answers:
        return ()
    known = tuple(part for part in (said.name, said.phone) if part)
    return check_answers(matter, filing.answers, known=known, child=bool(filing.child), demanding=demanding)


def _about(path: str) -> OrganisationView | None:
    return unit_meant(path) if path else None
