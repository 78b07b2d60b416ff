"""
What the resident is told, after which fact, through the relay: nobody sees the number.

A message says that there is something to read, and where; it holds none of her words.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from minqing.kernel.times import day_of
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView
from minqing.vault.service import relay_to_resident

from . import receipts
from .access import get_case_of
from .codes import By, Channel
from .models import Case
from .words import day_in_words

REVEALED = "vault.revealed"
ALWAYS = frozenset(
    {"rating.asked", "case.asked", "case.declined", "case.diverted", "case.withdrawn", "case.bar_lifted", REVEALED}
)
"""Told wherever a number is kept, though she may not want to be called: without it she could not say a word in time."""

WROTE = frozenset({Channel.MAIL, Channel.SMS})
"""Who wrote this way is written to this way, of each step."""

TEXTS = {
    "case.accepted": _("Your request %(number)s was accepted. You have an answer by %(day)s. %(address)s"),
    "case.declined": _("There is an answer to your request %(number)s. Please read it: %(address)s"),
    "case.diverted": _("Your request %(number)s was handed to an emergency service. If nobody came: %(address)s"),
    "case.withdrawn": _(
        "Your request %(number)s was ended because you are said to want that. If you do not: %(address)s"
    ),
    "case.bar_lifted": _(
        "The unit that your request %(number)s was kept from may have it again. If that is wrong: %(address)s"
    ),
    "case.asked": _("A question on your request %(number)s waits for you: %(address)s"),
    "case.suspended": _("Work on your request %(number)s stands still; why: %(address)s"),
    "case.promise_changed": _("The promised day of your request %(number)s is now %(day)s; why: %(address)s"),
    "case.merged": _(
        "Your request %(number)s is handled with another about the same; your day stays %(day)s. %(address)s"
    ),
    "case.told_of_topic": _(
        "There is news on what you and others reported, your %(number)s. Please read it: %(address)s"
    ),
    "case.replied": _("Your request %(number)s was answered. Please read it: %(address)s"),
    "case.reopened": _("Your request %(number)s was opened again. You have an answer by %(day)s. %(address)s"),
    REVEALED: _("Somebody has looked up your name and number for your request %(number)s. Who, and why: %(address)s"),
    "rating.asked": _("Your request %(number)s is closed. Is it solved? Only you can say: %(rate)s"),
}


@delivers(*TEXTS, name="cases.tell_resident")
def tell_resident(fact: FactView, at: datetime) -> None:
    """Tell the resident that there is something to read; not what she has just done herself."""
    if fact.data.get("by") == By.RESIDENT:
        return
    case = get_case_of(fact.subject)
    if case.may_call or fact.kind in ALWAYS or case.channel in WROTE:
        once = f"{_once(fact)}:cases.tell_resident"
        relay_to_resident(str(case.uuid), _text(fact, case), once, at=at, subject=subject_of(case))


def subject_of(case: Case) -> str:
    """Return the subject of an e-mail about a request; its mark lets her answer be added to the request."""
    words = {"number": case.number, "mark": receipts.reply_token(str(case.uuid))}
    return str(_("Your request %(number)s [MQ:%(mark)s]")) % words


def _once(fact: FactView) -> str:
    """Name what she is told about once: a fact; one permission to see who wrote, however often it was used."""
    return str(fact.data["reveal"] if fact.kind == REVEALED else fact.id)


def _text(fact: FactView, case: Case) -> str:
    token = receipts.rating_token(str(case.uuid), case.reopen_round + 1)
    return str(TEXTS[fact.kind]) % {
        "number": case.number,
        "day": day_in_words(day_of(case.awaited_at)),
        "address": f"{settings.PUBLIC_URL}/r",
        "rate": f"{settings.PUBLIC_URL}/rate/{token}",
    }
