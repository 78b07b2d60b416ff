"""What may be done here, as a table: the web draws its forms from it, the API its schemas."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.verbs import Field, Verb

from . import service
from .permissions import MANAGE
from .units import UNITS


def _units() -> list[tuple[str, object]]:
    return [(key, title) for key, (_number, title) in UNITS.items()]


VERBS: Final = {
    verb.key: verb
    for verb in (
        Verb(
            key="set_rule",
            title=_("Set a rule"),
            permission=MANAGE,
            run=service.set_rule,
            fields=(
                Field("rule_id", "text", _("Number of the rule"), max_length=20),
                Field("value", "int", _("Value"), min_value=0, max_value=1_000_000),
                Field("unit", "choice", _("Counted in"), choices=_units, required=False),
                Field("effective_from", "date", _("Holds from")),
                Field("title", "text", _("Name"), max_length=120, required=False),
                Field("source_title", "text", _("By which text"), max_length=120, required=False),
                Field("article", "text", _("Article"), max_length=60, required=False),
            ),
        ),
        Verb(
            key="confirm_rule",
            title=_("Confirm this rule"),
            permission=MANAGE,
            run=service.confirm_rule,
            fields=(Field("version", "text", _("Version"), max_length=20),),
        ),
        Verb(
            key="set_calendar_day",
            title=_("Set a day"),
            permission=MANAGE,
            run=service.set_calendar_day,
            fields=(
                Field("day", "date", _("Day")),
                Field("working", "bool", _("This day is worked"), required=False),
                Field("name", "text", _("What for"), max_length=60),
            ),
        ),
    )
}
