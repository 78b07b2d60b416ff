"""
Topics: what many ask for at one place is taken up as one, with its root cause, an owner and a day (每月一题).

Each request goes its own way all the same; a topic binds whoever owns it to what makes them come back.
"""

from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from minqing.cases.access import get_case
from minqing.cases.few import smallest_shown
from minqing.cases.matters import in_use
from minqing.cases.models import Case, Topic, TopicMember
from minqing.cases.routing import open_unit
from minqing.cases.steps import Act
from minqing.cases.topics.gathering import members_for
from minqing.cases.words import clean
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ref import Ref
from minqing.kernel.times import aware, day_of
from minqing.ledger.service import record, recorded
from minqing.territory import queries as territory
from minqing.territory.records import PlaceView

__all__ = ["add_to_topic", "finish_topic", "open_topic", "take_from_topic", "tell_topic"]

PERMISSION = "cases.supervise"


class UnableToOpenTopic(Refused):
    """The topic cannot be what was asked for; the message says why."""


@recorded
def open_topic(
    *,
    title: str,
    matter_number: int,
    place_path: str,
    root_cause: str,
    owner_path: str,
    finish_on: date,
    actor: Actor,
    at: datetime,
) -> int:
    """
    Take up as one what many requests of a matter at a place are about; those of the last sixty days belong to it.

    :param root_cause: why it comes back, as far as it is known; residents read it when they are told.
    :param owner_path: the unit that ends it; ``finish_on`` the day by which it shall have.
    :return: the topic's number.
    :raises UnableToOpenTopic: if there are fewer requests than rule MQ-K says, the day is past, or one is open already.
    """
    named, cause = clean(title, field="title", most=60), clean(root_cause, field="root_cause", most=2000)
    place = _place(place_path, actor)
    name = open_unit(owner_path)
    if not in_use(matter_number):
        raise UnableToOpenTopic(_("Please choose a matter from the list."), field="matter_number")
    if finish_on <= day_of(at):
        raise UnableToOpenTopic(_("Please choose a day that is still to come."), field="finish_on")
    found = members_for(matter=matter_number, place_path=place.path, actor=actor, at=at)
    if len(found) < (fewest := smallest_shown(place.path, at=at)):
        words = _("There are %(n)s requests of this matter here in sixty days; a topic needs at least %(fewest)s.")
        raise UnableToOpenTopic(words % {"n": len(found), "fewest": fewest}, field="place_path")
    try:
        topic = Topic.objects.create(
            title=named,
            matter=matter_number,
            place_path=place.path,
            place_name=place.full_name[:120],
            root_cause=cause,
            owner_path=owner_path,
            owner_name=name,
            finish_on=finish_on,
            opened_at=aware(at),
            opened_by=str(actor.ref),
        )
    except IntegrityError as twice:
        raise UnableToOpenTopic(_("A topic of this matter is open here already."), field="place_path") from twice
    for case in found:
        _join(topic, Act(case, actor, aware(at)))
    _record("topic.opened", topic, actor, at, finish_on=int(finish_on.strftime("%Y%m%d")))
    return topic.number


def _place(path: str, actor: Actor) -> PlaceView:
    try:
        place = territory.place(path)
    except NotFound as absent:
        raise UnableToOpenTopic(_("This place is not in the county's list."), field="place_path") from absent
    if not any(grant.covers(PERMISSION, grant.org_path, place.path) for grant in actor.reach(PERMISSION)):
        raise NotAllowed
    return place


@recorded
def add_to_topic(*, topic: int, number: str, actor: Actor, at: datetime) -> None:
    """
    Take one more request into an open topic.

    :raises UnableToOpenTopic: if it belongs to the topic already, or is of another matter.
    """
    row = _open(topic, actor)
    case = get_case(number, actor=actor, permission="cases.read", lock=True)
    if case.matter != row.matter:
        raise UnableToOpenTopic(_("This request is of another matter."), field="number")
    if TopicMember.objects.filter(topic=row, case=case, left_at=None).exists():
        raise UnableToOpenTopic(_("This request belongs to the topic already."), field="number")
    _join(row, Act(case, actor, aware(at)))


def _join(topic: Topic, act: Act) -> None:
    TopicMember.objects.create(topic=topic, case=act.case, at=act.at)
    act.tell(act.fact("case.joined_topic", topic=topic.number), words=topic.title)


@recorded
def take_from_topic(*, topic: int, number: str, actor: Actor, at: datetime) -> None:
    """
    Take a request out of an open topic.

    :raises UnableToOpenTopic: if it does not belong to it.
    """
    row = _open(topic, actor)
    case = get_case(number, actor=actor, permission="cases.read", lock=True)
    left = TopicMember.objects.filter(topic=row, case=case, left_at=None).update(left_at=aware(at))
    if not left:
        raise UnableToOpenTopic(_("This request does not belong to the topic."), field="number")
    act = Act(case, actor, aware(at))
    act.tell(act.fact("case.left_topic", topic=row.number), words=row.title, audience="office")


@recorded
def tell_topic(*, topic: int, words: str, actor: Actor, at: datetime) -> int:
    """
    Tell everybody whose request belongs to a topic how it stands, all together.

    :return: how many were told.
    """
    row = _open(topic, actor)
    return _tell_all(row, clean(words, field="words", most=2000), actor, at)


@recorded
def finish_topic(*, topic: int, words: str, actor: Actor, at: datetime) -> None:
    """
    End a topic and tell everybody whose request belongs to it what was done about its cause.

    :param words: what was done, or why it cannot be.
    """
    row, said = _open(topic, actor), clean(words, field="words", most=2000)
    row.finished_at, row.finished_words, row.late = aware(at), said, day_of(at) > row.finish_on
    row.save(update_fields=["finished_at", "finished_words", "late"])
    _tell_all(row, said, actor, at)
    _record("topic.finished", row, actor, at, late=row.late)


def _tell_all(topic: Topic, said: str, actor: Actor, at: datetime) -> int:
    cases = Case.objects.filter(topics__topic=topic, topics__left_at=None).order_by("serial")
    for case in cases:
        act = Act(case, actor, aware(at))
        act.tell(act.fact("case.told_of_topic", topic=topic.number), words=said)
    _record("topic.told", topic, actor, at)
    return len(cases)


def _open(number: int, actor: Actor) -> Topic:
    row = Topic.objects.select_for_update().filter(pk=number, finished_at=None).first()
    if row is None:
        raise NotFound
    _place(row.place_path, actor)
    return row


def _record(kind: str, topic: Topic, actor: Actor, at: datetime, **data: int) -> None:
    record(
        kind,
        subject=Ref("topic", str(topic.number)),
        actor=actor.ref,
        at=aware(at),
        org_path=topic.owner_path,
        place_path=topic.place_path,
        data={"matter": topic.matter, "members": topic.members.filter(left_at=None).count(), **data},
    )
