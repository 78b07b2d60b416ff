"""What happens to shared data. Purposes and addresses are words and stand in tables, never in a fact."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, declare

_CLIENT = {"client": "the system, `client:…`"}

declare(
    FactType(
        "sharing.owner_assigned",
        _("Unit put in charge of an element"),
        "From now on this unit (the fact's organisation) answers for a data element.",
        payload={"before": "path of the unit that answered for it before"},
    ),
    FactType(
        "sharing.granted",
        _("Data granted"),
        "Another system may read some elements below the fact's two paths, until the grant ends.",
        columns={"elements": amount("measures and kinds of fact", "个")},
        payload={**_CLIENT, "expires": "day after which the grant is over"},
    ),
    FactType(
        "sharing.withdrawn",
        _("Data grant withdrawn"),
        "The grant is over at once: no figure and no fact is given under it any more.",
        payload=_CLIENT,
    ),
    FactType(
        "sharing.expired",
        _("Data grant expired"),
        "The grant is over by the clock; nothing was given since its moment of expiry.",
        payload=_CLIENT,
    ),
    FactType(
        "sharing.dumped",
        _("Shared facts taken out"),
        "A system took the facts of its grant as one file; the file carries the number of this copy.",
        payload={"through": "position up to which facts are in it"},
    ),
    FactType(
        "sharing.subscribed",
        _("Sending of shared facts begun"),
        "Facts of a grant are sent to an address of the system from now on.",
        payload={"after": "position after which they are sent"},
    ),
    FactType(
        "sharing.unsubscribed",
        _("Sending of shared facts ended"),
        "Nothing more is sent; the grant itself goes on.",
    ),
    FactType(
        "sharing.secret_rotated",
        _("Secret of sending renewed"),
        "A new secret signs what is sent; the old one signs beside it for a while.",
    ),
    FactType(
        "sharing.paused",
        _("Sending of shared facts paused"),
        "The address failed too often; nothing is sent until somebody resumes it. Nothing is lost meanwhile.",
        columns={"failures": amount("times it failed in a row", "次")},
    ),
    FactType("sharing.resumed", _("Sending of shared facts resumed"), "It is sent again from where it stopped."),
)
