"""Verbs on standard replies and policy cards."""

from django.utils.translation import gettext_lazy as _

from minqing.cases import service
from minqing.cases.answering.fields import FIELDS_SAID
from minqing.cases.codes import Decline, Outcome, choices
from minqing.kernel.verbs import Field, Verb

from .fields import MATTER

VERBS = (
    Verb(
        "set_standard_reply",
        _("Keep a standard reply"),
        "cases.route",
        service.set_standard_reply,
        (
            Field("title", "text", _("Name"), max_length=60),
            Field("text", "longtext", _("Text"), max_length=4000, help=FIELDS_SAID),
            MATTER,
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
)
