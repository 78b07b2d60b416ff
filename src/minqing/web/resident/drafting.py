"""
A report on its way: what has been typed so far, carried from step to step inside the page itself.

The server remembers nothing before a report is sent. So nothing personal lies about half-written, no cookie is
needed, and the way back never loses a word.
"""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.kernel.secrecy import SecretMark, has_secret_mark
from minqing.kernel.unseen import UNSEEN
from minqing.vault.codes import CHILD

from .asking import answers_in, problems_with, read_answers

WORDS_MOST = 10_000
WHERE_MOST = 300
NAME_MOST = 40
HIDE_MOST = 2_000
UNIT_MOST = 40
NONE = "none"
"""Her choice where none of the units found is the one she means."""
PHONE = re.compile(r"\+?\d{7,15}")
TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")

STEPS = ("words", "where", "contact", "check", "photos")
ASKED = {
    "words": {"words", "child", "unit", "about"},
    "where": {"where", "matter", "answers"},
    "contact": {"call", "phone", "name", "on_behalf", "speaks"},
    "check": {"hide", "wide"},
    "photos": set[str](),
}
"""Which fields a step asks for; the others travel with it unseen."""

MARKED = gettext_lazy("The mark of a secret paper is in here. Leave it out, or say it in other words.")

Problems = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """
    What a resident has typed so far.

    :param call: ``call``, ``text`` or ``none``: may she be called, only written to, or not reached at all.
    :param child: "1" when it is about a child under 14; ``speaks`` then says who speaks for it, or stays empty.
    :param unit: the name, as she writes it, of the unit it is about; empty when it is about none. ``about`` is the path
        that was found or chosen, or ``none``; ``unit_told`` the name of which she was told that none is called so.
    :param matter: the number of the matter she chose among those offered; ``answers`` what she said to its questions.
    :param hide: words she wants hidden besides, one a line.
    :param wide: "1" when only the village is to be named, and nothing closer.
    :param told: "1" once the page with 110, 119 and 120 was shown.
    :param token: made by the first step; the same token gives the same receipt however often it is sent.
    """

    words: str = ""
    where: str = ""
    name: str = ""
    phone: str = ""
    call: str = ""
    on_behalf: str = ""
    hide: str = ""
    wide: str = ""
    told: str = ""
    token: str = ""
    child: str = ""
    speaks: str = ""
    unit: str = ""
    unit_told: str = ""
    about: str = ""
    matter: str = ""
    answers: str = ""

    @property
    def said_more(self) -> dict[str, list[str]]:
        """Return her answers to the extra questions of the matter she chose."""
        return answers_in(self.answers, self.matter)

    @property
    def text(self) -> str:
        """Return her words as they will be sent; a unit that the county's list does not know stands in them."""
        if not self.unit.strip() or self.about_org_path:
            return self.words.strip()
        return f"{self.words.strip()}\n{_('The unit it is about: %(unit)s') % {'unit': self.unit.strip()}}"

    @property
    def about_org_path(self) -> str:
        """Return the path of the unit it is about; empty for none."""
        return self.about if self.unit.strip() and self.about != NONE else ""

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the words to hide, longest first, without blanks and doubles."""
        lines = {line.strip() for line in self.hide.split("\n")}
        return tuple(sorted(lines - {""}, key=lambda term: (-len(term), term)))

    @property
    def number(self) -> str:
        """Return the phone as digits, or nothing if she did not want to leave one."""
        return "" if self.call == "none" else re.sub(r"[\s()\-–—]", "", unicodedata.normalize("NFKC", self.phone))

    @property
    def speaker(self) -> str:
        """Return who speaks for the child, as the door asks it; nothing where it is about no child."""
        return (self.speaks if self.speaks in CHILD else "alone") if self.child else ""

    def carried(self, step: str) -> list[tuple[str, str]]:
        """Return (name, value) of everything that this step does not ask for."""
        return [(name, value) for name, value in self.typed() if name not in ASKED[step]]

    def typed(self) -> list[tuple[str, str]]:
        """Return (name, value) of everything that was typed."""
        pairs = ((one.name, str(getattr(self, one.name))) for one in fields(self))
        return [(name, value) for name, value in pairs if value]


def new_draft() -> Draft:
    """Begin a report with a token that nobody can guess."""
    return Draft(token=secrets.token_urlsafe(24))


def read_draft(posted: Mapping[str, str]) -> Draft:
    """
    Read a draft from a posted form, keeping every character.

    Line breaks become one character, as the counter on the page counts them; what no person types goes. A missing
    or strange token is replaced.
    """
    values = {one.name: _clean(posted.get(one.name, "")) for one in fields(Draft)}
    values["answers"] = _clean(read_answers(posted))
    if not TOKEN.fullmatch(values["token"]):
        values["token"] = secrets.token_urlsafe(24)
    return Draft(**values)


def problems_of(draft: Draft, step: str) -> Problems:
    """
    Say what is missing or too long in one step.

    :return: field name → sentence; empty when the step is complete.
    """
    return _CHECKS[step](draft)


def first_problem(draft: Draft) -> tuple[str, Problems] | None:
    """Return the first step that is not complete and its problems, or None when the report may be sent."""
    for step in STEPS:
        if found := problems_of(draft, step):
            return step, found
    return None


def _clean(text: str) -> str:
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _too_long(text: str, most: int) -> Any:
    more = len(text.strip()) - most
    if more <= 0:
        return ""
    return _("This is %(more)s characters too long. All of it is still here: please shorten it.") % {"more": more}


def _wrong(text: str, most: int) -> Any:
    """Say that a text carries the mark of a secret paper, or is too long; the box with every word stays open."""
    return MARKED if has_secret_mark(text) else _too_long(text, most)


def explained(problems: Problems) -> list[Any]:
    """Return what a problem needs said besides, at the top of the page: where secret matters go."""
    return [SecretMark.default] if MARKED in problems.values() else []


def _check_words(draft: Draft) -> Problems:
    if not draft.words.strip():
        return {"words": _("Please write what the matter is. One sentence is enough.")}
    return _only(words=_wrong(draft.text, WORDS_MOST))


def wrong_unit(draft: Draft) -> Problems:
    """Say what is wrong with the name of the unit; empty when it may be looked for."""
    return _only(unit=_wrong(draft.unit, UNIT_MOST))


def _check_where(draft: Draft) -> Problems:
    return _only(where=_wrong(draft.where, WHERE_MOST)) | problems_with(draft.answers, draft.matter)


def _check_contact(draft: Draft) -> Problems:
    if draft.call not in {"call", "text", "none"}:
        return {"call": _("Please choose whether we may call you.")}
    found = _only(name=_wrong(draft.name, NAME_MOST))
    if draft.call != "none" and not PHONE.fullmatch(draft.number):
        found["phone"] = _("This is not a phone number. Please write it, or choose “No phone”.")
    return found


def _check_hidden(draft: Draft) -> Problems:
    return _only(hide=_wrong(draft.hide, HIDE_MOST))


def _only(**sentences: Any) -> Problems:
    return {name: sentence for name, sentence in sentences.items() if sentence}


_CHECKS = {
    "words": _check_words,
    "where": _check_where,
    "contact": _check_contact,
    "check": _check_hidden,
    "photos": lambda draft: {},
}
