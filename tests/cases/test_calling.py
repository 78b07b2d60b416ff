"""A township calls departments to a place: they report in, and both sides are judged."""

from datetime import timedelta
from typing import Any

import pytest
from tests.cases.test_notices import channels, deliver, told  # noqa: F401  # the fixture works by its name
from tests.factories import cases as make
from tests.factories.directory import AT as SETUP_AT
from tests.factories.directory import founder, person

from minqing.cases import queries as cases
from minqing.cases import ticking
from minqing.cases.calling import queries, service
from minqing.cases.models import Call, CalledUnit
from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.directory.models import PostGrant
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT
HOUR = timedelta(hours=1)
TOWN = "139901/qingyuan/"


@pytest.fixture
def town(who: make.County) -> Actor:
    """The township's post that may call, for its own place alone."""
    directory_service.open_organisation(
        key="qingyuan", name="清源镇", parent_path="139901/", kind="township", place_path="139901/101/",
        actor=founder(), at=SETUP_AT,
    )  # fmt: skip
    post = directory_service.open_post(
        organisation_path=TOWN, title="吹哨岗", person_id=person("赵镇长").id, actor=founder(), at=SETUP_AT
    )
    for name, org in (("cases.call", TOWN), ("cases.read", "139901/")):
        PostGrant.objects.create(
            post_id=post.id, permission=name, org_path=org, place_path="139901/101/", given_at=SETUP_AT
        )
    return directory.actor_for_post(post.id)


def called(town: Actor, **changes: Any) -> str:
    fields: dict[str, Any] = {
        "place_path": make.VILLAGE,
        "unit_paths": [make.WATER, make.ROADS],
        "words": "河堤塌了一段，请到现场。",
        "matter_number": 101,
    }
    return service.call_units(actor=town, at=AT, **fields | changes)


def unit(call: str, path: str) -> CalledUnit:
    found: CalledUnit = CalledUnit.objects.get(call_id=call, org_path=path)
    return found


def facts(kind: str) -> list[str]:
    return list(Fact.objects.filter(kind=kind).order_by("org_path").values_list("org_path", flat=True))


