"""Voice messages from the residents' pages: kept sealed, perhaps written down by a program, always by a person."""

import base64
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases import receipts
from minqing.cases.codes import Channel
from minqing.exchange.intake.codes import State
from minqing.exchange.intake.taking import take_in, token_of
from minqing.exchange.intake.ways import Message, WayIn, offer_way
from minqing.exchange.models import Arrival
from minqing.kernel.access import Actor

from .sounds import read_sound

__all__ = ["VOICE", "is_waiting", "leave_voice"]


def is_set_up() -> bool:
    """Tell that the residents' pages take voice messages: they always do."""
    return True


def read_voice(raw: bytes) -> Message:
    """Read one voice message, as it was kept."""
    kept = json.loads(raw)
    return Message(
        words="",
        sender=kept["phone"],
        reply_by="sms" if kept["phone"] else "",
        place_path=kept["place"],
        voice=base64.b64decode(kept["voice"]),
        voice_kind=kept["kind"],
    )


VOICE = WayIn("voice", _("Voice message"), Channel.WEB, is_set_up, read_voice)
offer_way(VOICE)


def leave_voice(*, voice: bytes, place_path: str, phone: str, token: str, actor: Actor, at: datetime) -> str:
    """
    Keep a voice message that a resident leaves. Sent twice under the same token it is one.

    :param phone: where a text message reaches her; empty for none.
    :return: the receipt; how it stands is told under it from now on.
    :raises SoundRefused: if it is no voice message, too large or too long.
    """
    sound = read_sound(voice)
    kept = {
        "voice": base64.b64encode(sound.data).decode(),
        "kind": sound.kind,
        "place": place_path,
        "phone": phone,
    }
    key: UUID = take_in(VOICE, json.dumps(kept).encode(), source=token, at=at, sender=phone)
    arrival = Arrival.objects.get(pk=key)
    receipt = receipts.code_for(token_of(arrival))
    Arrival.objects.filter(pk=key, reply="").update(reply=receipts.receipt_hash(receipt))
    return receipt


def is_waiting(*, receipt: str, actor: Actor, at: datetime) -> bool:
    """Tell whether a receipt is of a voice message that nobody has written down yet."""
    stored: Any = receipts.receipt_hash(receipt)
    open_states = (State.WAITING, State.NEEDS_PERSON)
    return bool(stored) and Arrival.objects.filter(reply=stored, way=VOICE.key, state__in=open_states).exists()
