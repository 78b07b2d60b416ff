"""How often a township's counter was asked for each of its three functions."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.measuring import count, term
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given

from .codes import Function

_COUNTS = _("By the day on which somebody came to a township's counter, as its post chose the function.")
_MISLEADS = _("It says who came, not what came of it. A township near the county town is passed by; that is no fault.")
_GIVEN = [
    Given("case.counter_served", {"function": Function.SERVICE}, 5),
    Given("case.counter_served", {"function": Function.APPROVAL}, 3),
    Given("case.counter_served", {"function": Function.MANAGEMENT}, 2),
    Given("case.registered", times=20),
]

SERVICE = count(
    "counter_service",
    _("Served at townships' counters: service"),
    _("How often did townships deal themselves with what came to their counters?"),
    [term("case.counter_served", function=Function.SERVICE)],
    counts=_COUNTS,
    misleads=_MISLEADS,
    given=_GIVEN,
    gives=5,
)
APPROVAL = count(
    "counter_approval",
    _("Served at townships' counters: approval"),
    _("How often did townships guide somebody, and hand over to the county's window?"),
    [term("case.counter_served", function=Function.APPROVAL)],
    counts=_COUNTS,
    misleads=_MISLEADS,
    given=_GIVEN,
    gives=3,
)
MANAGEMENT = count(
    "counter_management",
    _("Served at townships' counters: management"),
    _("How often did townships' counters hand over to enforcement?"),
    [term("case.counter_served", function=Function.MANAGEMENT)],
    counts=_COUNTS,
    misleads=_MISLEADS,
    given=_GIVEN,
    gives=2,
)

declare_measures(SERVICE, APPROVAL, MANAGEMENT)
