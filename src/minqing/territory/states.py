"""The life of a card, as a table."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from minqing.kernel.lifecycle import Lifecycle, Transition

from .permissions import ISSUE_CARDS

ISSUED, POSTED, REVOKED = "issued", "posted", "revoked"

CARD: Final = Lifecycle(
    "card",
    {ISSUED: _("Issued, not yet posted"), POSTED: _("Posted"), REVOKED: _("Revoked")},
    (
        Transition("post", frozenset({ISSUED}), POSTED, ISSUE_CARDS, "qr_card.posted", _("Posted")),
        Transition("revoke", frozenset({ISSUED, POSTED}), REVOKED, ISSUE_CARDS, "qr_card.revoked", _("Revoke")),
    ),
)
