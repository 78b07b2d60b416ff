"""Earlier requests that look like this one, and the comparison of telephones that intake alone may ask for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories.cases import AT

from minqing.cases import queries, service
from minqing.cases.access import CaseNotFound
from minqing.cases.records import EarlierCase
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.vault import queries as vault

HOUR = timedelta(hours=1)
PHONE, OTHER = "13800001234", "13900005678"


@pytest.fixture
def who(db: None) -> make.County:
    """The county."""
    return make.county()


@pytest.fixture
def matcher(who: make.County) -> Actor:
    """An intake clerk who may look for the same matter."""
    return make.post(make.CENTRE, "比对岗", "何比对", *make.INTAKE, "vault.same_matter")


def numbers(found: tuple[EarlierCase, ...] | tuple[()]) -> list[str]:
    """The numbers of the lines."""
    return [line.number for line in found]


class TestPossibleSame:
    def test_finds_what_is_alike_in_the_same_village_and_the_last_sixty_days(self, who: make.County) -> None:
        long_ago = make.registered(at=AT - timedelta(days=61))
        alike = make.registered(at=AT - timedelta(days=3), words="路灯坏了三天，村口很黑。")
        make.registered(at=AT - timedelta(days=2), words="自来水发黄，有股怪味。")
        make.registered(at=AT - timedelta(days=2), place_path=make.OTHER_VILLAGE)
        made = make.registered()
        make.registered(at=AT + HOUR)

        found = queries.possible_same(made.number, actor=who.intake)

        assert numbers(found) == [alike.number]
        assert long_ago.number not in numbers(found)
        assert [line.same_phone for line in found] == [None]

    def test_finds_by_the_matter_or_by_the_words_the_likelier_first(self, who: make.County) -> None:
        first = make.registered(at=AT - timedelta(days=5), words="路灯线杆歪了，怕倒下来。", matter_number=101)
        second = make.registered(at=AT - timedelta(days=1), words="路灯坏了，看不见路。")
        made = make.registered(words="路灯坏了，看不见。", matter_number=101)

        found = queries.possible_same(made.number, actor=who.intake)

        assert [(line.number, line.same_matter) for line in found] == [(second.number, False), (first.number, True)]

    def test_asks_as_much_for_many_as_for_few(
        self, who: make.County, django_assert_max_num_queries: Callable[..., Any]
    ) -> None:
        for hour in range(1, 10):
            make.registered(at=AT - hour * HOUR)
        made = make.registered()

        with django_assert_max_num_queries(8):  # three of them for the matter that its words suggest
            found = queries.possible_same(made.number, actor=who.intake)

        assert len(found) == 6

    def test_is_for_whoever_may_take_the_request_in(self, who: make.County) -> None:
        made = make.dispatched(who)

        with pytest.raises(CaseNotFound):
            queries.possible_same(made.number, actor=who.water)
        assert queries.possible_same(made.number, actor=who.intake) == ()  # it can no longer be declined

    def test_hides_what_the_clerk_is_barred_from(self, who: make.County) -> None:
        make.registered(at=AT - HOUR, about_org_path=make.CENTRE)
        made = make.registered()

        assert queries.possible_same(made.number, actor=who.intake) == ()


class TestComparePhones:
    def test_marks_the_same_telephone_and_the_resident_sees_it(self, who: make.County, matcher: Actor) -> None:
        other = make.registered(at=AT - HOUR, phone=OTHER)
        same = make.registered(at=AT - 2 * HOUR, phone=PHONE)
        made = make.registered(phone=PHONE)

        found = service.compare_phones(number=made.number, actor=matcher, at=AT + HOUR)

        assert [(line.number, line.same_phone) for line in found] == [(same.number, True), (other.number, False)]
        openings = vault.openings_of(make.row(made.number).uuid)
        assert [opening.kind for opening in openings] == ["vault.same_matter_asked"]

    def test_never_links_what_does_not_look_alike(self, who: make.County, matcher: Actor) -> None:
        make.registered(at=AT - HOUR, phone=PHONE, words="自来水发黄，有股怪味。")
        make.registered(at=AT - HOUR, phone=PHONE, place_path=make.OTHER_VILLAGE)
        made = make.registered(phone=PHONE)

        assert service.compare_phones(number=made.number, actor=matcher, at=AT) == ()

    def test_refuses_whoever_may_not_look_and_leaves_no_fact(self, who: make.County) -> None:
        made = make.registered(phone=PHONE)

        for actor in (who.water, who.intake, who.overseer, who.verifier):
            with pytest.raises(NotFound):
                service.compare_phones(number=made.number, actor=actor, at=AT)
        assert "vault.same_matter_asked" not in make.kinds(made.number)
