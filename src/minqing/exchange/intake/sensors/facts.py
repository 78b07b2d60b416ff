"""What devices say. What was measured stands in the request, never in a fact."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, code, declare, flag

_MATTER = code("d1", "matter's number")

declare(
    FactType("device.registered", _("Device registered"), "It may say when something is wrong.", {"matter": _MATTER}),
    FactType("device.retired", _("Device retired"), "Nothing is taken from it any more.", {"matter": _MATTER}),
    FactType(
        "device.fault_began",
        _("Fault signalled"),
        "A device says that something is wrong: a new request, or the same one where it came back soon.",
        {"matter": _MATTER, "again": flag("d2", "it came back within the quiet time: the same request")},
        payload={"number": "the request's number"},
    ),
    FactType(
        "device.fault_ended",
        _("Fault over"),
        "A device says that all is well again; the request says so, and a person still closes it.",
        {"matter": _MATTER},
        payload={"number": "the request's number"},
    ),
)
