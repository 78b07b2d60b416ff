"""Asking once more where the words speak against what was chosen: a warning, and a way on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from minqing.cases.kinds.queries import kind_hint
from minqing.cases.records import CaseCard
from minqing.web.verbforms import VerbForm

from .context import whole

SURE = "kind_sure"
"""What the form sends along once the warning was shown."""


def reads_otherwise(card: CaseCard, form: VerbForm, posted: Mapping[str, Any]) -> bool:
    """
    Warn in the form where a question was chosen and the words read like a complaint; the second press goes through.

    :return: whether it has just been warned.
    """
    if form.cleaned_data.get("kind") != "question" or card.kind == "question" or posted.get(SURE):
        return False
    hint = kind_hint(whole(card))
    if hint is None or hint.kind not in {"complaint", "report"}:
        return False
    said = _(
        "Not done yet: the words read like “%(kind)s” (%(words)s). Choose that, or press again if it is a question."
    )
    form.add_error("kind", said % {"kind": hint.label, "words": _(", ").join(hint.because)})
    form.warned = True
    return True
