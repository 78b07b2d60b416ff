"""What may be done to the tables that people edit and to reports of pressure, with what each verb asks for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import service
from .clocks import HANDLE_RULE
from .codes import Decline, Duty, choices


def _places() -> Sequence[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


_MATTER = Field("matter_number", "matter", _("Matter"), required=False, help=_("Left empty: every matter."))
_PLACE = Field("place_path", "choice", _("Place, and all below it"), choices=_places)

VERBS: dict[str, Verb] = {
    verb.key: verb
    for verb in (
        Verb(
            "set_routing_row",
            _("Set a routing row"),
            "cases.route",
            service.set_routing_row,
            (
                _MATTER,
                _PLACE,
                Field("lead_path", "organisation", _("Lead unit")),
                Field(
                    "rule_id",
                    "text",
                    _("Rule of time"),
                    max_length=20,
                    initial=HANDLE_RULE,
                    help=_("The number of a rule under rules and calendar."),
                ),
            ),
        ),
        Verb(
            "end_routing_row",
            _("End the row"),
            "cases.route",
            service.end_routing_row,
            (Field("row_id", "text", _("Row"), max_length=40),),
        ),
        Verb(
            "set_office",
            _("Put an office in charge"),
            "cases.route",
            service.set_office,
            (
                Field("duty", "choice", _("In charge of"), choices=lambda: choices(Duty)),
                _PLACE,
                Field("org_path", "organisation", _("Office")),
            ),
        ),
        Verb(
            "set_standard_reply",
            _("Keep a standard reply"),
            "cases.route",
            service.set_standard_reply,
            (
                Field("title", "text", _("Name"), max_length=60),
                Field("text", "longtext", _("Text"), max_length=4000),
                _MATTER,
                Field("reply_id", "text", _("Replaces"), required=False, max_length=40),
            ),
        ),
        Verb(
            "retire_standard_reply",
            _("Take out of use"),
            "cases.route",
            service.retire_standard_reply,
            (Field("reply_id", "text", _("Reply"), max_length=40),),
        ),
        Verb(
            "set_decline_answer",
            _("Keep an answer for declining"),
            "cases.route",
            service.set_decline_answer,
            (
                Field("reason", "choice", _("Reason"), choices=lambda: choices(Decline)),
                Field("text", "longtext", _("Text"), max_length=4000),
            ),
        ),
        Verb(
            "acknowledge_pressure",
            _("I take this report up"),
            "cases.pressure",
            service.acknowledge_pressure,
            (Field("report_id", "text", _("Report"), max_length=40),),
        ),
    )
}
"""Verbs on tables and reports by key."""
