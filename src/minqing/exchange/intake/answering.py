"""What the sender hears: the receipt where it became a request, and honestly what else became of it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.cases import queries as cases
from minqing.cases import receipts
from minqing.cases.words import day_in_words
from minqing.directory.channels import send
from minqing.exchange.models import Arrival
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import grouped
from minqing.kernel.secrecy import SecretMark
from minqing.kernel.times import day_of
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView
from minqing.vault import service as vault

from .codes import Why
from .taking import token_of
from .ways import WAYS, Message

__all__ = ["acknowledge", "receipt_words", "say_that_it_is_secret", "say_that_somebody_looks", "subject_with_mark"]

TOLD = frozenset({Why.NO_PLACE, Why.TOO_LONG, Why.CLOSED, Why.VOICE})
"""Left to a person for these reasons the sender hears of it; a flood and what cannot be read answer nobody."""


@delivers("intake.taken", name="exchange.acknowledge")
def acknowledge(fact: FactView, at: datetime) -> None:
    """Send number, receipt and promised day to whoever wrote; what was added to a request is confirmed shortly."""
    arrival = Arrival.objects.filter(pk=UUID(fact.subject.id)).first()
    if arrival is None:
        return
    case_id = str(arrival.case_id)
    words = _added(arrival) if fact.data["added"] else receipt_words(arrival, at)
    key = f"{fact.id}:exchange.acknowledge"
    vault.relay_to_resident(case_id, words, key, at=at, subject=subject_with_mark(case_id, arrival.number))


def subject_with_mark(case_id: str, number: str) -> str:
    """Return the subject of an answer; its mark lets the next mail be added to the request."""
    words = {"number": number, "mark": receipts.reply_token(case_id)}
    return _("Your request %(number)s [MQ:%(mark)s]") % words


def receipt_words(arrival: Arrival, at: datetime) -> str:
    """Say number, promised day and receipt of what became a request; first whom to call where a life is in danger."""
    receipt = receipts.code_for(token_of(arrival))
    page = cases.receipt_page(receipt, at=at)
    lines = [
        call_line(page.call_first),
        _("We have it: request %(number)s. You have an answer by %(day)s at the latest.")
        % {"number": arrival.number, "day": day_in_words(day_of(page.promise.due_at))},
        _("Receipt %(receipt)s. With it you see who is dealing with it: %(address)s")
        % {"receipt": grouped(receipt), "address": f"{settings.PUBLIC_URL}/r"},
        _("Keep the receipt to yourself. To add something, answer this message.") if arrival.way == "mail" else "",
    ]
    return "\n".join(line for line in lines if line)


def call_line(call: str) -> str:
    """Return the line about the emergency number; empty where there is no danger."""
    return _("If somebody is in danger now, call %(call)s.") % {"call": call} if call else ""


def _added(arrival: Arrival) -> str:
    return _("What you wrote was added to your request %(number)s.") % {"number": arrival.number}


@delivers("intake.referred", name="exchange.say_that_somebody_looks")
def say_that_somebody_looks(fact: FactView, at: datetime) -> None:
    """Tell the sender that it has arrived and that a person looks at it; nothing where that would feed a flood."""
    arrival = Arrival.objects.filter(pk=UUID(fact.subject.id), held=True).first()
    if arrival is None or fact.data["why"] not in TOLD:
        return
    message = _read(arrival)
    if message is None or not message.reply_by:
        return
    send(
        message.reply_by,
        to=message.sender,
        subject=_("Your message has arrived"),
        body=_looks(fact.data["why"], talks=WAYS[arrival.way].talks),
        key=f"{arrival.id}/{fact.id}",
    )


def _read(arrival: Arrival) -> Message | None:
    try:
        return WAYS[arrival.way].read(vault.open_arrival(arrival.id))
    except NotFound:
        return None


def _looks(why: int, *, talks: bool) -> str:
    form = _("Or file it yourself, with a receipt at once: %(address)s") % {"address": f"{settings.PUBLIC_URL}/report"}
    if why == Why.CLOSED:
        said = _("Your message has arrived. The request it answers is closed; somebody looks at it and writes to you.")
        return f"{said}\n{form}"
    if why == Why.NO_PLACE and talks:
        return _("It has arrived. Which village is it? Answer with its name, and you get the receipt at once.")
    return "\n".join([_("Your message has arrived. Somebody looks at it and sends you the receipt."), form])


def say_that_it_is_secret(arrival: Arrival, message: Message) -> None:
    """Tell the sender that it was not taken because of its mark, and where such matters go."""
    if message.reply_by:
        key = f"{arrival.id}/secret"
        send(message.reply_by, to=message.sender, subject=_("Not taken"), body=str(SecretMark.default), key=key)
