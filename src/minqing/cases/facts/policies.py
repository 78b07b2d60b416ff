"""What becomes of policy cards. The path is the unit that keeps the card."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, flag

from .columns import MATTER

WAS_EXPIRED = flag("d3", "1 when it had expired before")
VERSION = code("d4", "which version, from 1")

POLICIES = (
    FactType(
        "policy_card.published",
        _("Policy card published"),
        "A new policy card stands: what holds, from when to when, by which law.",
        columns={"matter": MATTER},
    ),
    FactType(
        "policy_card.changed",
        _("Policy card changed"),
        "A new version of a policy card replaced the one that stood.",
        columns={"matter": MATTER, "was_expired": WAS_EXPIRED, "version": VERSION},
    ),
    FactType(
        "policy_card.renewed",
        _("Policy card renewed"),
        "Its owner looked at a policy card, found it still true, and lets it stand for longer.",
        columns={"matter": MATTER, "was_expired": WAS_EXPIRED, "version": VERSION},
    ),
    FactType(
        "policy_card.retired",
        _("Policy card retired"),
        "A policy card is shown to nobody any more.",
        columns={"matter": MATTER, "was_expired": WAS_EXPIRED},
    ),
    FactType(
        "policy_card.expiring",
        _("Policy card soon expires"),
        "The last day of a policy card is near, and the clock told its owner.",
        columns={"matter": MATTER, "days": amount("days that are left", unit="calendar days")},
    ),
    FactType(
        "policy_card.expired",
        _("Policy card expired"),
        "The last day of a policy card passed; it is shown to nobody before its owner has looked at it.",
        columns={"matter": MATTER},
    ),
)
