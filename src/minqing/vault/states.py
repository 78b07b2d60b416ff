"""The life of a reveal as a table."""

from django.utils.translation import gettext_lazy as _

from minqing.kernel.lifecycle import Lifecycle, Transition

from . import permissions

STATES = {
    "asked": _("Asked"),
    "approved": _("Approved"),
    "refused": _("Refused"),
}

REVEAL = Lifecycle(
    "reveal",
    STATES,
    (
        Transition(
            "approve", frozenset({"asked"}), "approved", permissions.APPROVE, "vault.reveal_approved", _("Approve")
        ),
        Transition(
            "second",
            frozenset({"asked"}),
            None,
            permissions.APPROVE,
            "vault.reveal_seconded",
            _("Agree as the first of two"),
        ),
        Transition("refuse", frozenset({"asked"}), "refused", permissions.APPROVE, "vault.reveal_refused", _("Refuse")),
        Transition("read", frozenset({"approved"}), None, permissions.ASK, "vault.revealed", _("Read who wrote")),
    ),
)
