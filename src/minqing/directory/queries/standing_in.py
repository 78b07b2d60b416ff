"""Who stands in for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from minqing.directory.models import Post, StandIn
from minqing.directory.records import PostView
from minqing.kernel.ids import as_uuid
from minqing.kernel.ref import Ref

from .organisations import post_view


@dataclass(frozen=True, slots=True)
class StandInView:
    """Who stands in, from which day until which."""

    id: UUID
    by_label: str
    from_on: date
    until_on: date


def stand_ins_of(post_id: UUID | str, *, on: date) -> tuple[StandInView, ...]:
    """Return who stands in for a post on a day or later, the first first."""
    rows = StandIn.objects.filter(post_id=as_uuid(post_id), ended_at=None, until_on__gte=on).order_by("from_on")
    rows = rows.select_related("by_post__organisation", "by_post__person")
    return tuple(StandInView(row.pk, post_view(row.by_post).label, row.from_on, row.until_on) for row in rows)


def stood_in_for(ref: Ref, *, on: date) -> QuerySet[Any, str]:
    """Return the references of posts for which a post stands in on a day, not yet read: for a condition in SQL."""
    rows = StandIn.objects.filter(by_ref=str(ref), ended_at=None, from_on__lte=on, until_on__gte=on)
    return rows.order_by().values_list("post_ref", flat=True)


def standing_in(refs: Iterable[Ref], *, on: date) -> list[PostView]:
    """Return the posts that stand in for some posts on a day."""
    rows = StandIn.objects.filter(post_ref__in=[str(ref) for ref in refs], ended_at=None)
    rows = rows.filter(from_on__lte=on, until_on__gte=on).select_related("by_post__organisation", "by_post__person")
    return [post_view(row.by_post) for row in rows]


def colleagues_of(post_id: UUID | str) -> tuple[tuple[str, str], ...]:
    """Return the other posts of a post's unit that somebody sits in, as (id, label)."""
    unit = Post.objects.filter(pk=as_uuid(post_id)).values("organisation")
    rows = Post.objects.filter(organisation__in=unit, closed_at=None, person__isnull=False).exclude(pk=as_uuid(post_id))
    found = rows.select_related("organisation", "person").order_by("title")[:200]
    return tuple((str(row.pk), post_view(row).label) for row in found)
