"""Publishing and retiring: versions that never change, known at once, counted right from the first moment."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.figures import COUNTY, SETUP_AT, WILLOW, happen, lay_ground
from tests.factories.own_measures import COUNT, DERIVED, text

from minqing.insight.models import OwnMeasure, OwnRetirement
from minqing.insight.own import queries, registry, service
from minqing.insight.own.faults import DefinitionRefused
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.secrecy import SecretMark
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import MEASURES, every_measure, lines_asked, measure
from minqing.ledger.models import Line
from minqing.ledger.positions import forget_transactions, settle_all
from minqing.ledger.queries import Asked, facts_about, figure
from minqing.ledger.rolls.building import forget_unasked, ready_all
from minqing.ledger.rolls.folding import fold_all

pytestmark = pytest.mark.django_db
AT = SETUP_AT + timedelta(days=300)
OCTOBER = Asked(COUNTY, COUNTY, date(2026, 10, 1), date(2026, 11, 1), AT)
WHO = system_actor("office", ["insight.publish"], root=COUNTY)


@pytest.fixture(autouse=True)
def ground() -> None:
    lay_ground()


def publish(of: dict | None = None, *, reason: str = "", actor: Actor = WHO, **changed: object) -> service.Published:
    return service.publish_measure(text=text(of, **changed), reason=reason, actor=actor, at=AT)


def retire(key: str, reason: str = "没人看了", actor: Actor = WHO) -> None:
    service.retire_measure(key=key, reason=reason, actor=actor, at=AT)


def fold(*, ready: bool = True) -> None:
    forget_transactions()
    settle_all()
    if ready:
        ready_all()
    fold_all(AT)


def october(key: str) -> int | None:
    return figure(measure(key), OCTOBER).part


class TestPublish:
    def test_keeps_the_text_under_the_hash_of_what_is_counted_and_leaves_a_fact(self) -> None:
        done = publish()

        row = OwnMeasure.objects.get()
        assert (done.key, done.version, row.text) == ("own.closed_late", 1, text())
        assert done.digest == row.digest == definition_hash(measure("own.closed_late"))
        (fact,) = facts_about(Ref("measure", "own.closed_late"))
        assert (fact.kind, fact.data) == ("measure.published", {"version": 1, "definition": done.digest})

    def test_is_counted_from_the_facts_at_once_and_from_cells_when_they_are_there(self) -> None:
        happen("done", WILLOW, {9: 2, 10: 3})
        fold()
        publish(COUNT)

        assert october("own.closed_all") == 3
        happen("done", WILLOW, {10: 4})
        assert october("own.closed_all") == 7

        fold()
        happen("done", WILLOW, {10: 1})
        fold(ready=False)

        assert Line.objects.get(key="case.closed").ready
        assert october("own.closed_all") == 8

    def test_makes_a_version_with_a_reason_and_keeps_the_earlier_one(self) -> None:
        publish()
        again = publish(reason="改按有联系的算", part=[{"fact": "case.closed", "where": {"late": 1, "contacted": 1}}],
                        worked={"given": [{"fact": "case.closed", "data": {"late": 1, "contacted": 1}}],
                                "gives": {"part": 1, "whole": 1}})  # fmt: skip

        versions = registry.every_version("own.closed_late")
        assert (again.version, sorted(versions)) == (2, [1, 2])
        assert measure("own.closed_late") is versions[2]
        assert definition_hash(versions[1]) != definition_hash(versions[2])

    def test_keeps_the_hash_where_only_words_change(self) -> None:
        first, second = publish(), publish(reason="写清楚些", misleads="还没办结的超期件不在里面。")

        assert first.digest == second.digest

    def test_refuses_a_second_version_without_a_reason(self) -> None:
        publish()

        with pytest.raises(service.UnableToPublish) as refused:
            publish(title="超期的办结率")
        assert refused.value.field == "reason"
        assert OwnMeasure.objects.count() == 1

    def test_refuses_what_has_not_changed(self) -> None:
        publish()

        with pytest.raises(service.UnableToPublish):
            publish(reason="再发一次")

    def test_refuses_a_faulty_definition_with_every_line_and_writes_nothing(self) -> None:
        with pytest.raises(DefinitionRefused) as refused:
            publish(unit="斤", better="more")

        assert {fault.where for fault in refused.value.faults} == {"unit", "better"}
        assert "第 5 行" in str(refused.value)
        assert not OwnMeasure.objects.exists()

    @pytest.mark.parametrize(
        "actor",
        [
            system_actor("reader", ["insight.read"], root=COUNTY),
            system_actor("township", ["insight.publish"], root="139901/101/"),
        ],
    )
    def test_refuses_whoever_may_not_for_the_whole_county(self, actor: Actor) -> None:
        with pytest.raises(NotAllowed):
            publish(actor=actor)

    def test_refuses_the_mark_of_a_secret_paper_in_the_reason(self) -> None:
        publish()

        with pytest.raises(SecretMark):
            publish(reason="机密★1年", title="改名")

    def test_refuses_more_than_anybody_reads(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "MOST", 1)
        publish()

        with pytest.raises(service.UnableToPublish):
            publish(COUNT)
        assert publish(reason="改名", title="超期办结").version == 2


class TestFormulas:
    def test_keep_the_version_they_were_published_with(self) -> None:
        happen("done", WILLOW, {10: 3})
        happen("asked", WILLOW, {10: 4})
        publish(COUNT)
        publish(DERIVED)
        late = {"given": [{"fact": "case.closed", "data": {"late": 1}}], "gives": 1}
        publish(COUNT, reason="只算超期的", part=[{"fact": "case.closed", "where": {"late": 1}}], worked=late)

        assert october("own.closed_all") == 0
        assert str(figure(measure("own.closed_per_asked"), OCTOBER).value) == "0.75"
        assert OwnMeasure.objects.get(key="own.closed_per_asked").inputs == '{"own.closed_all":1}'

    def test_go_on_when_what_they_ask_for_is_retired(self) -> None:
        publish(COUNT)
        publish(DERIVED)
        retire("own.closed_all")

        assert measure("own.closed_per_asked").inputs[1].key == "own.closed_all"
        assert "case.closed" in lines_asked()

    def test_refuse_to_go_in_a_circle(self) -> None:
        publish(COUNT)
        publish(DERIVED)

        with pytest.raises(DefinitionRefused) as refused:
            publish(DERIVED, reason="绕", measure="own.closed_all", expression="own.closed_per_asked * 2")
        assert "绕" in str(refused.value)


class TestRetire:
    def test_stops_counting_leaves_a_fact_and_keeps_what_was(self) -> None:
        publish()
        retire("own.closed_late")

        with pytest.raises(KeyError):
            measure("own.closed_late")
        assert list(registry.every_version("own.closed_late")) == [1]
        assert [fact.kind for fact in facts_about(Ref("measure", "own.closed_late"))][-1] == "measure.retired"

    def test_can_be_taken_up_again_by_a_new_version(self) -> None:
        publish()
        retire("own.closed_late")
        publish(reason="还是要看")

        assert registry.version_of("own.closed_late") == 2

    @pytest.mark.parametrize("key", ["own.absent", "cases.on_time"])
    def test_refuses_what_is_no_own_measure(self, key: str) -> None:
        with pytest.raises(NotFound):
            retire(key)

    def test_refuses_twice(self) -> None:
        publish()
        retire("own.closed_late")

        with pytest.raises(NotFound):
            retire("own.closed_late")

    def test_refuses_without_a_reason_or_permission(self) -> None:
        publish()

        with pytest.raises(service.UnableToPublish):
            retire("own.closed_late", " ")
        with pytest.raises(NotAllowed):
            retire("own.closed_late", actor=system_actor("reader", ["insight.read"], root=COUNTY))
        assert not OwnRetirement.objects.exists()

    def test_counts_what_was_from_the_facts_even_before_its_cells_are_gone(self) -> None:
        """Cells of a line that nobody asks for are folded no further; whoever still reads it must not get the old."""
        where = {"contacted": 0, "late": 0}
        worked = {"given": [{"fact": "case.closed", "data": where}], "gives": 1}
        publish(COUNT, part=[{"fact": "case.closed", "where": where}], worked=worked)
        happen("done", WILLOW, {10: 2})
        fold()
        old = measure("own.closed_all")
        assert figure(old, OCTOBER).part == 2
        retire("own.closed_all")
        happen("done", WILLOW, {10: 3})
        fold(ready=False)

        assert not Line.objects.get(key=old.part[0].line.key).ready
        assert figure(old, OCTOBER).part == 5
        forget_unasked()
        assert not Line.objects.filter(key=old.part[0].line.key).exists()


class TestKnowing:
    def test_asks_once_for_an_own_measure_and_not_at_all_for_the_houses(self) -> None:
        publish()
        measure("own.closed_late")

        with CaptureQueriesContext(connection) as own:
            measure("own.closed_late")
        with CaptureQueriesContext(connection) as house:
            measure("cases.on_time")

        assert (len(own), len(house)) == (1, 0)

    def test_sees_what_another_process_published(self) -> None:
        publish()
        assert "own.closed_all" not in every_measure()
        row = OwnMeasure.objects.get()

        OwnMeasure.objects.create(
            id="f" * 32, key="own.closed_all", version=1, text=text(COUNT), digest=row.digest,
            published_by=row.published_by, published_at=AT,
        )  # fmt: skip

        assert list(every_measure())[-2:] == ["own.closed_all", "own.closed_late"]

    def test_leaves_out_what_the_house_cannot_count_any_more(self, caplog: pytest.LogCaptureFixture) -> None:
        OwnMeasure.objects.create(
            id="a" * 32, key="own.closed_all", version=1, text=text(COUNT, part=[{"fact": "case.gone"}]),
            digest="0" * 64, published_by="system:office", published_at=AT,
        )  # fmt: skip
        publish()

        assert [key for key in every_measure() if key.startswith("own.")] == ["own.closed_late"]
        assert "own.closed_all version 1" in caplog.text

    def test_leaves_out_a_stock_of_some_matters_that_was_published_before_it_was_refused(self) -> None:
        """It came out wrong: what came in of a matter may leave under another."""
        some = {"where": {"matter": 3}}
        stock = {
            "kind": "state",
            "part": [{"fact": "case.registered", **some}],
            "less": [{"fact": "case.closed", **some}],
            "worked": {"given": [{"fact": "case.registered", "data": {"matter": 3}, "times": 2}], "gives": 2},
        }
        OwnMeasure.objects.create(
            id="b" * 32, key="own.open_water", version=1, text=text(COUNT, **stock),
            digest="0" * 64, published_by="system:office", published_at=AT,
        )  # fmt: skip

        assert [key for key in every_measure() if key.startswith("own.")] == []
        assert queries.unable() == ("own.open_water",)
        assert queries.card("own.open_water").measure is None

    def test_no_measure_of_the_house_begins_with_own(self) -> None:
        assert [key for key in MEASURES if key.startswith("own.")] == []


def test_the_overseer_of_the_county_may_publish() -> None:
    assert service.may_publish(make.post(make.CHECKS, "督查岗", "王督查", "insight.publish", org=COUNTY))