@pytest.mark.django_db
class TestCalling:
    def test_asks_each_department_to_report_in_by_the_rules_hours(self, who: make.County, town: Actor) -> None:
        call = called(town)

        assert unit(call, make.ROADS).due_at == AT + 24 * HOUR
        assert (facts("call.made"), facts("call.unit_called")) == ([TOWN], [make.ROADS, make.WATER])
        found = queries.calls(who.water, at=AT).items[0]
        assert (found.caller_name, "柳河" in found.place_name) == ("清源镇", True)
        assert [one.may for one in found.units] == [(), ("report_in",)]
        assert cases.desk_counts(who.water, AT).calls == "1"
        deliver(AT + HOUR)
        assert "cases.tell_called" in told(who.water)

    def test_may_set_its_own_hours_and_name_a_request(self, who: make.County, town: Actor) -> None:
        made = make.in_hand(who)

        call = called(town, within_hours=2, number=made.number, matter_number=None)

        assert unit(call, make.WATER).due_at == AT + 2 * HOUR
        assert Call.objects.get().matter == 101
        assert queries.calls(town, side="made", at=AT).items[0].number == made.number

    @pytest.mark.parametrize(
        "wrong",
        [
            {"unit_paths": []},
            {"unit_paths": ["139901/nowhere/"]},
            {"within_hours": 73},
            {"words": " "},
            {"matter_number": 9999},
            {"place_path": "139901/101/999/"},
        ],
    )
    def test_refuses_what_does_not_fit(self, town: Actor, wrong: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            called(town, **wrong)

        assert not Call.objects.exists()

    def test_is_for_its_own_place_alone(self, town: Actor) -> None:
        with pytest.raises(NotAllowed):
            called(town, place_path=make.OTHER_VILLAGE)

    def test_is_no_way_for_a_bureau(self, who: make.County) -> None:
        PostGrant.objects.create(
            post_id=who.water.ref.id, permission="cases.call", org_path=make.WATER, place_path="139901/",
            given_at=SETUP_AT,
        )  # fmt: skip
        bureau = directory.actor_for_post(who.water.ref.id)

        with pytest.raises(Refused):
            called(bureau, unit_paths=[make.ROADS])

    def test_never_calls_the_unit_a_request_is_about(self, who: make.County, town: Actor) -> None:
        from minqing.cases import service as case_service

        made = make.in_hand(who)
        case_service.bar_unit(number=made.number, actor=who.intake, at=AT + 3 * HOUR, about_org_path=make.ROADS)

        with pytest.raises(Refused):
            called(town, number=made.number)


@pytest.mark.django_db
class TestReportingIn:
    def test_is_told_to_the_township(self, who: make.County, town: Actor) -> None:
        row = unit(called(town), make.WATER)

        service.report_in(unit_id=str(row.id), actor=who.water, at=AT + HOUR, words="王工十一点到。")

        assert facts("call.reported_in") == [make.WATER]
        assert queries.calls(town, side="made", at=AT + HOUR).items[0].units[1].late is False
        deliver(AT + 2 * HOUR)
        assert "cases.tell_caller" in told(town)

    def test_is_done_once_and_by_the_department_itself(self, who: make.County, town: Actor) -> None:
        row = unit(called(town), make.WATER)
        with pytest.raises(NotFound):
            service.report_in(unit_id=str(row.id), actor=who.roads, at=AT + HOUR, words="替他们来。")
        service.report_in(unit_id=str(row.id), actor=who.water, at=AT + HOUR, words="到。")

        with pytest.raises(Conflict):
            service.report_in(unit_id=str(row.id), actor=who.water, at=AT + HOUR, words="到。")
        with pytest.raises(NotFound):
            service.report_in(unit_id="no-such", actor=who.water, at=AT + HOUR, words="到。")

    def test_that_is_missed_is_counted_at_the_department(self, who: make.County, town: Actor) -> None:
        called(town)

        assert ticking.tick(AT + 25 * HOUR)["calls"] == 2
        assert ticking.tick(AT + 26 * HOUR)["calls"] == 0

        assert facts("call.became_overdue") == [make.ROADS, make.WATER]


@pytest.mark.django_db
class TestJudging:
    def test_goes_both_ways(self, who: make.County, town: Actor) -> None:
        row = unit(called(town), make.WATER)
        key = str(row.id)
        service.report_in(unit_id=key, actor=who.water, at=AT + HOUR, words="到。")

        service.judge_unit(unit_id=key, actor=town, at=AT + 5 * HOUR, done="solved", words="堤已补好。")
        service.judge_call(unit_id=key, actor=who.water, at=AT + 6 * HOUR, justified="partly", words="镇里也能补。")

        assert (facts("call.unit_judged"), facts("call.judged")) == ([make.WATER], [TOWN])
        seen = queries.calls(who.overseer, side="all", at=AT + 7 * HOUR).items[0].units[1]
        assert (seen.judged_words, seen.answered_words, seen.may) == ("堤已补好。", "镇里也能补。", ())
        for judge in (
            lambda: service.judge_unit(unit_id=key, actor=town, at=AT + 7 * HOUR, done="not", words="改口。"),
            lambda: service.judge_call(unit_id=key, actor=who.water, at=AT + 7 * HOUR, justified="no", words="改口。"),
        ):
            with pytest.raises(Conflict):
                judge()

    def test_waits_until_the_department_came_or_its_hours_passed(self, who: make.County, town: Actor) -> None:
        key = str(unit(called(town), make.WATER).id)

        with pytest.raises(Refused):
            service.judge_unit(unit_id=key, actor=town, at=AT + HOUR, done="not", words="没来。")
        with pytest.raises(Refused):
            service.judge_call(unit_id=key, actor=who.water, at=AT + HOUR, justified="yes", words="该来。")
        with pytest.raises(Refused):
            service.judge_unit(unit_id=key, actor=town, at=AT + 25 * HOUR, done="solved", words="没来也好了。")
        service.judge_unit(unit_id=key, actor=town, at=AT + 25 * HOUR, done="not", words="没来。")

        assert facts("call.became_overdue") == [make.WATER]

    def test_is_not_the_neighbours(self, who: make.County, town: Actor) -> None:
        key = str(unit(called(town), make.WATER).id)

        with pytest.raises(NotFound):
            service.judge_unit(unit_id=key, actor=who.roads, at=AT + 25 * HOUR, done="not", words="看热闹。")
        with pytest.raises(Refused):
            service.judge_unit(unit_id=key, actor=town, at=AT + 25 * HOUR, done="maybe", words="说不好。")
