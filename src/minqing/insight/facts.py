"""What the public figures leave in the ledger."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, declare

FROZEN = "public_table.frozen"

declare(
    FactType(
        FROZEN,
        _("Public figures frozen"),
        "The day's edition of the public figures stands; what it added is never changed.",
        columns={"rows": amount("rows that were added: a month of a place each", "个")},
        payload={
            "through": "position up to which every fact was known",
            "digest": "SHA-256 over the rows that were added, so that the day's seal holds them",
        },
        unit="期",
    )
)
