"""Verbs on the catalogue of matters and on what suggests them."""

from django.utils.translation import gettext_lazy as _

from minqing.cases import service
from minqing.cases.records import DATATYPES
from minqing.kernel.verbs import Field, Verb

from .fields import THIS_MATTER

VERBS = (
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
            THIS_MATTER,
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
            THIS_MATTER,
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
            THIS_MATTER,
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
        (THIS_MATTER, Field("code", "text", _("Code of the question"), max_length=40)),
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
)
