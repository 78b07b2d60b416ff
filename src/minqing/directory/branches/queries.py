"""
Reads of dual reporting: the branch sees its own slips, the member her own, everybody else counts that are not small.

None of them returns a place with a slip, or orders people by anything.
"""

from django.db.models import Count, Q

from minqing.directory.models import BranchSlip
from minqing.kernel.access import Actor
from minqing.territory import queries as territory

from .records import BranchCount, MemberPage, SlipLine, VillageCount
from .service import own_branch
from .slips import slip_of

__all__ = ["branch_counts", "branch_name", "counts_by_village", "member_page", "slips_of_own_branch"]

_REPORTED = Count("id", filter=~Q(place_path=""))


def branch_name(actor: Actor) -> str:
    """Return the name of the branch in which the post sits."""
    return own_branch(actor).name


def slips_of_own_branch(actor: Actor) -> tuple[SlipLine, ...]:
    """
    Return the slips of the branch in which the actor's post sits, and which of them were used.

    :raises NotFound: for everybody else, whatever she is granted.
    """
    rows = BranchSlip.objects.filter(branch=own_branch(actor)).order_by("number").values_list("number", "place_path")
    return tuple(SlipLine(number, bool(place)) for number, place in rows)


def branch_counts(*, at_least: int) -> tuple[BranchCount, ...]:
    """
    Return n of m for each branch that has slips, by name; one query.

    :param at_least: smaller counts are not told, nor those whose rest would be smaller.
    """
    rows = BranchSlip.objects.values_list("branch__name").annotate(m=Count("id"), n=_REPORTED).order_by("branch__name")
    return tuple(BranchCount(name, *_told(n, m, at_least)) for name, m, n in rows)


def _told(n: int, m: int, least: int) -> tuple[int | None, int | None]:
    if m < least:
        return None, None
    return (n if n == m or least <= n <= m - least else None), m


def counts_by_village(*, at_least: int) -> dict[str, VillageCount]:
    """
    Return by village how many reported, pledged, did a duty and put a sign up; one query.

    :param at_least: a smaller number is None.
    """
    rows = BranchSlip.objects.exclude(place_path="").values_list("place_path").order_by("place_path")
    counted = rows.annotate(
        Count("id"),
        pledged=Count("id", filter=~Q(pledge=0)),
        duties=Count("id", filter=Q(duty_done=True)),
        signs=Count("id", filter=Q(has_sign=True)),
    )
    return {path: VillageCount(*(n if n >= at_least else None for n in numbers)) for path, *numbers in counted}


def member_page(code: str) -> MemberPage:
    """
    Return what a slip's holder said with it.

    :raises NotFound: if the code opens no slip.
    """
    slip = slip_of(code)
    place = territory.place(slip.place_path).full_name if slip.place_path else ""
    return MemberPage(place, slip.pledge, slip.kept, slip.duty_done, slip.has_sign)
