"""What is done with a pivot: it is taken out as a file."""

from datetime import datetime

from minqing.insight.facts import EXPORTED
from minqing.kernel.access import Actor
from minqing.kernel.times import aware
from minqing.ledger.service import record, recorded

from .records import Pivot


@recorded
def record_export(pivot: Pivot, *, form: str, actor: Actor, at: datetime) -> None:
    """
    Record that a post took a pivot out as a file; the copy carries the post's mark.

    :param form: ``csv``, ``xlsx``, ``svg``, ``png`` or ``pdf``.
    :source: G4, ADR 0046.
    """
    record(
        EXPORTED,
        subject=actor.ref,
        actor=actor.ref,
        at=aware(at),
        org_path=actor.org_path,
        place_path=actor.place_path,
        data={
            "rows": len(pivot.rows),
            "form": form,
            "measures": [one.key for one in pivot.measures],
            "known_at": pivot.known_at,
        },
    )
