"""From words to a request: added to the one they answer, or filed where they say it is, or left to a person."""

from datetime import datetime

from minqing.cases import receipts
from minqing.cases import service as cases
from minqing.cases.codes import Channel
from minqing.cases.records import Filing, Registered
from minqing.directory.channels import send
from minqing.exchange.models import Arrival
from minqing.kernel.access import Actor
from minqing.kernel.errors import MoveNotAllowed
from minqing.kernel.secrecy import has_secret_mark
from minqing.vault import service as vault
from minqing.vault.danger import danger_in
from minqing.vault.service import CleanPhoto, PhotoRefused, clean_photo

from . import settling
from .answering import say_that_it_is_secret
from .codes import State, Why
from .placing import county_path, guess_place
from .taking import HOUR, actor_of, token_of
from .ways import WAYS, Message, WayIn

__all__ = ["MOST_AN_HOUR", "MOST_PHOTOS", "MOST_WORDS", "file_where", "file_words", "registers"]

MOST_WORDS = 10_000
MOST_PHOTOS = 9
MOST_NAMING = 30
MOST_AN_HOUR = 10
"""So many an hour from one sender become requests by themselves; a person looks at more."""


def registers(arrival: Arrival, message: Message, way: WayIn, *, at: datetime) -> None:
    """Make a request of what somebody says, or leave it to a person; danger to life never waits for one."""
    if message.refused:
        settling.refuse(arrival.id, message.refused, at=at)
    elif message.voice:
        settling.refer(arrival.id, Why.VOICE, at=at)
    elif has_secret_mark(f"{message.subject}\n{message.words}"):
        say_that_it_is_secret(arrival, message)
        settling.refuse(arrival.id, Why.SECRET, at=at)
    elif not message.words.strip() and not message.photos:
        settling.refuse(arrival.id, Why.EMPTY, at=at)
    elif not (
        _tells(arrival, message, way, at) or _adds(arrival, message, at) or _names_place(arrival, message, way, at)
    ):
        _files(arrival, message, way, at)


def _tells(arrival: Arrival, message: Message, way: WayIn, at: datetime) -> bool:
    """Answer a look-up or an order at once; tell whether it was one."""
    said = way.tell(message, at) if way.tell else ""
    if said:
        if message.reply_by:
            send(message.reply_by, to=message.sender, subject="", body=said, key=f"{arrival.id}/told")
        settling.answered(arrival.id, at=at)
    return bool(said)


def _names_place(arrival: Arrival, message: Message, way: WayIn, at: datetime) -> bool:
    """Take a short message that names a village for what was asked for: where the one before it is."""
    guess = guess_place(message.words) if way.talks and len(message.words) <= MOST_NAMING else None
    if guess is None or not guess.is_sure:
        return False
    if file_where(way, arrival.sender, guess.path, at=at, besides=message.words) is None:
        return False
    settling.answered(arrival.id, at=at)
    return True


def file_where(way: WayIn, sender: str, place_path: str, *, at: datetime, besides: str = "") -> Arrival | None:
    """
    File the newest message of a sender within the hour that lacked only its place.

    :param sender: what stands for the sender today.
    :param besides: what was said with the place.
    :return: it, as a request; None where none waits.
    """
    waiting = Arrival.objects.filter(way=way.key, state=State.NEEDS_PERSON, why=Why.NO_PLACE, held=True)
    first = waiting.filter(sender=sender, arrived_at__gt=at - HOUR).exclude(sender="").order_by("-id").first()
    if first is None:
        return None
    earlier = way.read(vault.open_arrival(first.id))
    words = f"{earlier.words}\n{besides}".strip()
    done = file_words(first, earlier, words, place_path, actor=actor_of(way), at=at)
    settling.taken(first.id, case_id=done.case_id, number=done.number, added=False, at=at)
    first.refresh_from_db()
    return first


def _adds(arrival: Arrival, message: Message, at: datetime) -> bool:
    """Add to the request whose mark it bears; tell whether that is settled."""
    hashes = [receipts.reply_hash(mark) for mark in message.marks]
    first = Arrival.objects.filter(reply__in=hashes).exclude(reply="").order_by("id").first() if hashes else None
    if first is None or not message.words.strip():
        return False
    try:
        receipt = receipts.code_for(token_of(first))
        cases.add_words(receipt=receipt, words=message.words[:MOST_WORDS], known=(message.name, message.sender), at=at)
    except MoveNotAllowed:
        settling.refer(arrival.id, Why.CLOSED, at=at)
        return True
    settling.taken(arrival.id, case_id=str(first.case_id), number=first.number, added=True, at=at)
    return True


def _files(arrival: Arrival, message: Message, way: WayIn, at: datetime) -> None:
    danger = danger_in(message.words)
    guess = guess_place(message.words)
    place = message.place_path or (guess.path if guess.is_sure else "")
    why = _hindrance(arrival, message, place)
    if why and not danger:
        settling.refer(arrival.id, why, at=at)
        return
    whole = message.words[:MOST_WORDS]
    done = file_words(arrival, message, whole, place or guess.path or county_path(), actor=actor_of(way), at=at)
    settling.taken(arrival.id, case_id=done.case_id, number=done.number, added=False, at=at)


def _hindrance(arrival: Arrival, message: Message, place: str) -> Why:
    if not message.words.strip():
        return Why.EMPTY
    if len(message.words) > MOST_WORDS:
        return Why.TOO_LONG
    if _is_flood(arrival):
        return Why.FLOOD
    return Why.NONE if place else Why.NO_PLACE


def _is_flood(arrival: Arrival) -> bool:
    if not arrival.sender:
        return False
    before = Arrival.objects.filter(
        sender=arrival.sender, arrived_at__gt=arrival.arrived_at - HOUR, arrived_at__lte=arrival.arrived_at
    )
    return before.exclude(pk=arrival.pk).count() >= MOST_AN_HOUR


def file_words(
    arrival: Arrival, message: Message, words: str, place_path: str, *, actor: Actor, at: datetime
) -> Registered:
    """
    File the request. The same arrival always leads to the same request, however often it is tried.

    :param words: what is said, where a person shortened or wrote it down; else the message's.
    :raises Refused: as :func:`minqing.cases.service.register_case` does.
    """
    by_phone = message.reply_by == "sms"
    filing = Filing(
        words=words,
        where_words="",
        place_path=place_path,
        channel=Channel(WAYS[arrival.way].channel).name.lower(),
        submission_token=token_of(arrival),
        name=message.name,
        phone=message.sender if by_phone else "",
        reply_by="" if by_phone else message.reply_by,
        reply_to="" if by_phone or not message.reply_by else message.sender,
        photos=tuple(one for one in message.photos if _is_photo(one))[:MOST_PHOTOS],
    )
    done = cases.register_case(filing=filing, actor=actor, at=at)
    if message.voice and not done.again:
        vault.store_voice(done.case_id, message.voice, at=at)
    return done


def _is_photo(data: bytes) -> CleanPhoto | None:
    try:
        return clean_photo(data)
    except PhotoRefused:
        return None
