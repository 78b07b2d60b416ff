"""Who is told of a supervision, after which fact."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import SupervisedItem
from minqing.cases.steps import is_barred
from minqing.cases.telling import MOST_POSTS, nearest_holders, others, post_each
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .codes import STEPS
from .service import ANSWERS, OVERSEES


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


def _tell(fact: FactView, at: datetime, *, key: str, permissions: Iterable[str], text: Any) -> None:
    item: SupervisedItem = SupervisedItem.objects.get(pk=UUID(fact.subject.id))
    found = {post.id: post for name in permissions for post in nearest_holders(name, item.org_path, item.place_path)}
    said = str(text) % {"step": STEPS[fact.data["step"]]}
    case, told = item.case, list(found.values())[:MOST_POSTS]
    free = [post for post in told if case is None or not is_barred(case, post.org_path)]
    post_each(fact, at, key=key, posts=others(free, fact), text=said)
