"""What every step may have to say of an open dispute: that its ruling is late, or that it ended without one."""

from typing import TYPE_CHECKING

from .models import Dispute

if TYPE_CHECKING:
    from .steps import Act


def mark_ruling_overdue(act: "Act", dispute: Dispute) -> None:
    """Record that the time for a ruling passed, if it did and nobody has said so yet."""
    if not dispute.overdue and act.at > dispute.due_at:
        dispute.overdue = True
        dispute.save(update_fields=["overdue"])
        act.fact("case.ruling_became_overdue", org_path=dispute.office_path)


def end_dispute(act: "Act") -> None:
    """End an open dispute without a ruling: the request leaves."""
    for dispute in Dispute.objects.filter(case=act.case, ruled_at__isnull=True, ended_at__isnull=True):
        mark_ruling_overdue(act, dispute)
        dispute.ended_at = act.at
        dispute.save(update_fields=["ended_at"])
        act.fact("case.dispute_ended", org_path=dispute.office_path, late=act.at > dispute.due_at)
