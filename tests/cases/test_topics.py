"""Topics: what many ask for at one place is taken up as one; each request goes its own way all the same."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import cases as make

from minqing.cases import queries, service
from minqing.cases.models import Case, Topic
from minqing.cases.service.topics import UnableToOpenTopic
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT
DAY = timedelta(days=1)
K = 5


@pytest.fixture
def who() -> make.County:
    return make.county()


def many(who: make.County, n: int, *, words: str = "路灯坏了", matter: int = 132) -> list[str]:
    """So many requests of one matter from one village."""
    return [make.registered(words=f"{words}，第{one}次说", matter_number=matter).number for one in range(n)]


def opened(actor: Actor, *, at: Any = AT + DAY, **changes: Any) -> int:
    fields: dict[str, Any] = {
        "title": "柳河村路灯总坏",
        "matter_number": 132,
        "place_path": make.VILLAGE,
        "root_cause": "电缆老化，一下雨就跳闸。",
        "owner_path": make.ROADS,
        "finish_on": date(2026, 10, 30),
    }
    return service.open_topic(**fields | changes, actor=actor, at=at)


@pytest.mark.django_db
class TestGatherings:
    def test_names_matters_and_places_from_the_rules_number_on(self, who: make.County) -> None:
        many(who, K - 1)
        assert queries.gatherings(actor=who.overseer, at=AT + DAY) == ()

        many(who, 1)

        (one,) = queries.gatherings(actor=who.overseer, at=AT + DAY)
        assert (one.matter, one.place_path, one.requests) == (132, make.VILLAGE, K)

    def test_forgets_what_is_older_than_sixty_days_and_what_a_topic_holds(self, who: make.County) -> None:
        many(who, K)
        assert queries.gatherings(actor=who.overseer, at=AT + 61 * DAY) == ()
        opened(who.overseer)
        assert queries.gatherings(actor=who.overseer, at=AT + DAY) == ()


@pytest.mark.django_db
class TestOpenTopic:
    def test_takes_in_the_requests_of_matter_and_place(self, who: make.County) -> None:
        numbers = many(who, K)
        make.registered(words="停水", matter_number=101)

        topic = queries.topic(opened(who.overseer), actor=who.overseer, at=AT + DAY)

        assert (topic.requests, topic.open_requests, topic.late) == (K, K, False)
        assert {one.number for one in topic.members} == set(numbers)
        assert all("case.joined_topic" in make.kinds(number) for number in numbers)
        fact = Fact.objects.get(kind="topic.opened")
        assert (fact.qty, fact.d2, fact.org_path) == (K, 132, make.ROADS)
        assert {row.state for row in Case.objects.all()} == {"registered"}

    def test_refuses_fewer_than_the_rule_says_and_writes_nothing(self, who: make.County) -> None:
        many(who, K - 1)

        with pytest.raises(UnableToOpenTopic, match="5"):
            opened(who.overseer)

        assert not Topic.objects.exists()

    @pytest.mark.parametrize(
        "changes", [{"finish_on": date(2026, 9, 1)}, {"matter_number": 9}, {"place_path": "139901/x/"}, {"title": " "}]
    )
    def test_refuses_what_cannot_be_meant(self, who: make.County, changes: dict[str, Any]) -> None:
        many(who, K)

        with pytest.raises(Refused):
            opened(who.overseer, **changes)

    def test_refuses_a_second_one_of_the_same_and_whoever_does_not_oversee(self, who: make.County) -> None:
        many(who, K)
        opened(who.overseer)

        with pytest.raises(UnableToOpenTopic):
            opened(who.overseer)
        with pytest.raises(NotAllowed):
            opened(who.intake)


@pytest.mark.django_db
class TestMembers:
    def test_come_and_go(self, who: make.County) -> None:
        first, *_others = many(who, K)
        number = opened(who.overseer)
        late_comer = many(who, 1)[0]

        service.add_to_topic(topic=number, number=late_comer, actor=who.overseer, at=AT + 2 * DAY)
        service.take_from_topic(topic=number, number=first, actor=who.overseer, at=AT + 2 * DAY)

        topic = queries.topic(number, actor=who.overseer, at=AT + 2 * DAY)
        assert late_comer in {one.number for one in topic.members}
        assert first not in {one.number for one in topic.members}
        for refused in (
            lambda: service.add_to_topic(topic=number, number=late_comer, actor=who.overseer, at=AT + 2 * DAY),
            lambda: service.take_from_topic(topic=number, number=first, actor=who.overseer, at=AT + 2 * DAY),
        ):
            with pytest.raises(UnableToOpenTopic):
                refused()

    def test_are_of_the_topics_matter(self, who: make.County) -> None:
        many(who, K)
        number, other = opened(who.overseer), make.registered(words="停水", matter_number=101).number

        with pytest.raises(UnableToOpenTopic):
            service.add_to_topic(topic=number, number=other, actor=who.overseer, at=AT + 2 * DAY)


@pytest.mark.django_db
class TestFinishTopic:
    def test_tells_all_together_and_says_whether_it_came_by_its_day(self, who: make.County) -> None:
        numbers = many(who, K)
        number = opened(who.overseer)

        told = service.tell_topic(topic=number, words="电缆已到货。", actor=who.overseer, at=AT + 2 * DAY)
        service.finish_topic(topic=number, words="电缆全部换新。", actor=who.overseer, at=AT + 3 * DAY)

        assert told == K
        for one in numbers:
            assert make.kinds(one).count("case.told_of_topic") == 2
            assert "cases.tell_resident" in make.owed(one, "case.told_of_topic")
            assert make.row(one).entries.filter(words="电缆全部换新。", audience="all").exists()
        assert Fact.objects.get(kind="topic.finished").d1 == 0
        with pytest.raises(NotFound):
            service.finish_topic(topic=number, words="再来", actor=who.overseer, at=AT + 3 * DAY)

    def test_is_late_the_day_after(self, who: make.County) -> None:
        many(who, K)
        number = opened(who.overseer)
        service.finish_topic(topic=number, words="换好了。", actor=who.overseer, at=AT + 70 * DAY)

        assert Fact.objects.get(kind="topic.finished").d1 == 1
        (one,) = queries.topics(actor=who.overseer, at=AT + 70 * DAY)
        assert one.late
        assert queries.topics(actor=who.water, at=AT + 70 * DAY) == ()
