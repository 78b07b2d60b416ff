"""A list that is handed in, mapped and checked: nothing is taken in by that."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.exchange.imports import lists
from tests.exchange.imports.conftest import (
    checked,
    handed_in,
    page_of,
    read_as,
    work,
)
from tests.factories import cases as make

from minqing.cases.models import Case
from minqing.exchange.imports import queries
from minqing.exchange.imports.mappings import ColumnsMissing
from minqing.exchange.imports.reading import FileUnusable
from minqing.exchange.models import ImportRun
from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

TOMORROW = make.AT + timedelta(days=1)


class TestHandIn:
    def test_keeps_the_file_encrypted_and_waits_for_its_mapping(self, importer: Actor, own_folder: Path) -> None:
        run_id = handed_in(importer, lists.text(lists.ENDED))

        page = page_of(importer, run_id)
        held = b"".join(file.read_bytes() for file in own_folder.rglob("*.bin"))
        assert (page.line.state, page.line.lines, page.guesses["words"].column) == ("mapping", 1, "内容")
        assert held
        assert "王秀兰".encode() not in held
        assert b"13800001234" not in held

    def test_shows_samples_without_saying_whose_they_are(self, importer: Actor) -> None:
        samples = page_of(importer, handed_in(importer, lists.text(lists.ENDED))).samples

        assert samples["工单编号"] == ("QH0001",)
        assert not {"王秀兰", "13800001234"} & {cell for cells in samples.values() for cell in cells}

    @pytest.mark.parametrize(
        ("data", "error"),
        [(b"", FileUnusable), (b"\x00\x01" * 40, FileUnusable), ("机密★1年,a\n".encode(), FileUnusable)],
    )
    def test_refuses_and_leaves_nothing(
        self, importer: Actor, own_folder: Path, data: bytes, error: type[Refused]
    ) -> None:
        with pytest.raises(error):
            handed_in(importer, data)

        assert not ImportRun.objects.exists()
        assert not list(own_folder.rglob("*.bin"))

    def test_refuses_without_the_permission(self, importer: Actor) -> None:
        other = make.post(make.WATER, "岗", "张三丰", "cases.file")

        with pytest.raises(NotAllowed):
            handed_in(other, lists.text(lists.ENDED))

    def test_hides_it_from_another_unit(self, importer: Actor) -> None:
        run_id = handed_in(importer, lists.text(lists.ENDED))
        other = make.post(make.WATER, "岗", "张三丰", "exchange.import")

        with pytest.raises(NotFound):
            page_of(other, run_id)
        assert queries.runs(other) == []


class TestSetReading:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"number": ""}, "Their number"),
            ({"words": "没有这一列"}, "没有这一列"),
            ({"ended_at": ""}, "When it ended there"),
            ({"village": "", "town": ""}, "place"),
        ],
    )
    def test_refuses_what_is_not_enough(self, importer: Actor, changes: dict[str, str], words: str) -> None:
        run_id = handed_in(importer, lists.text(lists.ENDED))

        with pytest.raises(ColumnsMissing, match=words):
            read_as(importer, run_id, columns=changes)

    def test_refuses_a_place_that_is_none(self, importer: Actor) -> None:
        run_id = handed_in(importer, lists.text(lists.ENDED))

        with pytest.raises(Refused, match="place"):
            read_as(importer, run_id, place="139901/999/")


class TestChecking:
    def test_counts_and_takes_nothing_in(self, importer: Actor) -> None:
        run_id = checked(importer, lists.ENDED, lists.OPEN, lists.line(lists.OPEN, number="Q3", came="昨天"))

        page = page_of(importer, run_id)
        assert (page.line.state, page.line.taken, page.line.open_there, page.line.refused) == ("checked", 2, 1, 1)
        assert dict(page.reasons) == {"came_at": 1}
        assert not Case.objects.exists()
        assert not Fact.objects.filter(subject=f"import:{run_id}").exists()

    def test_shows_the_first_lines_as_an_office_would_read_them(self, importer: Actor) -> None:
        first, second = page_of(importer, checked(importer, lists.ENDED, lists.OPEN)).preview

        assert "路灯不亮" in first.words
        assert "王秀兰" not in first.words
        assert "柳河村" in first.place
        assert (first.ended_at is None, second.ended_at is None) == (False, True)

    def test_lists_words_that_nobody_has_translated_by_how_often_they_stand(self, importer: Actor) -> None:
        rows = [
            lists.line(lists.OPEN, number=f"Q{n}", matter="奇怪的分类", village="无名村", town="") for n in range(3)
        ]
        page = page_of(importer, checked(importer, *rows, place=make.VILLAGE))

        assert [(word.said, word.count) for word in page.unknown["matter"]] == [("奇怪的分类", 3)]
        assert [(word.said, word.count) for word in page.unknown["village"]] == [("无名村", 3)]

    def test_reads_them_once_they_are_translated(self, importer: Actor) -> None:
        run_id = checked(importer, lists.line(lists.OPEN, matter="奇怪的分类", village="无名村", town=""))
        read_as(
            importer, run_id, values={"matter": {"奇怪的分类": "101"}, "village": {"无名村": make.VILLAGE}}
        )  # fmt: skip
        work(run_id)

        page = page_of(importer, run_id)
        assert (page.line.taken, page.line.refused, dict(page.unknown)) == (1, 0, {})
