"""What persons do about the ways in, and about what waits for them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases import service as cases
from minqing.cases.records import Registered
from minqing.exchange.models import Arrival, Way
from minqing.exchange.permissions import MANAGE
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.kernel.ids import as_uuid
from minqing.kernel.ref import Ref
from minqing.ledger.service import record, record_once, recorded
from minqing.vault import service as vault

from . import settling
from .codes import BY_A_PERSON, State, Why
from .placing import guess_place
from .polling import way_row
from .queries import line_of, may_decide
from .records import ArrivalView
from .registering import MOST_WORDS, file_words
from .taking import actor_of, fact
from .voice.hearing import heard_in
from .ways import WAYS, Message, WayIn

__all__ = [
    "UnableToTakeIn",
    "hear_voice",
    "open_arrival",
    "pause_way",
    "register_arrival",
    "resume_way",
    "retry_way",
    "set_aside",
    "take_up",
]


class UnableToTakeIn(Refused):
    """What arrived cannot be made a request of as asked; it waits as before."""


def open_arrival(*, arrival_id: str, actor: Actor, at: datetime) -> ArrivalView:
    """
    Show what waits for a person: its words masked, as an office may read them. Who read it is on record.

    :raises NotFound: if it is absent, settled, or the actor does not decide about it.
    """
    arrival = _held(arrival_id, actor)
    message = _read(arrival)
    _note("intake.read", arrival.id, actor, at)
    shown = cases.preview(words=message.words[:MOST_WORDS], name=message.name, phone=message.sender)
    guess = message.place_path or guess_place(message.words).path
    return ArrivalView(
        line=line_of(arrival),
        text=shown.words.text,
        danger=shown.danger,
        photos=len(message.photos),
        left_behind=message.left_behind,
        place_path=guess,
        may_answer=bool(message.reply_by),
        voice_kind=message.voice_kind,
        heard=heard_in(message.voice) if message.voice else "",
    )


def hear_voice(*, arrival_id: str, actor: Actor, at: datetime) -> tuple[bytes, str]:
    """
    Give what was spoken to whoever writes it down; each hour's hearing is on record.

    :return: the sound, and the kind of file it is.
    :raises NotFound: if there is no voice in it, or the actor does not decide about it.
    """
    arrival = _held(arrival_id, actor)
    message = _read(arrival)
    if not message.voice:
        raise NotFound
    _note("intake.heard", arrival.id, actor, at)
    return message.voice, message.voice_kind


@recorded
def _note(kind: str, arrival_id: UUID, actor: Actor, at: datetime) -> None:
    """Once for a post and an hour, as with opening a request."""
    arrival = Arrival.objects.get(pk=arrival_id)
    way = actor_of(WAYS[arrival.way])
    record_once(
        kind,
        f"{arrival_id}:{actor.ref}:{at:%Y%m%d%H}",
        kind,
        subject=arrival.ref,
        actor=actor.ref,
        at=at,
        org_path=way.org_path,
        place_path=way.place_path,
        data={"way": WAYS[arrival.way].channel},
    )


def _held(arrival_id: str, actor: Actor, *states: State) -> Arrival:
    key = as_uuid(arrival_id)
    wanted = states or (State.NEEDS_PERSON, State.WAITING, State.REFUSED)
    found = Arrival.objects.filter(pk=key, held=True, state__in=wanted).first() if may_decide(actor) else None
    if found is None:
        raise NotFound
    return found


def _read(arrival: Arrival) -> Message:
    """Read it; of what cannot be read at all nothing is shown, and it can still be set aside."""
    raw = vault.open_arrival(arrival.id)
    try:
        return WAYS[arrival.way].read(raw)
    except Exception:  # a broken thing breaks its reader in any way
        return Message("")


def register_arrival(*, arrival_id: str, place_path: str, actor: Actor, at: datetime, words: str = "") -> Registered:
    """
    Make a request of what arrived, at the place that a person found. Pressed twice it is one request.

    :param words: what is seen or heard, where nothing is written.
    :return: its number and receipt; the sender gets the receipt too, where there is a way to.
    :raises NotFound: if it is absent, settled, or the actor does not decide about it.
    :raises Refused: as :func:`minqing.cases.service.register_case` does.
    """
    arrival = _held(arrival_id, actor, State.NEEDS_PERSON, State.WAITING)
    message = _read(arrival)
    said = message.words.strip() or words.strip()
    if not said:
        raise UnableToTakeIn(_("Please write down what it is about: one sentence is enough."), field="words")
    done = file_words(arrival, message, said[:MOST_WORDS], place_path, actor=actor, at=at)
    for start in range(MOST_WORDS, len(said) if not done.again else 0, MOST_WORDS):
        cases.add_words(receipt=done.receipt, words=said[start : start + MOST_WORDS], known=(message.name,), at=at)
    settling.taken(arrival.id, case_id=done.case_id, number=done.number, added=False, at=at, actor=actor)
    return done


def set_aside(*, arrival_id: str, why: str, actor: Actor, at: datetime) -> None:
    """
    Say that it is no request. It can be taken up again for a week.

    :param why: the lower-case name of one of ``codes.BY_A_PERSON``.
    :raises UnableToTakeIn: without a reason.
    """
    arrival = _held(arrival_id, actor, State.NEEDS_PERSON, State.WAITING)
    reason = next((one for one in BY_A_PERSON if one.name.lower() == why), None)
    if reason is None:
        raise UnableToTakeIn(_("Please choose a reason."), field="why")
    settling.refuse(arrival.id, reason, at=at, actor=actor)


@recorded
def take_up(*, arrival_id: str, actor: Actor, at: datetime) -> None:
    """
    Take up again what was set aside, also what a machine took for another machine's.

    :raises NotFound: if its words are destroyed, or the actor does not decide about it.
    """
    found = _held(arrival_id, actor, State.REFUSED)
    arrival = Arrival.objects.select_for_update().get(pk=found.pk)
    if arrival.state != State.REFUSED:
        raise Conflict
    arrival.state, arrival.settled_at, arrival.drop_at = State.NEEDS_PERSON, None, None
    arrival.save(update_fields=["state", "settled_at", "drop_at"])
    fact("intake.taken_up", arrival, at=at, actor=actor)


@recorded
def pause_way(*, way: str, actor: Actor, at: datetime) -> None:
    """
    Stop fetching from a channel and making requests of what it brings; what is brought is kept.

    :raises Conflict: if it is paused already.
    """
    found, row = _way(way, actor)
    if row.paused_at is not None:
        raise Conflict
    Way.objects.filter(pk=row.pk).update(paused_at=at)
    _of_way("intake.paused", found, actor, at)


@recorded
def resume_way(*, way: str, actor: Actor, at: datetime) -> None:
    """
    Go on where a channel stood.

    :raises Conflict: if it is not paused.
    """
    found, row = _way(way, actor)
    if row.paused_at is None:
        raise Conflict
    Way.objects.filter(pk=row.pk).update(paused_at=None, not_before=None)
    _of_way("intake.resumed", found, actor, at)


@recorded
def retry_way(*, way: str, actor: Actor, at: datetime) -> None:
    """Try at once what fails: asking the channel, and each thing that waits; what was given up gets its tries anew."""
    found, row = _way(way, actor)
    Way.objects.filter(pk=row.pk).update(not_before=None)
    mine = Arrival.objects.filter(way=found.key)
    mine.filter(state=State.WAITING).exclude(error="").update(not_before=at, tries=0)
    mine.filter(state=State.NEEDS_PERSON, why=Why.FAILED).update(
        state=State.WAITING, why=Why.NONE, not_before=at, tries=0
    )
    _of_way("intake.retried", found, actor, at)


def _way(key: str, actor: Actor) -> tuple[WayIn, Way]:
    if not actor.holds(MANAGE):
        raise NotAllowed
    if key not in WAYS:
        raise NotFound
    return WAYS[key], way_row(key)


def _of_way(kind: str, way: WayIn, actor: Actor, at: datetime) -> Any:
    paths = actor_of(way)
    record(
        kind,
        subject=Ref("way", way.key),
        actor=actor.ref,
        at=at,
        org_path=paths.org_path,
        place_path=paths.place_path,
        data={"way": way.channel},
    )
