"""What may be done to the tables that people edit and to reports of pressure, with what each verb asks for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb
from minqing.territory import queries as territory

from . import service
from .answering.fields import FIELDS_SAID
from .clocks import HANDLE_RULE
from .codes import Decline, Duty, Outcome, choices
from .records import DATATYPES


def _places() -> Sequence[tuple[str, Any]]:
    return [(place.path, place.full_name) for place in territory.divisions()]


_MATTER = Field("matter_number", "matter", _("Matter"), required=False, help=_("Left empty: every matter."))
_THIS_MATTER = Field("matter_number", "matter", _("Matter"))
_TOPIC = Field("topic", "int", _("Topic"), min_value=1)
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
                Field("text", "longtext", _("Text"), max_length=4000, help=FIELDS_SAID),
                _MATTER,
                Field(
                    "outcome",
                    "choice",
                    _("How the matter stands"),
                    required=False,
                    choices=lambda: [("", _("every outcome")), *choices(Outcome)],
                ),
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
            "publish_policy_card",
            _("Publish a policy card"),
            "cases.cards",
            service.publish_policy_card,
            (
                Field("title", "text", _("Title of the card"), max_length=60),
                Field(
                    "words",
                    "longtext",
                    _("In plain words"),
                    max_length=800,
                    help=_("Who, how much, how to, where, by when."),
                ),
                Field("matter_number", "matter", _("Matter"), required=False),
                Field(
                    "keywords",
                    "text",
                    _("Key words"),
                    required=False,
                    max_length=300,
                    help=_("As people say it, apart by blanks."),
                ),
                Field("valid_from", "date", _("Holds from")),
                Field(
                    "valid_to",
                    "date",
                    _("Last day on which it holds"),
                    help=_("Two weeks before, the unit is asked whether it is still true."),
                ),
                Field("owner_path", "organisation", _("Unit that keeps it true")),
                Field("source", "text", _("Law, rule or notice"), max_length=200),
                Field("source_url", "text", _("Where to read it"), required=False, max_length=300),
                Field("card_key", "text", _("Replaces"), required=False, max_length=40),
            ),
        ),
        Verb(
            "renew_policy_card",
            _("Still true: let it stand longer"),
            "cases.cards",
            service.renew_policy_card,
            (
                Field("valid_to", "date", _("Last day on which it holds")),
                Field("card_key", "text", _("Card"), max_length=40),
            ),
        ),
        Verb(
            "retire_policy_card",
            _("Retire the card"),
            "cases.cards",
            service.retire_policy_card,
            (Field("card_key", "text", _("Card"), max_length=40),),
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
            "open_topic",
            _("Open a topic"),
            "cases.supervise",
            service.open_topic,
            (
                Field("title", "text", _("Title"), max_length=60),
                Field("matter_number", "matter", _("Matter")),
                Field("place_path", "choice", _("Place, and all below it"), choices=_places),
                Field("root_cause", "longtext", _("Root cause; residents may read it"), max_length=2000),
                Field("owner_path", "organisation", _("Unit that ends it")),
                Field("finish_on", "date", _("To be finished by")),
            ),
        ),
        Verb(
            "add_to_topic",
            _("Take a request in"),
            "cases.supervise",
            service.add_to_topic,
            (_TOPIC, Field("number", "number", _("Number of the request"), max_length=16)),
        ),
        Verb(
            "take_from_topic",
            _("Take out"),
            "cases.supervise",
            service.take_from_topic,
            (_TOPIC, Field("number", "number", _("Number of the request"), max_length=16)),
        ),
        Verb(
            "tell_topic",
            _("Tell all of them"),
            "cases.supervise",
            service.tell_topic,
            (_TOPIC, Field("words", "longtext", _("What all of them shall read"), max_length=2000)),
        ),
        Verb(
            "finish_topic",
            _("Finish the topic"),
            "cases.supervise",
            service.finish_topic,
            (
                _TOPIC,
                Field("words", "longtext", _("What was done about the cause; all read it"), max_length=2000),
            ),
        ),
        Verb("order_model", _("Train a new model"), "cases.route", service.order_model),
        Verb(
            "choose_model",
            _("Put to use"),
            "cases.route",
            service.choose_model,
            (Field("version", "int", _("Model"), min_value=1),),
        ),
        Verb(
            "describe_matter",
            _("Say what belongs to a matter"),
            "cases.route",
            service.describe_matter,
            (
                _THIS_MATTER,
                Field(
                    "evidence",
                    "text",
                    _("Evidence asked for"),
                    required=False,
                    max_length=60,
                    help=_("One piece at most; most matters need none."),
                ),
                Field("evidence_why", "text", _("What it is for"), required=False, max_length=200),
                Field("evidence_needed", "bool", _("It must be brought"), required=False),
                Field(
                    "not_of_grid",
                    "bool",
                    _("May not be asked of the grid"),
                    required=False,
                    help=_("Grid workers see the mark and may send it back."),
                ),
            ),
        ),
        Verb(
            "set_duties",
            _("Set the duties of a matter"),
            "cases.route",
            service.set_duties,
            (
                _THIS_MATTER,
                Field(
                    "duties",
                    "lines",
                    _("Items of the duty list, one a line"),
                    required=False,
                    max_length=322,
                    help=_("The item, a bar ｜, and the law or order it comes from."),
                ),
            ),
        ),
        Verb(
            "set_question",
            _("Ask something more"),
            "cases.route",
            service.set_question,
            (
                _THIS_MATTER,
                Field("label", "text", _("Question"), max_length=80),
                Field(
                    "code",
                    "text",
                    _("Code of the question"),
                    max_length=40,
                    help=_("Latin letters, digits, underscores. Other systems send the answer under it."),
                ),
                Field("datatype", "choice", _("Kind of answer"), choices=lambda: list(DATATYPES.items())),
                Field("required", "bool", _("Must be answered"), required=False),
                Field("order", "int", _("Place among the questions"), required=False, min_value=1, max_value=12),
                Field(
                    "choices",
                    "lines",
                    _("Choices, one a line"),
                    required=False,
                    max_length=80,
                    help=_("Only for lists; a name, or key=name."),
                ),
                Field("help", "text", _("A word of help"), required=False, max_length=200),
            ),
        ),
        Verb(
            "retire_question",
            _("Ask it no more"),
            "cases.route",
            service.retire_question,
            (_THIS_MATTER, Field("code", "text", _("Code of the question"), max_length=40)),
        ),
        Verb(
            "follow_matter",
            _("Let a matter follow another"),
            "cases.route",
            service.follow_matter,
            (
                Field("before_number", "int", _("Number of the retired matter"), min_value=1, max_value=32_767),
                Field("after_number", "matter", _("Matter that follows")),
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
