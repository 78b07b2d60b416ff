"""
An earlier matter and the one that follows it.

Open requests and rows of routing go over to the new number as recorded acts; what is closed keeps the number it had,
and so do figures of the time before: each fact carries the matter as it was then.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases import search
from minqing.cases.models import Case, Matter, MatterSuccessor, RoutingRule
from minqing.cases.routes import end_row, put_row, record_for_county, whole_county
from minqing.cases.steps import Act
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware
from minqing.ledger.service import recorded

__all__ = ["UnableToFollow", "follow", "follow_matter"]


class UnableToFollow(Refused):
    """The matter cannot follow the other one."""


@recorded
def follow_matter(*, before_number: int, after_number: int, actor: Actor, at: datetime) -> int:
    """
    Say which matter follows a retired one; open requests and rows of routing go over to it.

    :return: how many requests went over.
    :raises NotFound: if there is no retired matter of the first number.
    :raises UnableToFollow: if the second is not in use, or follows it already and nothing is left to go over.
    :raises NotAllowed: if the actor may not edit routing in the whole county.
    """
    county = whole_county(actor)
    before = Matter.objects.filter(pk=before_number, retired=True).first()
    if before is None:
        raise NotFound
    if not Matter.objects.filter(pk=after_number, retired=False).exists():
        raise UnableToFollow(_("Only a matter in use can follow."), field="after_number")
    return follow(before.number, after_number, actor=actor, at=aware(at), county=county)


def follow(before: int, after: int, *, actor: Actor, at: datetime, county: str) -> int:
    """Let what is open under one matter go over to another: an inner step of publishing and mapping."""
    requests = _requests(before, after, actor, at)
    rows = _rows(before, after, actor, at)
    known = MatterSuccessor.objects.filter(pk=before).first()
    if known and known.after_id == after and not requests and not rows:
        raise UnableToFollow(_("It follows already, and nothing is left to go over."), field="after_number")
    MatterSuccessor.objects.update_or_create(
        before_id=before,
        defaults={
            "after_id": after,
            "at": at,
            "by": str(actor.ref),
            "requests": requests + (known.requests if known else 0),
            "rows": rows + (known.rows if known else 0),
        },
    )
    record_for_county(
        "matter.followed",
        Ref("matter", str(before)),
        actor=actor,
        at=at,
        county=county,
        data={"requests": requests, "matter": after, "before": before, "rows": rows},
    )
    return requests


def _requests(before: int, after: int, actor: Actor, at: datetime) -> int:
    moved = 0
    for case in Case.objects.filter(stage__gt=0, matter=before).order_by("serial").iterator(chunk_size=500):
        case.matter = after
        act = Act(case, actor, at)
        act.tell(act.fact("case.matter_followed", before=before), audience="office")
        case.save(update_fields=["matter"])
        search.reindex(case)
        moved += 1
    return moved


def _rows(before: int, after: int, actor: Actor, at: datetime) -> int:
    """Rows go over; where the new matter has one of its own at that place, that one stays and the other ends."""
    rows = list(RoutingRule.objects.filter(ended=False, matter=before).order_by("place_path"))
    taken = set(RoutingRule.objects.filter(ended=False, matter=after).values_list("place_path", flat=True))
    for row in rows:
        end_row(row, actor=actor, at=at)
        if row.place_path not in taken:
            put_row(
                matter=after, place_path=row.place_path, lead_path=row.lead_path, lead_name=row.lead_name,
                rule_id=row.rule_id, actor=actor, at=at,
            )  # fmt: skip
    return len(rows)
