"""What can happen to rules and to the calendar."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, declare, flag

from .units import UNITS

_VERSION = {"version": "number of the rule version", "jurisdiction": "division code, or cn for the whole country"}

declare(
    FactType(
        "rule.set",
        _("Rule set"),
        "A new version of a rule was written; earlier versions stay for the clocks that started under them.",
        columns={
            "value": amount("the rule's number", "as the unit says"),
            "unit": code("d1", "unit of the number", dict(UNITS.values())),
            "confirmed": flag("d2", "1 when it needs no confirmation by the county"),
        },
        payload={**_VERSION, "effective_from": "first day it holds"},
    ),
    FactType(
        "rule.confirmed",
        _("Rule confirmed"),
        "The county confirmed that a version is right for it.",
        payload=_VERSION,
    ),
    FactType(
        "calendar.published",
        _("Holiday table loaded"),
        "A year's holiday table was loaded or corrected from the notice; provisional dates can be settled.",
        columns={
            "year": code("d1", "the year"),
            "complete": flag("d2", "1 when the year's table is complete"),
            "days": amount("special days that were added or changed", "days"),
        },
    ),
    FactType(
        "calendar.day_set",
        _("Calendar day set"),
        "The county itself said whether one day is worked.",
        columns={"working": flag("d1", "1 when the day is worked")},
        payload={"day": "the day"},
    ),
)
