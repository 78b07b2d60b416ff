"""What may be done about calls, with what each verb asks for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import service
from .codes import DONE, JUSTIFIED, choices


def _places() -> Sequence[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


_UNIT = Field("unit_id", "text", _("Called department"), max_length=40)

VERBS: dict[str, Verb] = {
    verb.key: verb
    for verb in (
        Verb(
            "call_units",
            _("Call departments"),
            service.CALLS,
            service.call_units,
            (
                Field("place_path", "choice", _("Where they shall come"), choices=_places),
                Field(
                    "words",
                    "longtext",
                    _("What it is about"),
                    max_length=1000,
                    help=_("Staff read it. Name no resident."),
                ),
                Field("unit_paths", "lines", _("Departments")),
                Field("matter_number", "matter", _("Matter"), required=False),
                Field(
                    "within_hours",
                    "int",
                    _("Report in within so many hours"),
                    required=False,
                    min_value=1,
                    max_value=service.MOST_HOURS,
                    help=_("Left empty: as the rule says."),
                ),
                Field("number", "number", _("Number of the request, if there is one"), required=False, max_length=16),
            ),
        ),
        Verb(
            "report_in",
            _("Report in"),
            service.COMES,
            service.report_in,
            (_UNIT, Field("words", "longtext", _("Who came or comes, and when"), max_length=1000)),
            likely=True,
        ),
        Verb(
            "judge_unit",
            _("Judge the department"),
            service.CALLS,
            service.judge_unit,
            (
                _UNIT,
                Field("done", "choice", _("Did its coming settle the matter?"), choices=lambda: choices(DONE)),
                Field("words", "longtext", _("What was done, or is missing"), max_length=1000),
            ),
        ),
        Verb(
            "judge_call",
            _("Judge the call"),
            service.COMES,
            service.judge_call,
            (
                _UNIT,
                Field("justified", "choice", _("Did it need your unit?"), choices=lambda: choices(JUSTIFIED)),
                Field("words", "longtext", _("Why"), max_length=1000),
            ),
        ),
    )
}
"""Verbs on calls by key."""
