"""
What is said by WeChat: words become requests, a place sent once names the village and is forgotten.

Where an account reports by itself is not listened to: no tracks. Photos are sent by the form whose address is answered.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases.codes import Channel
from minqing.exchange.intake.answering import receipt_words
from minqing.exchange.intake.codes import State, Why
from minqing.exchange.intake.registering import file_where
from minqing.exchange.intake.sms.orders import ask
from minqing.exchange.intake.taking import take_in
from minqing.exchange.intake.ways import Message, WayIn, offer_way
from minqing.exchange.intake.working import take_one
from minqing.exchange.models import Arrival
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of
from minqing.territory import queries as territory
from minqing.territory.shapes import queries as shapes
from minqing.territory.shapes.datums import to_wgs84
from minqing.vault import service as vault

from .calling import is_set_up

__all__ = ["WECHAT", "answered"]

VILLAGE_DEPTH = 3


def read_message(raw: bytes) -> Message:
    """Read one message, as it was kept. WeChat answers only while it is asked, so nothing is sent afterwards."""
    kept = json.loads(raw)
    return Message(words=kept["words"], sender=kept["from"])


WECHAT = WayIn("wechat", gettext_lazy("WeChat"), Channel.WECHAT, is_set_up, read_message, talks=True)
offer_way(WECHAT)


def answered(said: Mapping[str, str], *, at: datetime) -> str:
    """
    Return the answer to one message, after it was kept and worked on; empty where none is due.

    :raises TooMany: in a flood from one sender.
    """
    kind = said.get("MsgType", "").lower()
    words = said.get("Content", "") if kind == "text" else said.get("Recognition", "")
    if kind == "location":
        return _placed(said, at)
    if kind == "event":
        return _greeting() if said.get("Event", "").lower() in {"subscribe", "enter_agent"} else ""
    if not words.strip():
        return _by_form()
    return ask(words, at=at) or _kept(said, words, at)


def _kept(said: Mapping[str, str], words: str, at: datetime) -> str:
    sender = said.get("FromUserName", "")
    name = said.get("MsgId") or f"{said.get('CreateTime', '')}\n{words}"
    raw = json.dumps({"from": sender, "words": words}, ensure_ascii=False).encode()
    key = take_in(WECHAT, raw, source=f"{sender}\n{name}", at=at, sender=sender)
    take_one(key, at=at)
    arrival = Arrival.objects.get(pk=key)
    if arrival.state == State.ANSWERED:  # it named the village of the message before it
        arrival = _completed(arrival) or arrival
    return _told(arrival, at)


def _completed(arrival: Arrival) -> Arrival | None:
    mine = Arrival.objects.filter(way=WECHAT.key, sender=arrival.sender, state=State.REGISTERED)
    return mine.filter(settled_at=arrival.settled_at).order_by("-id").first()


def _told(arrival: Arrival, at: datetime) -> str:
    if arrival.state == State.REGISTERED:
        return receipt_words(arrival, at)
    if arrival.why == Why.NO_PLACE:
        return _("It has arrived. Which village is it? Answer with its name or send where you are, once.")
    return _("It has arrived, and somebody looks at it. With a receipt at once: %(address)s") % {"address": _form()}


def _placed(said: Mapping[str, str], at: datetime) -> str:
    """Find the village of a place sent once; the numbers are written nowhere."""
    path = _village(said.get("Location_X", ""), said.get("Location_Y", ""), day_of(at))
    if not path:
        return _("This place lies in no village that we know. Please write the village's name.")
    tag = vault.sender_tag(said.get("FromUserName", ""), at=at)
    done = file_where(WECHAT, tag, path, at=at)
    if done is not None:
        return receipt_words(done, at)
    place = territory.place(path)
    words = {"place": place.full_name, "address": f"{settings.PUBLIC_URL}/report/{place.code}"}
    return _("You are in %(place)s. What is the matter? Write it here: %(address)s") % words


def _village(latitude: str, longitude: str, on: date) -> str:
    try:
        x, y = to_wgs84(float(longitude), float(latitude))
        path = shapes.division_at(x, y, on=on)
    except (ValueError, OverflowError, NotFound):
        return ""
    return path if path.count("/") >= VILLAGE_DEPTH else ""


def _greeting() -> str:
    return _("Write what the matter is and in which village, or file it here: %(address)s") % {"address": _form()}


def _by_form() -> str:
    return _("Photos and voice can be sent here, with a receipt at once: %(address)s") % {"address": _form()}


def _form() -> str:
    return f"{settings.PUBLIC_URL}/report"
