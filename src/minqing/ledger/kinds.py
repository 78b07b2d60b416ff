"""Kinds of fact that the ledger itself records."""

from django.utils.translation import gettext_lazy as _

from .facts import FactType, declare

declare(
    FactType(
        "delivery.retried",
        title=_("Delivery retried"),
        meaning="Somebody put a notice that had been given up back into the queue.",
    ),
)
