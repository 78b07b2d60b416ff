"""A list that is sent again, goes on where it stood, is stopped, or comes in the night."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.imports import lists
from tests.exchange.imports.conftest import (
    checked,
    counts,
    handed_in,
    kinds_of,
    page_of,
    read_as,
    taken_in,
    work,
)
from tests.factories import cases as make

from minqing.cases.models import Case, Entry
from minqing.exchange.imports import storing
from minqing.exchange.imports.mappings import ColumnsMissing
from minqing.exchange.imports.parking import folder_of
from minqing.exchange.imports.tasks import take_lists
from minqing.exchange.imports.working import go_on
from minqing.exchange.models import ImportedLine, ImportRun
from minqing.kernel.access import Actor
from minqing.kernel.errors import Conflict, NotFound
from minqing.ledger.models import Fact

TOMORROW = make.AT + timedelta(days=1)


class TestSentAgain:
    def test_changes_nothing_where_nothing_changed(self, importer: Actor) -> None:
        taken_in(importer, lists.ENDED, lists.OPEN)
        facts = Fact.objects.filter(kind__startswith="case.").count()

        again = taken_in(importer, lists.OPEN, lists.ENDED)

        assert counts(ImportRun.objects.get(pk=again)) == (0, 0, 2, 0, 0)
        assert Fact.objects.filter(kind__startswith="case.").count() == facts

    def test_notes_what_has_moved_there_and_moves_nothing(self, importer: Actor) -> None:
        taken_in(importer, lists.OPEN)
        moved = (
            *lists.OPEN[:5],
            "已办结",
            *lists.OPEN[6:13],
            "李建国您好，已恢复供水。",
            lists.OPEN[14],
            "2026-09-02 10:00:00",
            "",
        )

        run_id = taken_in(importer, moved)
        case = Case.objects.get()

        assert counts(ImportRun.objects.get(pk=run_id)) == (0, 0, 0, 1, 0)
        assert page_of(importer, run_id).moved == (("QH0002", case.number),)
        assert case.state == "registered"
        note = Entry.objects.filter(kind="case.noted").last()
        assert note is not None
        assert "已恢复供水" in note.words
        assert "李建国" not in note.words
        assert counts(ImportRun.objects.get(pk=taken_in(importer, moved))) == (0, 0, 1, 0, 0)

    def test_tells_hotlines_apart(self, importer: Actor) -> None:
        taken_in(importer, lists.OPEN)
        run_id = storing.hand_in(
            source="别的热线", file_name="a.csv", chunks=[lists.text(lists.OPEN)], actor=importer, at=make.AT
        )
        read_as(importer, run_id)
        work(run_id)

        assert page_of(importer, run_id).line.taken == 1


class TestGoingOn:
    def rows(self, count: int) -> list[tuple[str, ...]]:
        return [lists.line(lists.OPEN, number=f"Q{number:05d}") for number in range(count)]

    def test_goes_on_where_it_stood(self, importer: Actor) -> None:
        run_id = checked(importer, *self.rows(250))
        storing.start(run_id=run_id, actor=importer, at=make.AT)

        done = [work(run_id, seconds=0).done for _ in range(3)]

        assert done == [100, 200, 250]
        assert (Case.objects.count(), ImportedLine.objects.count()) == (250, 250)

    def test_counts_nothing_twice_when_two_workers_are_at_it(self, importer: Actor) -> None:
        run_id = checked(importer, *self.rows(150))
        storing.start(run_id=run_id, actor=importer, at=make.AT)
        slow = ImportRun.objects.get(pk=run_id)
        work(run_id, seconds=0)

        with pytest.raises(Conflict):
            go_on(slow, at=make.AT)

        assert Case.objects.count() == 100

    def test_says_so_when_the_file_is_gone(self, importer: Actor, own_folder: Path) -> None:
        run_id = checked(importer, *self.rows(3))
        storing.start(run_id=run_id, actor=importer, at=make.AT)
        for file in own_folder.rglob("pack-*.bin"):
            file.unlink()

        take_lists(make.AT)

        run = ImportRun.objects.get(pk=run_id)
        assert (run.state, run.failure[:8]) == ("failed", "The file")

    def test_can_be_stopped_and_leaves_what_was_taken(self, importer: Actor) -> None:
        run_id = checked(importer, *self.rows(150))
        storing.start(run_id=run_id, actor=importer, at=make.AT)
        work(run_id, seconds=0)

        storing.cancel(run_id=run_id, actor=importer, at=make.AT)

        run = ImportRun.objects.get(pk=run_id)
        assert (run.state, run.taken, Case.objects.count(), folder_of(run.pk).exists()) == (
            "cancelled",
            100,
            100,
            False,
        )
        assert kinds_of(run_id) == ["import.cancelled", "import.file_erased", "import.started"]
        again = taken_in(importer, *self.rows(150))
        assert counts(ImportRun.objects.get(pk=again))[:3] == (50, 50, 100)

    def test_is_refused_out_of_turn(self, importer: Actor) -> None:
        run_id = handed_in(importer, lists.text(lists.OPEN))
        for verb in (storing.start, storing.forget_refused):
            with pytest.raises(storing.NotNow):
                verb(run_id=run_id, actor=importer, at=make.AT)
        done = taken_in(importer, lists.OPEN)
        with pytest.raises(storing.NotNow):
            storing.cancel(run_id=done, actor=importer, at=make.AT)


def grants() -> tuple[Any, ...]:
    """The permission to hand in below the county."""
    from minqing.kernel.access import Grant

    return (Grant("exchange.import", make.COUNTY, make.COUNTY),)


class TestNight:
    def saved(self, importer: Actor) -> None:
        run_id = taken_in(importer, lists.ENDED)
        storing.save_mapping(run_id=run_id, name="每晚工单", actor=importer, at=make.AT)

    def hand_in(self, data: bytes, **more: Any) -> str:
        at_county = make.keeper()
        actor = Actor(at_county.ref, (*at_county.grants, *grants()), org_path=make.COUNTY, place_path=make.COUNTY)
        return storing.hand_in_by_mapping(
            mapping="每晚工单", file_name="a.csv", chunks=[data], actor=actor, at=TOMORROW, **more
        )

    def test_goes_all_the_way_by_itself_in_any_order_of_columns(self, importer: Actor) -> None:
        self.saved(importer)
        data = lists.text(tuple(reversed(lists.OPEN)), head=tuple(reversed(lists.HEAD)))

        run_id = self.hand_in(data)
        for _ in range(3):
            take_lists(TOMORROW)

        run = ImportRun.objects.get(pk=run_id)
        assert (run.state, run.post, counts(run)) == ("finished", str(importer.ref), (1, 1, 0, 0, 0))

    def test_is_refused_where_a_column_is_gone(self, importer: Actor) -> None:
        self.saved(importer)

        with pytest.raises(ColumnsMissing, match="工单编号"):
            self.hand_in(lists.text(lists.OPEN, head=("编码", *lists.HEAD[1:])))

    def test_is_refused_without_such_a_mapping(self, importer: Actor) -> None:
        with pytest.raises(NotFound):
            self.hand_in(lists.text(lists.OPEN))
