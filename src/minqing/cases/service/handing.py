"""Handing a request to a colleague of the same unit."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Case
from minqing.cases.service.handling import in_hand
from minqing.cases.words import clean
from minqing.directory import queries as directory
from minqing.directory.records import PostView
from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import Refused
from minqing.ledger.service import recorded

__all__ = ["UnableToHandOver", "colleagues", "hand_to"]


class UnableToHandOver(Refused):
    """The request cannot be handed to this post."""


@recorded
def hand_to(*, number: str, actor: Actor, at: datetime, post_id: str, words: str = "") -> str:
    """
    Hand a request to a colleague's post of the same unit; the clock runs on, and the colleague is told.

    :param post_id: the post that holds it from now on; it may handle requests of this unit.
    :param words: what the colleague should know; the resident does not read it.
    :return: the case number.
    :raises UnableToHandOver: if that post cannot handle it, or holds it already.
    """
    said = clean(words, field="words", most=2000, needed=False)
    act = in_hand(number, actor, at, "cases.handle")
    case = act.case
    move = act.move("hand_to")
    post = next((one for one in colleagues(case) if str(one.id) == str(post_id)), None)
    if post is None:
        raise UnableToHandOver(_("This post cannot handle it: choose a colleague of the unit."), field="post_id")
    ref = f"post:{post.id}"
    if case.holder == ref:
        raise UnableToHandOver(_("This post holds it already."), field="post_id")
    case.holder, case.holder_label = ref, post.label[:120]
    case.save(update_fields=["holder", "holder_label"])
    words_told = f"{post.label}：{said}" if said else post.label
    act.tell(act.fact(move, post=ref), words=words_told, audience="office")
    return case.number


def colleagues(case: Case) -> list[PostView]:
    """Return the posts at or below the lead unit that somebody sits in and that may handle this request."""
    posts = directory.holders("cases.handle", case.lead_path, case.place_path)
    off = directory.recused_from(case.ref)
    return [post for post in posts if covers(case.lead_path, post.org_path) and post.person_id and post.id not in off]
