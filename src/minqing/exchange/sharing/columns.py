"""What the columns of facts are called for people: their declarations say it in English, for programmers."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["TITLES", "title_of"]

TITLES: Final[Mapping[str, Any]] = {
    "again": pgettext_lazy("column of facts", "takes the place of another"),
    "answered": pgettext_lazy("column of facts", "answered or not"),
    "before": pgettext_lazy("column of facts", "matter before"),
    "bounce": pgettext_lazy("column of facts", "how often returned"),
    "by": pgettext_lazy("column of facts", "on whose word"),
    "call": pgettext_lazy("column of facts", "number called"),
    "card": pgettext_lazy("column of facts", "kind of card"),
    "channel": pgettext_lazy("column of facts", "way in"),
    "chosen": pgettext_lazy("column of facts", "how the lead unit was found"),
    "complete": pgettext_lazy("column of facts", "year complete or not"),
    "confirmed": pgettext_lazy("column of facts", "confirmed or not"),
    "contacted": pgettext_lazy("column of facts", "resident reached or not"),
    "danger": pgettext_lazy("column of facts", "danger named"),
    "days": pgettext_lazy("column of facts", "days"),
    "dedicated": pgettext_lazy("column of facts", "cell of its own or not"),
    "demands": pgettext_lazy("column of facts", "number of demands"),
    "duty": pgettext_lazy("column of facts", "duty"),
    "hours": pgettext_lazy("column of facts", "hours taken"),
    "hung": pgettext_lazy("column of facts", "had been posted or not"),
    "kind": pgettext_lazy("column of facts", "kind of place"),
    "late": pgettext_lazy("column of facts", "late or not"),
    "level": pgettext_lazy("column of facts", "level"),
    "matter": pgettext_lazy("column of facts", "matter"),
    "means": pgettext_lazy("column of facts", "means of contact"),
    "on_behalf": pgettext_lazy("column of facts", "filed for somebody or not"),
    "outcome": pgettext_lazy("column of facts", "outcome"),
    "reached": pgettext_lazy("column of facts", "reached or not"),
    "reason": pgettext_lazy("column of facts", "reason"),
    "result": pgettext_lazy("column of facts", "what was found"),
    "round": pgettext_lazy("column of facts", "which time"),
    "rows": pgettext_lazy("column of facts", "rows"),
    "stage": pgettext_lazy("column of facts", "stage"),
    "unit": pgettext_lazy("column of facts", "unit of the number"),
    "value": pgettext_lazy("column of facts", "number of the rule"),
    "working": pgettext_lazy("column of facts", "worked or not"),
    "year": pgettext_lazy("column of facts", "year"),
}
"""Name of a column → its title; a column that is not here goes by its name."""


def title_of(name: str) -> Any:
    """Return a column's title."""
    return TITLES.get(name, name)


ONE_EACH = _("One for each time this happens: when, where, which unit.")
"""What a fact without columns says."""
