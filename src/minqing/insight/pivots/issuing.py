"""
Writing scheduled views down: each as its owner's reach stands at that moment, once a day at most, never changed.

A view whose owner may no longer read figures there, or whose question can no longer be asked, gets no issue; it is
tried again at the next day on which it is due.
"""

import hashlib
import logging
from datetime import date, datetime
from urllib.parse import parse_qs

from minqing.directory import queries as directory
from minqing.insight.facts import ISSUE_WRITTEN
from minqing.insight.models import SavedView, ViewIssue
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.service import record, recorded

from .asked import asked_of
from .frozen import freeze
from .queries import pivot
from .records import Pivot

__all__ = ["write_due_issues"]

CLOCK = system_actor("clock")
log = logging.getLogger(__name__)


def write_due_issues(*, at: datetime) -> int:
    """
    Write down every view that is due today and not written down yet.

    :return: how many were.
    """
    today, written = day_of(at), 0
    due = [cadence for cadence in ("daily", "weekly", "monthly") if is_due(cadence, today)]
    done = ViewIssue.objects.filter(day=today).values("view")
    for row in SavedView.objects.filter(removed_at=None, cadence__in=due).exclude(pk__in=done).order_by("made_at"):
        try:
            _write(row, at)
        except Refused as refused:
            log.warning("view %s was not written down: %s", row.pk, refused.code)
        else:
            written += 1
    return written


def is_due(cadence: str, today: date) -> bool:
    """
    Tell whether a view is written down today.

    >>> is_due("weekly", date(2026, 11, 30)), is_due("monthly", date(2026, 11, 30))
    (True, False)
    """
    return {"daily": True, "weekly": today.weekday() == 0, "monthly": today.day == 1}[cadence]


def _write(row: SavedView, at: datetime) -> None:
    owner: Actor = directory.actor_for_post(row.owner, at=at)
    found = pivot(owner, asked_of(parse_qs(row.question), day_of(at)), at=at)
    _keep(row, found, at=at)


@recorded
def _keep(row: SavedView, found: Pivot, *, at: datetime) -> None:
    content = freeze(found)
    digest = hashlib.sha256(content.encode()).hexdigest()
    ViewIssue.objects.create(
        view=row.pk,
        day=day_of(at),
        org_path=found.org_path,
        place_path=found.place_path,
        known_at=found.known_at,
        content=content,
        digest=digest,
        written_at=at,
    )
    record(
        ISSUE_WRITTEN,
        subject=Ref("analysis_view", str(row.pk)),
        actor=CLOCK.ref,
        at=at,
        org_path=row.org_path,
        place_path=found.place_path,
        data={
            "rows": len(found.rows),
            "day": day_of(at).isoformat(),
            "known_at": found.known_at,
            "digest": digest,
        },
    )
