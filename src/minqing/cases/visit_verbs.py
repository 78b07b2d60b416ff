"""What the hotline's own post does on a return visit, with what it asks for."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import service
from .codes import Solved, choices

YES_NO = [("yes", _("Yes")), ("no", _("No"))]

VERBS: dict[str, Verb] = {
    "record_visit": Verb(
        "record_visit",
        _("Write down what she said"),
        "cases.visit",
        service.record_visit,
        (
            Field("visit_id", "text", _("Visit"), max_length=40),
            Field("reached", "bool", _("She was reached"), required=False, initial=True),
            Field("contacted", "choice", _("Did anybody contact you about it?"), required=False, choices=YES_NO),
            Field("solved", "choice", _("Is it solved?"), required=False, choices=lambda: choices(Solved)),
            Field("satisfied", "choice", _("Are you satisfied?"), required=False, choices=YES_NO),
            Field("words", "longtext", _("What else she said"), required=False, max_length=1000),
        ),
    )
}
"""Verbs on return visits by key."""
