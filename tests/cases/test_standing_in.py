"""Standing in for a colleague who is away: her work list is seen, and what is told to her is told to both."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases import service as case_service
from minqing.directory import queries, service
from minqing.kernel.errors import NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST, LAST = date(2026, 9, 4), date(2026, 9, 8)


def named(who: make.County, **changes: Any) -> None:
    fields: dict[str, Any] = {
        "post_id": who.water.ref.id,
        "by_post_id": str(who.water_head.ref.id),
        "from_on": FIRST,
        "until_on": LAST,
        "actor": who.water,
        "at": AT,
    }
    service.name_stand_in(**fields | changes)


def mine(actor: Any, at: Any) -> list[str]:
    return [line.number for line in cases.desk(actor, queue="mine", at=at).items]


@pytest.mark.django_db
class TestStandingIn:
    def test_shows_the_work_list_on_its_days_alone(self, who: make.County) -> None:
        made = make.in_hand(who)
        named(who)

        assert mine(who.water_head, AT) == []
        assert mine(who.water_head, AT + DAY) == [made.number]
        assert mine(who.water_head, AT + 6 * DAY) == []
        assert mine(who.water, AT + DAY) == [made.number]
        assert cases.desk_counts(who.water_head, AT + DAY).mine == "1"

    def test_is_told_to_both(self, who: make.County) -> None:
        made = make.in_hand(who)
        named(who)
        case_service.supervise(number=made.number, actor=who.overseer, at=AT + DAY, words="进展如何？")

        deliver(AT + DAY + HOUR)

        assert "cases.tell_holder" in told(who.water)
        assert "cases.tell_holder" in told(who.water_head)

    def test_is_recorded_and_ended(self, who: make.County) -> None:
        made = make.in_hand(who)
        named(who)
        found = queries.stand_ins_of(who.water.ref.id, on=FIRST)[0]
        assert (found.by_label, found.from_on, found.until_on) == ("县水务局 负责人", FIRST, LAST)
        assert Fact.objects.get(kind="post.stand_in_named").qty == 5

        service.end_stand_in(stand_in_id=str(found.id), actor=who.water, at=AT + HOUR)

        assert mine(who.water_head, AT + DAY) == []
        assert made.number in mine(who.water, AT + DAY)
        assert Fact.objects.filter(kind="post.stand_in_ended").count() == 1
        with pytest.raises(NotFound):
            service.end_stand_in(stand_in_id=str(found.id), actor=who.water, at=AT + HOUR)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"until_on": date(2026, 9, 1), "from_on": date(2026, 9, 1)},
            {"until_on": date(2026, 9, 3), "from_on": date(2026, 9, 4)},
            {"until_on": date(2027, 9, 4)},
        ],
    )
    def test_is_refused_on_days_that_do_not_fit(self, who: make.County, wrong: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            named(who, **wrong)

    def test_is_refused_by_another_unit_by_oneself_and_twice(self, who: make.County) -> None:
        for post in (who.roads, who.water):
            with pytest.raises(Refused):
                named(who, by_post_id=str(post.ref.id))
        named(who)
        with pytest.raises(Refused):
            named(who, from_on=LAST)

    def test_is_the_posts_own_or_of_whoever_is_above_it(self, who: make.County) -> None:
        with pytest.raises(NotFound):
            named(who, actor=who.roads)
        head = make.post(make.WATER, "分管岗", "尤分管", "directory.recuse")

        named(who, actor=head)

        assert queries.colleagues_of(who.water.ref.id)
        with pytest.raises(NotFound):
            service.end_stand_in(
                stand_in_id=str(queries.stand_ins_of(who.water.ref.id, on=FIRST)[0].id), actor=who.roads, at=AT
            )
