"""
What each way in has to offer, and the list of them.

An adapter says whether it is set up and reads one thing that came, as it came, into a :class:`Message`. One that has
to ask for what came offers ``poll``; the others are called and hand over what they get with
:func:`minqing.exchange.intake.taking.take_in`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .codes import Why

__all__ = ["WAYS", "Message", "WayIn", "offer_way"]


@dataclass(frozen=True, slots=True)
class Message:
    """
    What somebody says by a channel, read out of what came.

    :param sender: address or number; goes into the vault with the request and is shown to nobody.
    :param reply_by: the outgoing channel that answers it: ``email`` or ``sms``; empty for none.
    :param marks: marks that may say to which request it belongs.
    :param left_behind: how many attachments could not be taken.
    :param refused: why it is not to be taken at all.
    :param place_path: the place, where the channel knows it.
    :param voice: what was spoken, and ``voice_kind`` what kind of file it is, as browsers name it.
    """

    words: str
    sender: str = ""
    reply_by: str = ""
    name: str = ""
    subject: str = ""
    photos: tuple[bytes, ...] = ()
    marks: tuple[str, ...] = ()
    left_behind: int = 0
    refused: Why = Why.NONE
    place_path: str = ""
    voice: bytes = b""
    voice_kind: str = ""


@dataclass(frozen=True, slots=True)
class WayIn:
    """
    One way in.

    :param key: as facts and tables name it; also the name of the request's channel.
    :param read: reads one thing as it came; what it raises is tried again and then shown to a person.
    :param poll: asks for what came and hands it over; returns how many. None where the other side calls.
    :param tell: answers what is no request but a question or an order, such as a look-up; empty for none of these.
    :param talks: whether whoever wrote may name the village in a message of its own when asked for it.
    """

    key: str
    title: Any
    channel: int
    is_set_up: Callable[[], bool]
    read: Callable[[bytes], Message]
    poll: Callable[[datetime], int] | None = None
    tell: Callable[[Message, datetime], str] | None = None
    talks: bool = False


WAYS: dict[str, WayIn] = {}


def offer_way(way: WayIn) -> None:
    """
    Put a way in on the list.

    :raises ValueError: if the name is taken.
    """
    if WAYS.setdefault(way.key, way) is not way:
        raise ValueError(f"way {way.key!r} is offered twice")
