"""Reads of saved views and their issues: one's own, and those that one's unit shares."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from minqing.insight.facts import ISSUE_WRITTEN
from minqing.insight.models import SavedView, ViewIssue
from minqing.insight.permissions import READ
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid
from minqing.kernel.ref import Ref
from minqing.ledger.deliveries import Sent, last_sent

from .frozen import thaw
from .records import Pivot

MOST_ISSUES = 60
TELLING = "insight.tell_owner"
"""The recipe of the notice that an issue is there."""


@dataclass(frozen=True, slots=True)
class ViewLine:
    """
    One saved view.

    :param question: the address's query, without the question mark.
    :param is_own: whether the reader's post made it, and may change it.
    :param tried_at: when it was last to be written down; None while it never was. ``failure``: why that could not be
        done, in words; "" where it was.
    """

    id: UUID
    name: str
    question: str
    shared: bool
    cadence: str
    is_own: bool
    tried_at: datetime | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One issue of a view, in the list."""

    day: date
    known_at: int
    digest: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: the figures as they were written down."""

    line: IssueLine
    pivot: Pivot


def views_of(actor: Actor) -> list[ViewLine]:
    """Return the reader's own views, then those that are shared in her unit or above it, by name."""
    rows = SavedView.objects.filter(removed_at=None, owner=actor.ref.id)
    shared = SavedView.objects.filter(removed_at=None, shared=True, org_path__in=_chain(actor.org_path))
    found = [_line(row, actor) for row in (rows | shared)]
    return sorted(found, key=lambda one: (not one.is_own, one.name))


def view(view_id: UUID | str, actor: Actor) -> ViewLine:
    """
    Return one view.

    :raises NotFound: if it is absent, removed, or neither the reader's own nor shared with her.
    """
    row = SavedView.objects.filter(pk=as_uuid(view_id), removed_at=None).first()
    if row is None or not (row.owner == actor.ref.id or (row.shared and covers(row.org_path, actor.org_path))):
        raise NotFound
    return _line(row, actor)


def issues_of(view_id: UUID | str, actor: Actor) -> list[IssueLine]:
    """
    Return the newest issues of a view, as far as they lie within the reader's reach.

    :raises NotFound: see :func:`view`.
    """
    rows = ViewIssue.objects.filter(view=view(view_id, actor).id).order_by("-day").defer("content")[:MOST_ISSUES]
    return [_issue_line(row) for row in rows if _reaches(row, actor)]


def issue(view_id: UUID | str, day: date, actor: Actor) -> Issue:
    """
    Return one issue as it was written down.

    :raises NotFound: if it is absent, or was read below a reach that the reader does not have.
    """
    row = ViewIssue.objects.filter(view=view(view_id, actor).id, day=day).first()
    if row is None or not _reaches(row, actor):
        raise NotFound
    return Issue(_issue_line(row), thaw(row.content))


def own_row(view_id: UUID | str, actor: Actor) -> SavedView:
    """
    Return a view of the actor's own.

    :raises NotFound: if it is absent, removed, or somebody else's.
    """
    row: SavedView | None = SavedView.objects.filter(pk=as_uuid(view_id), owner=actor.ref.id, removed_at=None).first()
    if row is None:
        raise NotFound
    return row


def telling(view_id: UUID) -> Sent | None:
    """Return what came of the notice of a view's last issue; None where there is none."""
    return last_sent(Ref("analysis_view", str(view_id)), kind=ISSUE_WRITTEN, recipe=TELLING)


def _reaches(row: ViewIssue, actor: Actor) -> bool:
    return actor.may(READ, org_path=row.org_path, place_path=row.place_path)


def _chain(path: str) -> list[str]:
    steps = path.strip("/").split("/")
    return ["/".join(steps[: number + 1]) + "/" for number in range(len(steps))]


def _line(row: SavedView, actor: Actor) -> ViewLine:
    is_own = row.owner == actor.ref.id
    return ViewLine(
        row.pk, row.name, row.question, row.shared, row.cadence, is_own, tried_at=row.tried_at, failure=row.failure
    )


def _issue_line(row: ViewIssue) -> IssueLine:
    return IssueLine(row.day, row.known_at, row.digest, row.written_at)
