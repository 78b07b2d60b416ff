"""What may be done with tasks handed down, as a table."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import service

VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            "hand_down",
            _("Hand a task down"),
            "cases.route",
            service.hand_down,
            (
                Field("matter_number", "matter", _("Matter")),
                Field("township_path", "organisation", _("Township")),
                Field("from_path", "organisation", _("Department it comes from")),
                Field("task", "text", _("What the township does"), max_length=200),
                Field("law", "text", _("Law or order it stands in"), max_length=200),
                Field("money_yuan", "int", _("Money that goes with it, yuan a year"), min_value=1),
                Field("staff", "int", _("Posts that go with it"), min_value=1),
                Field("since", "date", _("Since"), required=False),
            ),
        ),
        Verb(
            "take_back",
            _("Take the task back"),
            "cases.route",
            service.take_back,
            (
                Field("handed_id", "text", _("Task handed down"), max_length=40),
                Field("why", "text", _("Why"), required=False, max_length=200),
            ),
        ),
    )
}
