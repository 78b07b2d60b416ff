"""Who is told of a supervision, after which fact."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import SupervisedItem
from minqing.cases.steps import is_barred
from minqing.directory import queries as directory
from minqing.directory.records import PostView
from minqing.directory.service import post_notice
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .codes import STEPS
from .service import ANSWERS, OVERSEES

MOST_POSTS = 12


@delivers(
    "supervision.opened",
    "supervision.raised",
    "supervision.became_overdue",
    "supervision.ended",
    name="cases.tell_supervised",
)
def tell_supervised(fact: FactView, at: datetime) -> None:
    """Tell the unit and its head of each step, that an answer is late, and that it is over."""
    texts = {
        "supervision.opened": _("Your unit is under supervision: %(step)s. Please answer in writing by its day."),
        "supervision.raised": _("The supervision of your unit goes on: %(step)s. Please answer in writing by its day."),
        "supervision.became_overdue": _("Your unit's answer to a supervision (%(step)s) is past its day."),
        "supervision.ended": _("The supervision of your unit (%(step)s) has ended."),
    }
    _tell(fact, at, key="cases.tell_supervised", permissions=ANSWERS, text=texts[fact.kind])


@delivers("supervision.answered", "supervision.became_overdue", name="cases.tell_ladder")
def tell_ladder(fact: FactView, at: datetime) -> None:
    """Tell overseers that a unit answered, or let its day pass; the next step is theirs."""
    texts = {
        "supervision.answered": _("A unit answered a supervision (%(step)s)."),
        "supervision.became_overdue": _("A unit let the day of a supervision (%(step)s) pass. You may go a step on."),
    }
    _tell(fact, at, key="cases.tell_ladder", permissions=(OVERSEES,), text=texts[fact.kind])


def _nearest(permission: str, item: SupervisedItem) -> list[PostView]:
    """Return who holds a permission at the unit, or at the nearest one above it."""
    posts = directory.holders(permission, item.org_path, item.place_path)
    nearest = max((len(post.org_path) for post in posts), default=0)
    return [post for post in posts if len(post.org_path) == nearest]


def _tell(fact: FactView, at: datetime, *, key: str, permissions: Iterable[str], text: Any) -> None:
    item: SupervisedItem = SupervisedItem.objects.get(pk=UUID(fact.subject.id))
    found = {post.id: post for name in permissions for post in _nearest(name, item)}
    said = str(text) % {"step": STEPS[fact.data["step"]]}
    for post in list(found.values())[:MOST_POSTS]:
        if item.case is not None and is_barred(item.case, post.org_path):
            continue
        if f"post:{post.id}" != str(fact.actor):
            post_notice(post_id=post.id, key=key, subject=fact.subject, text=said, urgent=False, fact_id=fact.id, at=at)
