"""Writing facts: one transaction, at least one fact, nothing personal, never changed."""

from datetime import timedelta

import pytest
from django.db import transaction

from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.ledger.models import Fact, PendingFact, SourceKey
from minqing.ledger.queries import facts_about
from minqing.ledger.service import NothingRecorded, backfilling, record, record_once, recorded, reverse

from .conftest import CLERK, NOON, fact, make_widget

pytestmark = pytest.mark.django_db

IMPORTER = Actor(ref=Ref("system", "import"), grants=(Grant("ledger.backfill", "139901/", "139901/"),))


@recorded
def take_back(fact_id: object) -> object:
    return reverse(fact_id, actor=CLERK, at=NOON + timedelta(days=3))


class TestRecorded:
    def test_rolls_back_a_verb_that_leaves_no_fact(self) -> None:
        @recorded
        def forgetful() -> None:
            SourceKey.objects.create(source="x", key="y", fact_id=uuid7(NOON))

        with pytest.raises(NothingRecorded):
            forgetful()

        assert not SourceKey.objects.exists()

    def test_refuses_a_verb_inside_a_verb(self) -> None:
        @recorded
        def outer() -> None:
            make_widget()

        with pytest.raises(RuntimeError, match="durable"):
            outer()

    def test_writes_nothing_when_the_verb_refuses_after_recording(self) -> None:
        @recorded
        def changes_its_mind() -> None:
            record("widget.made", **fact())
            raise Refused

        with pytest.raises(Refused):
            changes_its_mind()

        assert not Fact.objects.exists()
        assert not PendingFact.objects.exists()


class TestRecord:
    def test_keeps_both_times_the_day_and_the_paths(self) -> None:
        late_evening = NOON.replace(hour=16)

        view = make_widget(at=late_evening)

        row = Fact.objects.get(pk=view.id)
        assert str(row.happened_on) == "2026-09-03"
        assert row.recorded_at > row.happened_at
        assert (row.org_path, row.place_path) == ("139901/water/", "139901/101/203/")
        assert not row.backfilled

    def test_waits_for_a_position_beside_the_fact(self) -> None:
        view = make_widget()

        assert PendingFact.objects.filter(fact_id=view.id).count() == 1

    def test_refuses_to_be_called_outside_a_verb(self) -> None:
        with transaction.atomic(), pytest.raises(RuntimeError, match="inside a verb"):
            record("widget.made", **fact())

    def test_is_refused_by_the_model_to_change_or_go(self, made: object) -> None:
        with pytest.raises(TypeError):
            Fact.objects.update(kind="x.y")
        with pytest.raises(TypeError):
            Fact.objects.all().delete()


class TestRecordOnce:
    def test_finds_the_first_fact_for_the_same_key(self) -> None:
        @recorded
        def deliver() -> tuple:
            return record_once("import:x", "row-1", "widget.made", **fact())

        first, new = deliver()
        second, new_again = deliver()

        assert (new, new_again) == (True, False)
        assert first.id == second.id
        assert Fact.objects.count() == 1


class TestReverse:
    def test_counts_minus_one_on_the_first_facts_day(self) -> None:
        first = make_widget(data={"late": True, "hours": 5})

        taken_back = take_back(first.id)

        assert (taken_back.sign, taken_back.happened_on) == (-1, first.happened_on)
        assert (taken_back.data["late"], taken_back.data["hours"]) == (1, 5)
        assert len(facts_about(Ref("widget", "1"))) == 2

    def test_refuses_a_second_time_and_a_reversal_of_a_reversal(self) -> None:
        first = make_widget()
        second = take_back(first.id)

        with pytest.raises(Refused):
            take_back(first.id)
        with pytest.raises(Refused):
            take_back(second.id)

    def test_knows_no_fact_that_is_not_there(self) -> None:
        with pytest.raises(NotFound):
            take_back(uuid7(NOON))


class TestBackfilling:
    def test_says_so_and_names_the_source(self) -> None:
        with backfilling(actor=IMPORTER, source="demo"):
            view = make_widget(at=NOON - timedelta(days=365))

        assert view.backfilled
        assert view.origin == "backfill:demo"

    def test_refuses_what_would_lie_before_the_subjects_last_fact(self) -> None:
        make_widget()

        with backfilling(actor=IMPORTER, source="demo"), pytest.raises(Refused):
            make_widget(at=NOON - timedelta(seconds=1))

    def test_needs_its_permission(self) -> None:
        with pytest.raises(NotAllowed), backfilling(actor=Actor(ref=CLERK), source="demo"):
            make_widget()
