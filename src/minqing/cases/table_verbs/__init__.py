"""What may be done to the tables that people edit and to reports of pressure, with what each verb asks for."""

from django.utils.translation import gettext_lazy as _

from minqing.cases import service
from minqing.kernel.verbs import Field, Verb

from . import matters, replies, routing, topics

_PRESSURE = (
    Verb(
        "acknowledge_pressure",
        _("I take this report up"),
        "cases.pressure",
        service.acknowledge_pressure,
        (Field("report_id", "text", _("Report"), max_length=40),),
    ),
)
VERBS: dict[str, Verb] = {
    verb.key: verb for verb in (*routing.VERBS, *replies.VERBS, *topics.VERBS, *matters.VERBS, *_PRESSURE)
}
"""Verbs on tables and reports by key."""
