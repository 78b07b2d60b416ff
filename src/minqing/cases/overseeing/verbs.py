"""What may be done on the ladder, with what each verb asks for."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import service
from .codes import CARDS, STEPS, choices

_ITEM = Field("item_id", "text", _("Supervision"), max_length=40)
_STEP = Field("step", "choice", _("Step"), choices=lambda: choices(STEPS))
_CARD = Field("card", "choice", _("Coloured card"), required=False, choices=lambda: choices(CARDS), initial="none")
_DUE = Field("due_on", "date", _("To be answered by"), required=False, help=_("Left empty: as the rule says."))
_WHY = Field("words", "longtext", _("Why, and what is expected; the unit reads it"), max_length=2000)

VERBS: dict[str, Verb] = {
    verb.key: verb
    for verb in (
        Verb(
            "open_supervision",
            _("Begin a supervision"),
            service.OVERSEES,
            service.open_supervision,
            (
                Field(
                    "number",
                    "number",
                    _("Request number"),
                    required=False,
                    max_length=16,
                    help=_("Either a request, or a unit, perhaps with a matter."),
                ),
                Field("unit_path", "organisation", _("Unit"), required=False),
                Field("matter_number", "matter", _("Matter"), required=False),
                _STEP,
                _CARD,
                _WHY,
                _DUE,
            ),
        ),
        Verb(
            "raise_supervision",
            _("Take the next step"),
            service.OVERSEES,
            service.raise_supervision,
            (_ITEM, _STEP, _CARD, _WHY, _DUE),
        ),
        Verb(
            "answer_step",
            _("Answer in writing"),
            "cases.handle",
            service.answer_step,
            (_ITEM, Field("words", "longtext", _("Our answer"), max_length=4000)),
            likely=True,
        ),
        Verb(
            "end_supervision",
            _("End the supervision"),
            service.OVERSEES,
            service.end_supervision,
            (_ITEM, Field("words", "longtext", _("What came of it; the unit reads it"), max_length=2000)),
        ),
    )
}
"""Verbs of the ladder by key."""
