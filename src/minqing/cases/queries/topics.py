"""Reads of topics and of where many ask for the same."""

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from minqing.cases.matters import matter_name
from minqing.cases.models import Case, Topic
from minqing.cases.records import TopicMemberLine, TopicView
from minqing.cases.states import STATES
from minqing.cases.topics.gathering import Gathering, gatherings
from minqing.kernel.access import Actor, path_range
from minqing.kernel.errors import NotFound
from minqing.kernel.times import day_of

__all__ = ["Gathering", "gatherings", "topic", "topics"]

SEES = ("cases.supervise", "cases.oversee")
SIZE = 50


def topics(*, actor: Actor, at: datetime, before: int = 0) -> tuple[TopicView, ...]:
    """
    Return topics of places within reach, the open ones first and then the newest, fifty at a time.

    :param before: the number of the last one seen among the finished ones; 0 for the first page.
    """
    rows = _within(actor)
    if before:
        found = rows.filter(finished_at__isnull=False, number__lt=before).order_by("-number")[:SIZE]
    else:
        found = rows.order_by(F("finished_at").desc(nulls_first=True), "-number")[:SIZE]
    return tuple(_view(row, at) for row in found)


def topic(number: int, *, actor: Actor, at: datetime) -> TopicView:
    """
    Return one topic with its requests.

    :raises NotFound: if there is none, or its place lies out of reach.
    """
    row = _within(actor).filter(pk=number).first()
    if row is None:
        raise NotFound
    cases = Case.objects.within(actor, "cases.read").filter(topics__topic=row, topics__left_at=None)
    return _view(row, at, tuple(_line(case) for case in cases.order_by("-serial")[:500]))


def _within(actor: Actor) -> QuerySet[Any]:
    reached = Q(pk__in=())
    for grant in (grant for name in SEES for grant in actor.reach(name)):
        reached |= path_range("place_path", grant.place_path)
    member = Q(members__left_at=None)
    return Topic.objects.filter(reached).annotate(
        requests=Count("members", filter=member),
        open_requests=Count("members", filter=member & Q(members__case__stage__gt=0)),
    )


def _view(row: Any, at: datetime, members: tuple[TopicMemberLine, ...] = ()) -> TopicView:
    return TopicView(
        number=row.number,
        title=row.title,
        matter=row.matter,
        matter_name=matter_name(row.matter),
        place_path=row.place_path,
        place_name=row.place_name,
        root_cause=row.root_cause,
        owner_name=row.owner_name,
        finish_on=row.finish_on,
        opened_at=row.opened_at,
        finished_at=row.finished_at,
        finished_words=row.finished_words,
        late=row.late if row.finished_at else day_of(at) > row.finish_on,
        requests=row.requests,
        open_requests=row.open_requests,
        members=members,
    )


def _line(case: Case) -> TopicMemberLine:
    return TopicMemberLine(case.number, case.headline, STATES[case.state], case.registered_at, case.is_open)
