"""
Writing scheduled views down: each as its owner's reach stands at that moment, once a day at most, never changed.

A view whose owner may no longer read figures there, or whose question can no longer be asked, gets no issue. What came
of it and why is kept with the view; it is tried again until the day is over, on the next day on which it is due, and
whenever its owner says so.
"""

import hashlib
import logging
from datetime import date, datetime
from urllib.parse import parse_qs
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.directory import queries as directory
from minqing.insight.facts import ISSUE_WRITTEN
from minqing.insight.models import SavedView, ViewIssue
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger import deliveries
from minqing.ledger.service import record, recorded

from .asked import asked_of
from .frozen import freeze
from .kept import own_row, telling
from .queries import pivot
from .records import Pivot

__all__ = ["try_again", "write_due_issues"]

OUT_OF_REACH = gettext_lazy(
    "The post that saved this view may no longer see these figures. Ask whoever gives out posts, or remove the view."
)
BROKEN = gettext_lazy(
    "The system made a mistake (%(what)s). The question is kept. Try again; if it stays so, tell the IT office."
)
LONGEST_FAILURE = 300

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
        written += not _attempt(row, at)
    return written


def is_due(cadence: str, today: date) -> bool:
    """
    Tell whether a view is written down today.

    >>> is_due("weekly", date(2026, 11, 30)), is_due("monthly", date(2026, 11, 30))
    (True, False)
    """
    return {"daily": True, "weekly": today.weekday() == 0, "monthly": today.day == 1}[cadence]


def try_again(*, view_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Write a view of one's own down that could not be, whatever day it is; or send the notice of its last issue again.

    :raises NotFound: if it is not the actor's own.
    :raises Refused: if nothing failed, or it fails again: then with the reason.
    """
    row = own_row(view_id, actor)
    if row.failure:
        if failure := _attempt(row, at):
            raise Refused(failure)
        return
    sent = telling(row.pk)
    if sent is None or not sent.is_given_up:
        raise Refused(_("Nothing failed here that could be tried again."))
    _tell_again(sent.delivery_id, actor=actor, at=at)


@recorded
def _tell_again(delivery_id: int, *, actor: Actor, at: datetime) -> None:
    deliveries.put_back(delivery_id, actor=actor, at=at, org_path=actor.org_path, place_path=actor.place_path)


def _attempt(row: SavedView, at: datetime) -> str:
    """Write a view down and keep what came of it; return why it could not be done, "" where it was."""
    try:
        _write(row, at)
    except Exception as wrong:  # one view must not stop the others
        failure = "" if _is_there(row, at) else _why(row, wrong)
    else:
        failure = ""
    SavedView.objects.filter(pk=row.pk).update(tried_at=at, failure=failure[:LONGEST_FAILURE])
    return failure


def _is_there(row: SavedView, at: datetime) -> bool:
    """Tell whether somebody else has written it down at the same moment."""
    return ViewIssue.objects.filter(view=row.pk, day=day_of(at)).exists()


def _why(row: SavedView, wrong: Exception) -> str:
    """Say in words why a view could not be written down."""
    if not isinstance(wrong, Refused):
        log.error("view %s was not written down", row.pk, exc_info=wrong)
        return str(BROKEN) % {"what": type(wrong).__name__}
    log.warning("view %s was not written down: %s", row.pk, wrong.code)
    return str(OUT_OF_REACH if isinstance(wrong, (NotAllowed, NotFound)) else wrong)


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
