"""What the public figures, and the county's own measures, leave in the ledger."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, declare

FROZEN = "public_table.frozen"
PUBLISHED, RETIRED = "measure.published", "measure.retired"
EXPORTED = "figures.exported"

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
    ),
    FactType(
        PUBLISHED,
        _("Own measure published"),
        "A version of a measure that the county declared itself is counted from now on.",
        payload={
            "version": "which version, from 1",
            "definition": "SHA-256 over all that its numbers depend on, so that the day's seal holds it",
        },
        unit="次",
    ),
    FactType(
        RETIRED,
        _("Own measure retired"),
        "A measure that the county declared itself is not counted any more; what it was can still be read.",
        payload={"version": "the version that was the last"},
        unit="次",
    ),
    FactType(
        EXPORTED,
        _("Figures taken out"),
        "A post took a table of figures out as a file; the copy carries the post's mark.",
        columns={"rows": amount("rows that stood in it", "个")},
        payload={
            "form": "kind of file",
            "measures": "keys of the measures",
            "known_at": "position up to which every fact was known",
        },
        unit="份",
    ),
)
