"""Own measures on the command line: looked through, published and listed."""

from pathlib import Path

import pytest
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, LATE_SHARE, text
from tests.ops.test_command_line import say

from minqing.insight.models import OwnMeasure


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "closed.yaml"
    found.write_text(text(COUNT), encoding="utf-8")
    return found


class TestMeasures:
    def test_are_checked_line_by_line_without_writing(self, county: make.County, tmp_path: Path) -> None:
        wrong, sound = tmp_path / "wrong.yaml", tmp_path / "sound.yaml"
        wrong.write_text(text(LATE_SHARE, unit="斤"), encoding="utf-8")
        sound.write_text(text(LATE_SHARE), encoding="utf-8-sig")

        status, said, complained = say("measures", "check", str(wrong), str(sound))

        assert status == 1
        assert "wrong.yaml: 第 5 行" in complained
        assert "own.closed_late" in said
        assert not OwnMeasure.objects.exists()

    def test_are_published_once_and_changed_with_a_reason(self, county: make.County, file: Path) -> None:
        assert say("measures", "publish", str(file))[0] == 0
        file.write_text(text(COUNT, title="办结总数"), encoding="utf-8")
        without = say("measures", "publish", str(file))
        again = say("measures", "publish", str(file), "--reason", "和月报叫法一致")

        assert (without[0], again[0]) == (1, 0)
        assert "理由" in without[2]
        assert OwnMeasure.objects.get(version=2).digest in again[1]

    def test_are_listed_with_those_of_the_house(self, county: make.County, file: Path) -> None:
        say("measures", "publish", str(file))

        status, said, _ = say("measures", "list")

        assert status == 0
        assert "own.closed_all\t办结件数\tcount\t件\t第 1 版" in said
        assert "cases.on_time" in said

    @pytest.mark.parametrize("arguments", [("check",), ("publish", "absent.yaml")])
    def test_refuse_in_a_sentence(self, county: make.County, arguments: tuple[str, ...]) -> None:
        status, _, complained = say("measures", *arguments)

        assert status == 1
        assert "YAML" in complained or "absent.yaml" in complained
        assert "Traceback" not in complained

    def test_wait_for_a_county(self, db: None, file: Path) -> None:
        assert say("measures", "publish", str(file))[0] == 1
