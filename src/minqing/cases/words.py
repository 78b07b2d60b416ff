"""Texts that come from outside: cleaned of what no person types, and never too long."""

import re
from datetime import date
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minqing.kernel.errors import Refused
from minqing.kernel.secrecy import refuse_secret
from minqing.kernel.unseen import UNSEEN

LONGEST = 10_000
HEADLINE = 20
GREETING = re.compile(
    r"^(?:(?:[你您]们?好|领导好|打扰了|请问|麻烦问一下|想问一下|咨询一下|(?:[替帮]\w{1,3})?反映一下)"
    r"[，,。.！!：:～~ ]*)+"
)
AGREED = re.compile(r"^(?:(?:同意|批准|可以)(?:延期|暂停(?:计时)?)?(?:[，,。.；;：:、！! ]+|$)|因为)+")
"""How whoever decides begins: that it was agreed to is seen by what follows from it, and is no reason."""


class TextRefused(Refused):
    """A text is missing, too long, or not text."""


def clean(text: Any, *, field: str, most: int = LONGEST, needed: bool = True) -> str:
    """
    Return a text without invisible characters and blanks at its ends.

    :param field: the input it came from, for the refusal.
    :param most: characters at most.
    :raises TextRefused: if it is missing, too long, or no text.
    :raises SecretMark: if it carries the mark of a secret paper.
    """
    if not isinstance(text, str):
        raise TextRefused(_("This must be words."), field=field)
    plain = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if needed and not plain:
        raise TextRefused(_("Please write something here; nothing has been lost."), field=field)
    if len(plain) > most:
        raise TextRefused(
            _("This is too long: %(length)s characters, at most %(most)s. Nothing has been lost; please shorten it.")
            % {"length": len(plain), "most": most},
            field=field,
        )
    refuse_secret(plain, field=field)
    return plain


def shortened(text: str, most: int) -> str:
    """Return the first words of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def reason_in(words: str) -> str:
    """Return the reason that a decision's words give the resident; empty where they say no more than yes."""
    return AGREED.sub("", words.strip())


def headline(text: str) -> str:
    """
    Return the first words of a request, for lists: enough to know it again, never so much that it is read there.

    At most twenty characters and at most half of it: whoever wants the rest opens it, and opening is recorded. A
    greeting at its head tells nothing apart and is left out.

    :source: guardrail G4.
    """
    most = min(HEADLINE, (len(text) + 1) // 2)
    return (GREETING.sub("", text) or text)[:most].rstrip("，。、；： ") + "…"


def day_in_words(day: date) -> str:
    """Write a day as a person says it, e.g. ``9月9日（星期三）``."""
    return dateformat.format(day, pgettext("date format", "l j F"))
