"""Verbs of saved views: save, change, remove. A view keeps a question, never figures."""

from datetime import datetime
from urllib.parse import parse_qs, urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.insight.facts import CADENCES, VIEW_CHANGED, VIEW_REMOVED, VIEW_SAVED
from minqing.insight.models import SavedView
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import as_uuid, uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.secrecy import refuse_secret
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import record, recorded

from .asked import asked_of
from .queries import reach_within

__all__ = ["change_view", "remove_view", "save_view"]

LONGEST_NAME, LONGEST_QUESTION, MOST = 60, 4_000, 50
KEPT = (
    "m",
    "rows",
    "cols",
    "period",
    "from",
    "to",
    "vs",
    "vs_from",
    "vs_to",
    "place",
    "org",
    "matter",
    "channel",
    "sort",
)
"""What of an address a view keeps: neither the page nor the file, and no moment: it is asked anew each time."""


@recorded
def save_view(*, name: str, question: str, shared: bool, actor: Actor, at: datetime) -> UUID:
    """
    Keep a question under a name.

    :param question: the query of its address.
    :param shared: whether the unit sees it too; each reader gets the figures of her own reach.
    :return: the view's id.
    :raises Refused: if the question cannot be asked, or the name is empty, too long or taken.
    """
    kept = question_kept(question)
    reach_within(actor, asked_of(parse_qs(kept), day_of(at)))
    named = _name(name, actor)
    if SavedView.objects.filter(owner=actor.ref.id, removed_at=None).count() >= MOST:
        raise Refused(_("You have %(n)s views. Remove one that you no longer need.") % {"n": MOST})
    row = SavedView(id=uuid7(at), name=named, owner=actor.ref.id, org_path=actor.org_path, shared=shared)
    row.question, row.made_at = kept, aware(at)
    row.save(force_insert=True)
    _tell(VIEW_SAVED, row, actor, at)
    return row.pk


@recorded
def change_view(*, view_id: UUID | str, name: str, shared: bool, cadence: str, actor: Actor, at: datetime) -> None:
    """
    Rename, share or schedule a view of one's own.

    :param cadence: ``daily``, ``weekly`` (on Monday), ``monthly`` (on the first), or "" for never.
    :raises NotFound: if it is not the actor's own.
    :raises Refused: if the name is empty, too long or taken, or the cadence unknown.
    """
    row = _own(view_id, actor)
    if cadence not in CADENCES:
        raise Refused(
            _("A view is written down every day, every Monday, or on the first of the month."), field="cadence"
        )
    row.name, row.shared, row.cadence = _name(name, actor, but=row), shared, cadence
    row.save(update_fields=["name", "shared", "cadence"])
    _tell(VIEW_CHANGED, row, actor, at)


@recorded
def remove_view(*, view_id: UUID | str, actor: Actor, at: datetime) -> None:
    """
    Take a view of one's own away; its issues stay in the database, under their seals.

    :raises NotFound: if it is not the actor's own.
    """
    row = _own(view_id, actor)
    row.removed_at = aware(at)
    row.save(update_fields=["removed_at"])
    _tell(VIEW_REMOVED, row, actor, at)


def question_kept(question: str) -> str:
    """
    Return of an address's query what a view keeps.

    >>> question_kept("?m=a.b&rows=unit&page=3&as=csv")
    'm=a.b&rows=unit'

    :raises Refused: if it is too long to be one.
    """
    if len(question) > LONGEST_QUESTION:
        raise Refused(_("This question is too long to be kept."))
    asked = parse_qs(question.removeprefix("?"))
    return urlencode([(name, value) for name in KEPT for value in asked.get(name, ())])


def _name(name: str, actor: Actor, but: SavedView | None = None) -> str:
    named = " ".join(name.replace("\0", "").split())
    if not 1 <= len(named) <= LONGEST_NAME:
        raise Refused(_("Give it a name of at most sixty characters."), field="name")
    refuse_secret(named, field="name")
    same = SavedView.objects.filter(owner=actor.ref.id, name=named, removed_at=None)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(_("You have a view of this name. Choose another one."), field="name")
    return named


def _own(view_id: UUID | str, actor: Actor) -> SavedView:
    rows = SavedView.objects.select_for_update().filter(pk=as_uuid(view_id), owner=actor.ref.id, removed_at=None)
    row: SavedView | None = rows.first()
    if row is None:
        raise NotFound
    return row


def _tell(kind: str, row: SavedView, actor: Actor, at: datetime) -> None:
    told = {} if kind == VIEW_REMOVED else {"shared": row.shared, "cadence": CADENCES[row.cadence]}
    record(
        kind,
        subject=Ref("analysis_view", str(row.pk)),
        actor=actor.ref,
        at=at,
        org_path=actor.org_path,
        place_path=actor.place_path,
        data=told,
    )
