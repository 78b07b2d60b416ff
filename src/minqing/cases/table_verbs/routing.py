"""Verbs on the table of routing: its rows, drafts, versions and offices in charge."""

from django.utils.translation import gettext_lazy as _

from minqing.cases import service
from minqing.cases.clocks import HANDLE_RULE
from minqing.cases.codes import Duty, choices
from minqing.kernel.verbs import Field, Verb

from .fields import MATTER, PLACE

VERBS = (
    Verb(
        "set_routing_row",
        _("Set a routing row"),
        "cases.route",
        service.set_routing_row,
        (
            MATTER,
            PLACE,
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
        "draft_rows",
        _("Put rows into the draft"),
        "cases.route",
        service.draft_rows,
        (
            Field(
                "rows",
                "lines",
                _("Rows of the table"),
                max_length=140,
                help=_("One a line: matter's number, a colon, the place's path; 0 for every matter."),
            ),
            Field("lead_path", "organisation", _("Lead unit"), required=False),
            Field("rule_id", "text", _("Rule of time"), required=False, max_length=20, initial=HANDLE_RULE),
            Field("end", "bool", _("End these rows"), required=False),
        ),
    ),
    Verb(
        "undo_rows",
        _("Take rows out of the draft"),
        "cases.route",
        service.undo_rows,
        (Field("rows", "lines", _("Rows of the table"), max_length=140),),
    ),
    Verb(
        "drop_draft",
        _("Drop the draft"),
        "cases.route",
        service.drop_draft,
        (Field("draft_id", "text", _("Draft"), required=False, max_length=40),),
    ),
    Verb(
        "draft_precedent",
        _("Put it into the draft as a row"),
        "cases.route",
        service.draft_precedent,
        (Field("precedent_id", "text", _("Ruling"), max_length=40),),
    ),
    Verb(
        "publish_draft",
        _("Publish the draft"),
        "cases.route",
        service.publish_draft,
        (
            Field(
                "starts_on",
                "date",
                _("In force from"),
                required=False,
                help=_("Left empty: at once. Requests dispatched before stay where they are."),
            ),
            Field("note", "text", _("Why"), required=False, max_length=200),
        ),
    ),
    Verb(
        "roll_back",
        _("Put this table back"),
        "cases.route",
        service.roll_back,
        (
            Field("number", "int", _("Version"), min_value=1),
            Field("note", "text", _("Why"), required=False, max_length=200),
        ),
    ),
    Verb(
        "set_office",
        _("Put an office in charge"),
        "cases.route",
        service.set_office,
        (
            Field("duty", "choice", _("In charge of"), choices=lambda: choices(Duty)),
            PLACE,
            Field("org_path", "organisation", _("Office")),
        ),
    ),
)
