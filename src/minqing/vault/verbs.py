"""What may be done at the vault, as a table: the web draws its forms from it, the API its schemas."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import permissions as may
from . import service
from .codes import BASES, PURPOSES


def _titles(codes: Mapping[str, tuple[int, Any]]) -> Sequence[tuple[str, Any]]:
    return [(key, title) for key, (_number, title) in codes.items()]


_REVEAL = Field("reveal_id", "text", _("Asking"), max_length=40)

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            "ask_reveal",
            _("Ask to see who wrote"),
            may.ASK,
            service.ask_reveal,
            (
                Field("case_id", "text", _("Request"), max_length=40),
                Field("number", "number", _("Number"), required=False),
                Field("purpose", "choice", _("What for"), choices=lambda: _titles(PURPOSES)),
                Field("basis", "choice", _("Legal basis"), choices=lambda: _titles(BASES)),
                Field("note", "text", _("Why, in a sentence"), max_length=200, help=_("The resident reads it.")),
            ),
        ),
        Verb(
            "approve_reveal",
            _("Allow it for some hours"),
            may.APPROVE,
            service.approve_reveal,
            (_REVEAL, Field("hours", "int", _("Hours"), min_value=1, max_value=72, initial=8)),
        ),
        Verb("refuse_reveal", _("Refuse it"), may.APPROVE, service.refuse_reveal, (_REVEAL,)),
    )
}
