"""The ladder of supervision: each step with its day and its answer; nothing climbs by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases import service as case_service
from minqing.cases import ticking
from minqing.cases.access import CaseNotFound
from minqing.cases.models import SupervisedItem
from minqing.cases.overseeing import queries, service
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATE = AT + 7 * DAY


def opened(who: make.County, **changes: Any) -> str:
    fields: dict[str, Any] = {"unit_path": make.WATER, "step": "order", "words": "路灯积压，请书面说明。", "at": AT}
    return service.open_supervision(actor=who.overseer, **fields | changes)


def raised(who: make.County, item: str, **changes: Any) -> None:
    fields: dict[str, Any] = {"item_id": item, "step": "listed", "words": "仍未答复，挂牌督办。", "at": LATE}
    service.raise_supervision(actor=who.overseer, **fields | changes)


def kinds() -> list[str]:
    return list(Fact.objects.filter(kind__startswith="supervision.").order_by("id").values_list("kind", flat=True))


def seen(actor: Any, at: Any = AT, **asked: Any) -> Any:
    return queries.supervised(actor, at=at, **asked).items


@pytest.mark.django_db
class TestOpening:
    def test_sets_the_rules_day_and_tells_the_unit_and_its_head(self, who: make.County) -> None:
        opened(who, matter_number=101, card="yellow")

        item = seen(who.overseer)[0]
        assert (item.unit_name, item.step, item.card, item.suggested) == ("县水务局", 2, 1, "")
        assert item.may == ("end_supervision",)
        assert [one.may for one in seen(who.water, side="ours")] == [("answer_step",)]
        assert seen(who.roads, side="ours") == ()
        assert queries.counts_by_step(who.overseer) == {1: 0, 2: 1, 3: 0, 4: 0}
        assert cases.desk_counts(who.water, AT).supervision == "1"
        deliver(AT + HOUR)
        assert "cases.tell_supervised" in told(who.water)
        assert told(who.water_head) == ["cases.tell_supervised"]

    def test_of_a_request_stands_in_its_history_and_among_what_is_supervised(self, who: make.County) -> None:
        made = make.in_hand(who)

        opened(who, number=made.number, unit_path="", step="listed", at=AT + 3 * HOUR)

        assert make.row(made.number).supervised
        assert cases.case_card(made.number, actor=who.water, at=AT).history[-1].kind == "supervision.opened"

    def test_is_refused_for_what_is_supervised_already(self, who: make.County) -> None:
        made = make.in_hand(who)
        opened(who)
        opened(who, matter_number=101)
        opened(who, number=made.number)

        for again in ({}, {"matter_number": 101}, {"number": made.number}):
            with pytest.raises(Refused):
                opened(who, **again)
        with pytest.raises(Refused):
            case_service.supervise(number=made.number, actor=who.overseer, at=AT + 3 * HOUR, words="再督一次。")

    def test_is_refused_beside_an_order_that_waits(self, who: make.County) -> None:
        made = make.in_hand(who)
        case_service.supervise(number=made.number, actor=who.overseer, at=AT + 3 * HOUR, words="为何拖着？")

        with pytest.raises(Refused):
            opened(who, number=made.number)

    def test_stops_at_the_units_cap(self, who: make.County) -> None:
        for matter in (101, 132, None):
            opened(who, matter_number=matter)

        with pytest.raises(Refused) as refusal:
            opened(who, number=make.in_hand(who).number)

        assert "3" in str(refusal.value)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"unit_path": ""},
            {"unit_path": "139901/nowhere/"},
            {"step": "jump"},
            {"card": "blue"},
            {"words": ""},
            {"matter_number": 9999},
            {"due_on": date(2026, 9, 1)},
        ],
    )
    def test_refuses_what_does_not_fit(self, who: make.County, wrong: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            opened(who, **wrong)

        assert not SupervisedItem.objects.exists()

    def test_is_the_overseers_alone(self, who: make.County) -> None:
        fields: dict[str, Any] = {"actor": who.water, "at": AT, "step": "order", "words": "自己督自己。"}

        with pytest.raises(NotAllowed):
            service.open_supervision(unit_path=make.WATER, **fields)
        with pytest.raises(CaseNotFound):
            service.open_supervision(number=make.in_hand(who).number, **fields)

    def test_of_what_has_left_is_refused(self, who: make.County) -> None:
        with pytest.raises(Refused):
            opened(who, number=make.closed(who).number, unit_path="")


@pytest.mark.django_db
class TestAnswering:
    def test_is_in_writing_and_once(self, who: make.County) -> None:
        item = opened(who)

        service.answer_step(item_id=item, actor=who.water, at=AT + DAY, words="已增派人手，周五前清完。")

        assert seen(who.overseer)[0].steps[0].answer == "已增派人手，周五前清完。"
        assert Fact.objects.get(kind="supervision.answered").d1 == 0
        with pytest.raises(Conflict):
            service.answer_step(item_id=item, actor=who.water, at=AT + DAY, words="再答。")
        deliver(AT + 2 * DAY)
        assert "cases.tell_ladder" in told(who.overseer)

    def test_is_the_units_own(self, who: make.County) -> None:
        item = opened(who)

        for unit_id in (item, "no-such"):
            with pytest.raises(NotFound):
                service.answer_step(item_id=unit_id, actor=who.roads, at=AT + DAY, words="替人答。")

    def test_that_is_late_is_marked_by_the_clock_and_suggests_the_next_step(self, who: make.County) -> None:
        item = opened(who)

        assert ticking.tick(LATE)["supervisions"] == 1
        assert ticking.tick(LATE + HOUR)["supervisions"] == 0

        line = seen(who.overseer, LATE)[0]
        assert str(line.suggested)
        assert line.step == 2  # nobody took it
        service.answer_step(item_id=item, actor=who.water, at=LATE, words="迟了，对不起。")
        assert Fact.objects.get(kind="supervision.answered").d1 == 1

    def test_is_hidden_from_the_unit_that_the_request_turns_out_to_be_about(self, who: make.County) -> None:
        made = make.in_hand(who)
        item = opened(who, number=made.number, unit_path="")

        case_service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.WATER)

        assert seen(who.water, side="ours") == ()
        with pytest.raises(NotFound):
            service.answer_step(item_id=item, actor=who.water, at=AT + DAY, words="我来答。")


@pytest.mark.django_db
class TestClimbing:
    def test_waits_for_the_answer_or_its_day(self, who: make.County) -> None:
        item = opened(who)

        with pytest.raises(Refused):
            raised(who, item, at=AT + HOUR)
        raised(who, item, card="red")

        line = seen(who.overseer, LATE)[0]
        assert (line.step, line.card, len(line.steps)) == (3, 2, 2)
        assert kinds() == ["supervision.opened", "supervision.became_overdue", "supervision.raised"]

    @pytest.mark.parametrize("step", ["order", "reminder"])
    def test_only_goes_upwards(self, who: make.County, step: str) -> None:
        item = opened(who)

        with pytest.raises(Refused):
            raised(who, item, step=step)

    def test_follows_the_request_to_its_new_unit(self, who: make.County) -> None:
        made = make.dispatched(who)
        item = opened(who, number=made.number, unit_path="")
        case_service.return_case(
            number=made.number, actor=who.water, at=AT + 2 * HOUR, reason="other_unit", words="三定方案。"
        )
        case_service.dispatch(number=made.number, actor=who.intake, at=AT + 3 * HOUR, lead_path=make.ROADS)

        raised(who, item)

        assert [one.number for one in seen(who.roads, LATE, side="ours")] == [made.number]

    def test_ends_by_the_overseer(self, who: make.County) -> None:
        item = opened(who)
        with pytest.raises(NotFound):
            service.end_supervision(item_id=item, actor=who.water, at=AT + DAY, words="结束吧。")

        service.end_supervision(item_id=item, actor=who.overseer, at=AT + DAY, words="已清完。")

        assert seen(who.overseer) == ()
        assert [one.end_words for one in seen(who.water, side="ended")] == ["已清完。"]
        for act in (
            lambda: raised(who, item),
            lambda: service.answer_step(item_id=item, actor=who.water, at=AT + 2 * DAY, words="晚了。"),
        ):
            with pytest.raises(Refused):
                act()
        opened(who)  # it may begin again
