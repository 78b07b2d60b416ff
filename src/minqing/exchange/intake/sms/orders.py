"""What a text message can ask for besides filing: how a request stands, silence, and what can be done at all."""

import re
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.exchange.intake.ways import Message
from minqing.kernel.errors import NotFound
from minqing.vault import service as vault

__all__ = ["ask", "look_up", "tell"]

LOOK = re.compile(r"^\s*(?:cx|查询|查进度|查)\s*[:：]?\s*([0-9a-z][0-9a-z \-]{10,30})\s*$", re.IGNORECASE)
STOP = re.compile(r"^\s*(?:stop|td|t|退订|不要发了)\s*[。.!！]?\s*$", re.IGNORECASE)
START = re.compile(r"^\s*(?:start|kt|开通|恢复)\s*[。.!！]?\s*$", re.IGNORECASE)
HELP = re.compile(r"^\s*(?:\?|？|help|帮助|cx|查询|查|0)\s*$", re.IGNORECASE)


def tell(message: Message, at: datetime) -> str:
    """Return the answer to an order or a question; empty where the words are a request."""
    said = message.words
    if STOP.match(said):
        vault.silence(message.sender, at=at)
        return _("You get no more messages about your requests. To get them again, send KT.")
    if START.match(said):
        vault.let_hear(message.sender)
        return _("You get messages about your requests again. To end them, send TD.")
    return ask(said, at=at)


def ask(said: str, *, at: datetime) -> str:
    """Return the answer to a question, by whatever channel; empty where the words are a request."""
    if found := LOOK.match(said):
        return look_up(found[1], at=at)
    return help_text() if HELP.match(said) else ""


def look_up(receipt: str, *, at: datetime) -> str:
    """Say in one or two sentences how the request of a receipt stands."""
    try:
        page = cases.receipt_page(receipt, at=at)
    except NotFound:
        return _("No request has this receipt. Compare it letter by letter, or call us.")
    said = [f"{page.number} {page.state_label}。{page.apology or page.sentence}"]
    if page.questions and not page.questions[-1].answer:
        said.append(_("We asked you something: %(address)s") % {"address": f"{settings.PUBLIC_URL}/r"})
    return " ".join(said)


def help_text() -> str:
    """Say what can be sent."""
    return _("Write what the matter is and in which village. CX and your receipt: how it stands. TD: no more messages.")
