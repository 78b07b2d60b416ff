"""
What a resident can hold the county to: printed from the rules in force, each with where it comes from.

A rule that the county changes is changed here by itself; one that it does not have is not promised.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from minqing.directory import queries as directory
from minqing.rulebook import queries as rulebook
from minqing.rulebook.records import RuleView
from minqing.web.resident import places
from minqing.web.resident.edge import page

TIMES = (
    ("HL-04", _("You have an answer, each point of it, at the latest after")),
    ("MQ-ACCEPT", _("It is taken on, or you hear why not, within")),
    ("MQ-ACK", _("The unit that deals with it takes it into its hands within")),
    ("MQ-VERIFY", _("Somebody who did not handle it looks whether the answer is true, within")),
    ("MQ-EXT", _("More time needs another person's agreement and a reason that you read; at most")),
    ("MQ-NEWDAY", _("Late, and a new day given to you: at most later by")),
    ("MQ-REFUSE", _("Where a unit says no, an office of another unit decides within")),
    (
        "MQ-PRESSURE",
        _("Say that somebody put you under pressure, or report staff: it is taken up outside the chain within"),
    ),
    ("MQ-RATE", _("You alone say whether it is solved; the link holds for")),
    ("MQ-RATE-CHANGE", _("What you said you may change for")),
    ("MQ-RETAIN", _("Name, telephone and your own words are destroyed, counted from closing, after")),
)
"""Rules with a length, in the order in which they come up; each in her words."""
DUTIES = (
    "HL-13",
    "XF-14",
    "XF-15",
    "XF-16",
    "HL-07",
    "HL-08",
    "XF-20",
    "XF-17",
    "PI-01",
    "PI-04",
    "PI-07",
    "PI-09",
    "PI-11",
    "AP-03",
)
"""Rules that say what may not be done, or must."""


@dataclass(frozen=True, slots=True)
class Promised:
    """One line: what is promised in her words, the rule behind it, and the length where it has one."""

    words: Any
    amount: str
    rule: RuleView


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show what holds today, in times, in what may not be done, and how to object."""
    home = places.county()
    wanted = (*(rule_id for rule_id, _words in TIMES), *DUTIES)
    found = rulebook.rules(wanted, place_path=home.path if home else "", on=localdate())
    context = {
        "times": [Promised(words, found[key].amount, found[key]) for key, words in TIMES if key in found],
        "duties": [Promised(found[key].title, "", found[key]) for key in DUTIES if key in found],
        "line": directory.line_to_call(),
        "today": localdate(),
    }
    return page(request, "promises_page", context)
