"""What may be said to everybody about a request, and of which requests nothing may be said at all."""

from difflib import SequenceMatcher
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Case
from minqing.cases.words import clean
from minqing.kernel.errors import Refused
from minqing.vault import queries as vault
from minqing.vault.danger import danger_in
from minqing.vault.masking import mask

UNSPOKEN: Final = frozenset({"suicide", "violence", "child"})
"""Dangers of which nothing is ever told: whoever knows the village knows the family."""

MOST_WORDS, MOST_ANSWER = 300, 1000
LONGEST_QUOTE: Final = 16
"""So many characters in a row of the resident's are hers; fewer are the thing's name."""


BY_RESIDENT: Final = "receipt"
"""Who took a release back, where the resident did so herself."""


class UnableToRelease(Refused):
    """Nothing of this request may be told to everybody, or not in these words."""


def refuse_untellable(case: Case) -> None:
    """
    Refuse a request of which nothing may be told, whatever the words.

    :raises UnableToRelease: about a unit or somebody in it, under pressure, about a child, or of danger to a person.
    """
    if case.has_barred:
        raise UnableToRelease(_("It is about a unit or a person, or somebody was put under pressure. It stays inside."))
    if case.danger in UNSPOKEN:
        raise UnableToRelease(_("It names danger to a person. Such requests are never made public."))
    if case.releases.filter(withdrawn_by=BY_RESIDENT).exists():
        raise UnableToRelease(_("The resident does not want it to be public."))
    if vault.is_about_child(case.uuid):
        raise UnableToRelease(_("It is about a child. Such requests are never made public."))


def public_words(case: Case, text: Any, *, field: str, most: int, needed: bool = True) -> str:
    """
    Read words for everybody: clean, without anything that would be masked, and not the resident's own.

    :raises TextRefused: if they are missing or too long.
    :raises SecretMark: if they carry the mark of a secret paper.
    :raises UnableToRelease: if they name somebody, a door or a number, tell of danger, or
        repeat what the resident wrote.
    """
    said = clean(text, field=field, most=most, needed=needed)
    masked = mask(said)
    if masked.spans:
        found = _(", ").join(said[span.start : span.end] for span in masked.spans[:3])
        raise UnableToRelease(
            _("This would be masked: %(found)s. Write it without names, numbers and doors.") % {"found": found},
            field=field,
        )
    danger = danger_in(said)
    if danger is not None and danger.kind in UNSPOKEN:
        raise UnableToRelease(_("These words tell of danger to a person. Leave that out."), field=field)
    if _quotes(case, said):
        raise UnableToRelease(
            _("This repeats the resident's own words. Say in the office's words what the matter is."), field=field
        )
    return said


def _quotes(case: Case, said: str) -> bool:
    """Tell whether a long piece of what the resident wrote stands in these words."""
    if len(said) < LONGEST_QUOTE:
        return False
    hers = case.texts.order_by("id").values_list("text", flat=True)
    return any(_longest_common(said, text) >= LONGEST_QUOTE for text in hers)


def _longest_common(one: str, other: str) -> int:
    plain, their = "".join(one.split()), "".join(other.split())
    return SequenceMatcher(None, plain, their, autojunk=False).find_longest_match().size
