"""What changed since yesterday, in words: yesterday against the day before."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.insight.records import Change
from minqing.ledger.measures import MEASURES, Measure
from minqing.ledger.sheets import Sheet

from .days import Days

CHANGES: dict[str, Any] = {
    "cases.registered": gettext_lazy("%(n)s requests came in yesterday"),
    "cases.given": gettext_lazy("%(n)s requests were given to us yesterday"),
    "cases.closed": gettext_lazy("%(n)s were closed yesterday"),
    "cases.open": gettext_lazy("%(n)s were open at the end of yesterday"),
    "cases.lying": gettext_lazy("%(n)s lay with us at the end of yesterday"),
    "cases.overdue": gettext_lazy("%(n)s were past their promise at the end of yesterday"),
    "cases.bounced": gettext_lazy("%(n)s came back yesterday as not our own"),
}
"""Measure → how the sentence about its part begins."""
ONLY_OF_PLACES, ONLY_OF_UNITS = {"cases.registered", "cases.open"}, {"cases.given", "cases.lying"}


def changes(own: Sheet, days: Days, *, is_unit: bool) -> tuple[Change, ...]:
    """Return one sentence for each number; none where on both days it was nought."""
    left_out = ONLY_OF_PLACES if is_unit else ONLY_OF_UNITS
    wanted = [(key, beginning) for key, beginning in CHANGES.items() if key in MEASURES and key not in left_out]
    found = (_change(MEASURES[key], beginning, own, days) for key, beginning in wanted)
    return tuple(one for one in found if one.yesterday or one.before)


def _change(measure: Measure, beginning: Any, own: Sheet, days: Days) -> Change:
    yesterday, before = (own.tally(measure, span).part for span in (days.yesterday, days.day_before))
    said = {"what": beginning % {"n": f"{yesterday:,}"}, "how": _compared(yesterday - before)}
    return Change(measure.key, _("%(what)s, %(how)s.") % said, yesterday, before)


def _compared(more: int) -> str:
    if not more:
        return _("as many as the day before")
    words = _("%(n)s more than the day before") if more > 0 else _("%(n)s fewer than the day before")
    return words % {"n": f"{abs(more):,}"}
