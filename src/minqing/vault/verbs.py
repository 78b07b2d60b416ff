"""What may be done with the vault, as a table: the web draws its forms from it, the API its schemas."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import permissions as may
from . import service
from .codes import BASES, ERASURES, HOLDS, PURPOSES


def _titles(codes: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((key, title) for key, (_number, title) in codes.items())


_CASE = Field("case_id", "text", _("Request"), max_length=40)
_REVEAL = Field("reveal_id", "text", _("Asking"), max_length=40)

_ON_REQUEST = (("request", ERASURES["request"][1]),)

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="ask_reveal",
            title=_("Ask to see who wrote"),
            permission=may.ASK,
            run=service.ask_reveal,
            fields=(
                _CASE,
                Field("purpose", "choice", _("Purpose"), choices=_titles(PURPOSES)),
                Field("basis", "choice", _("Legal basis"), choices=_titles(BASES)),
                Field("note", "text", _("Why it is needed"), max_length=200, help=_("The resident will read this.")),
            ),
        ),
        Verb(
            key="approve_reveal",
            title=_("Approve"),
            permission=may.APPROVE,
            run=service.approve_reveal,
            fields=(
                _REVEAL,
                Field("hours", "int", _("For how many hours"), initial=24, min_value=1, max_value=72),
            ),
        ),
        Verb(
            key="refuse_reveal",
            title=_("Refuse"),
            permission=may.APPROVE,
            run=service.refuse_reveal,
            fields=(_REVEAL,),
        ),
        Verb(
            key="read_reveal",
            title=_("Read who wrote"),
            permission=may.ASK,
            run=service.read_reveal,
            fields=(_REVEAL,),
            confirm=_("The resident will see that your post has read this, and when."),
        ),
        Verb(
            key="hold_contact",
            title=_("Put under a legal hold"),
            permission=may.HOLD,
            run=service.hold_contact,
            fields=(
                _CASE,
                Field("ground", "choice", _("Ground"), choices=_titles(HOLDS)),
                Field("until", "datetime", _("Until")),
            ),
        ),
        Verb(
            key="end_hold",
            title=_("End the legal hold"),
            permission=may.HOLD,
            run=service.end_hold,
            fields=(_CASE,),
        ),
        Verb(
            key="erase_contact",
            title=_("Erase at the resident's request"),
            permission=may.ERASE,
            run=service.erase_contact,
            fields=(
                _CASE,
                Field("ground", "choice", _("Ground"), choices=(("request", _("The resident asked for it")),)),
            ),
            confirm=_("Name, telephone, original words and photos are destroyed. Nobody can bring them back."),
        ),
    )
}
