"""
What was taken over from another hotline: beside this office's figures, never among them.

:source: ADR 0098.
"""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given

from .measuring import count, term

TAKEN_OVER = count(
    "taken_over",
    _("Requests taken over that had ended at another hotline"),
    _("How many requests of another hotline, ended there, are kept here?"),
    [term("case.taken_over")],
    counts=_("By the day on which they had come in there. No other figure of requests counts them."),
    misleads=_("It says how much was imported. How well it was answered then is that hotline's to say."),
    given=[Given("case.taken_over", times=3), Given("case.registered", times=5)],
    gives=3,
)

declare_measures(TAKEN_OVER)
