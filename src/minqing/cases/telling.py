"""To whom a notice about a request goes, and how it is told: shared by all who tell."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from minqing.directory import queries as directory
from minqing.directory.records import PostView
from minqing.directory.service import post_notice
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.records import FactView

from .access import get_case_of
from .models import Case
from .steps import is_barred

MOST_POSTS = 12


def tell(fact: FactView, at: datetime, *, key: str, posts: list[PostView], text: Any, urgent: bool = False) -> None:
    """Tell some posts of the request that a fact is about; not whoever stepped back or is barred from it."""
    case = get_case_of(fact.subject)
    recused = directory.recused_from(case.ref)
    told = posts[:MOST_POSTS]
    away = directory.standing_in((Ref("post", str(post.id)) for post in told), on=day_of(at))
    free = [one for one in [*told, *away] if one.id not in recused and not is_barred(case, one.org_path)]
    said = str(text) % {"number": case.number, "place": case.place_name}
    post_each(fact, at, key=key, posts=free, text=said, urgent=urgent)


def post_each(
    fact: FactView, at: datetime, *, key: str, posts: Iterable[PostView], text: str, urgent: bool = False
) -> None:
    """Post one notice about the subject of a fact to each of some posts."""
    for post in posts:
        post_notice(post_id=post.id, key=key, subject=fact.subject, text=text, urgent=urgent, fact_id=fact.id, at=at)


def others(posts: list[PostView], fact: FactView) -> list[PostView]:
    """Leave out the post that did it."""
    return [post for post in posts if f"post:{post.id}" != str(fact.actor)]


def nearest_holders(permission: str, org_path: str, place_path: str) -> list[PostView]:
    """Return who holds a permission at a unit, or at the nearest one above it that has anybody."""
    posts = directory.holders(permission, org_path, place_path)
    nearest = max((len(post.org_path) for post in posts), default=0)
    return [post for post in posts if len(post.org_path) == nearest]


def holders(permission: str, org_path: str, case: Case) -> list[PostView]:
    """Return them for the place of a request."""
    return nearest_holders(permission, org_path, case.place_path)


def _holder_or(case: Case, permission: str) -> list[PostView]:
    """The post that holds the request, or whoever may in its unit."""
    if case.holder.startswith("post:"):
        try:
            return [directory.post(case.holder.partition(":")[2])]
        except NotFound:
            pass
    return holders(permission, case.unit_path, case)


def speaking_for(case: Case) -> list[PostView]:
    """Who speaks for a request: whoever holds it, or intake while no unit has it."""
    return _holder_or(case, "cases.handle") if case.lead_path else holders("cases.accept", case.intake_path, case)


def whose_turn(case: Case) -> list[PostView]:
    """Whose turn it is now."""
    permissions = {1: "cases.accept", 2: "cases.dispatch", 3: "cases.acknowledge", 5: "cases.verify", 6: "cases.close"}
    if case.stage == 4:
        return _holder_or(case, "cases.handle")
    return holders(permissions.get(case.stage, "cases.read"), case.stage_path, case)
