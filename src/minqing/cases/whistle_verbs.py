"""What the office outside the chain may do with reports about staff: for people at its desk, for no other system."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import service

_REPORT = Field("report_id", "text", _("Report"), max_length=40)

VERBS: dict[str, Verb] = {
    "take_up_whistle": Verb(
        "take_up_whistle", _("I take this report up"), "cases.pressure", service.take_up_whistle, (_REPORT,)
    ),
    "answer_whistle": Verb(
        "answer_whistle",
        _("Answer whoever reported"),
        "cases.pressure",
        service.answer_whistle,
        (_REPORT, Field("words", "longtext", _("Answer to whoever reported"), max_length=4000)),
    ),
}
"""Verbs on reports about staff by key; the API offers none of them."""
