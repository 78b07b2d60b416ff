"""Tasks handed down to townships: never without law, money and staff."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import cases as make
from tests.factories.directory import unit

from minqing.cases.handing_down.queries import handed_down
from minqing.cases.handing_down.service import UnableToHandDown, hand_down, take_back
from minqing.cases.models import HandedDown
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db

TOWN = "139901/qingyuan/"


@pytest.fixture
def who() -> make.County:
    """The county, with a township's government."""
    found = make.county()
    unit(key="qingyuan", name="清源镇人民政府", place_path="139901/101/")
    return found


def terms(who: make.County, **changes: Any) -> dict[str, Any]:
    """A task as it may be handed down."""
    plain: dict[str, Any] = {
        "matter_number": 132,
        "township_path": TOWN,
        "from_path": make.ROADS,
        "task": "村内路灯的巡查和换灯泡",
        "law": "青禾县乡镇履行职责事项清单（2026年）第三十一项",
        "money_yuan": 60_000,
        "staff": 1,
        "actor": who.keeper,
        "at": make.AT,
    }
    return plain | changes


class TestHandDown:
    def test_keeps_task_law_money_and_staff_and_says_so(self, who: make.County) -> None:
        made = hand_down(**terms(who))

        (one,) = handed_down().items
        assert (one.id, one.matter, one.money_yuan, one.staff) == (made, "路灯不亮", 60_000, 1)
        (fact,) = facts_about(Ref("handed_down", made))
        assert fact.kind == "task.handed_down"
        assert fact.org_path == TOWN
        assert fact.data["yuan"] == 60_000

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"law": "  "}, "law"),
            ({"money_yuan": 0}, "money_yuan"),
            ({"staff": 0}, "staff"),
            ({"matter_number": 9999}, "matter_number"),
            ({"township_path": make.WATER}, "township_path"),
            ({"township_path": "139901/nowhere/"}, "township_path"),
            ({"from_path": TOWN}, "from_path"),
        ],
    )
    def test_refuses_what_lacks_a_part(self, who: make.County, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(UnableToHandDown) as refused:
            hand_down(**terms(who, **changes))

        assert refused.value.field == field
        assert not HandedDown.objects.exists()

    def test_refuses_the_same_twice(self, who: make.County) -> None:
        hand_down(**terms(who))
        with pytest.raises(UnableToHandDown):
            hand_down(**terms(who, task="别的"))

        assert HandedDown.objects.count() == 1

    def test_refuses_who_keeps_no_routing(self, who: make.County) -> None:
        with pytest.raises(NotAllowed):
            hand_down(**terms(who, actor=who.intake))

    def test_the_table_itself_takes_none_without_money(self, who: make.County) -> None:
        hand_down(**terms(who))
        with pytest.raises(IntegrityError), transaction.atomic():
            HandedDown.objects.update(money_yuan=0)


class TestTakeBack:
    def test_ends_it_from_today_and_keeps_it_to_be_read(self, who: make.County) -> None:
        made = hand_down(**terms(who))

        take_back(handed_id=made, why="经费收回", actor=who.keeper, at=make.AT)

        assert handed_down().items == ()
        (ended,) = handed_down(ended=True).items
        assert ended.why_ended == "经费收回"
        assert [fact.kind for fact in facts_about(Ref("handed_down", made))] == ["task.handed_down", "task.taken_back"]
        assert hand_down(**terms(who)) != made

    def test_refuses_what_is_not_there_and_who_may_not(self, who: make.County) -> None:
        made = hand_down(**terms(who))
        with pytest.raises(NotAllowed):
            take_back(handed_id=made, actor=who.intake, at=make.AT)
        take_back(handed_id=made, actor=who.keeper, at=make.AT)
        for gone in (made, "no id"):
            with pytest.raises(NotFound):
                take_back(handed_id=gone, actor=who.keeper, at=make.AT)
