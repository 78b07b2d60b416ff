"""What comes in the night: by the command, and through the folders of saved mappings."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.exchange.imports import lists
from tests.exchange.imports.conftest import taken_in
from tests.factories import cases as make
from tests.ops.test_command_line import say

from minqing.exchange.imports import storing
from minqing.exchange.imports.incoming import pick_up, watched_folder
from minqing.exchange.models import ImportMapping, ImportRun
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused

NAME = "每晚工单"


@pytest.fixture
def mapping(importer: Actor) -> str:
    """A saved mapping."""
    run_id = taken_in(importer, lists.ENDED)
    storing.save_mapping(run_id=run_id, name=NAME, actor=importer, at=make.AT)
    return NAME


def laid(name: str, data: bytes, *, ago: timedelta = timedelta(minutes=2)) -> Path:
    """A file that was laid into the folder of the mapping."""
    folder = watched_folder() / NAME
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(data)
    then = (datetime.now(UTC) - ago).timestamp()
    os.utime(file, (then, then))
    return file


class TestName:
    @pytest.mark.parametrize("name", ["../secrets", "a/b", "a\\b", ".hidden", "..", " ", "a\0b", "长" * 61])
    def test_is_refused_where_it_names_another_folder(self, importer: Actor, name: str) -> None:
        run_id = taken_in(importer, lists.ENDED)

        with pytest.raises(Refused):
            storing.save_mapping(run_id=run_id, name=name, actor=importer, at=make.AT)

        assert not ImportMapping.objects.exists()


class TestCommand:
    def test_hands_a_file_in(self, mapping: str, tmp_path: Path) -> None:
        file = tmp_path / "export.csv"
        file.write_bytes(lists.text(lists.OPEN))

        status, out, _err = say("import-requests", str(file), "--mapping", mapping)

        run = ImportRun.objects.latest("came_at")
        assert (status, run.state, run.mapping_name) == (0, "checking", mapping)
        assert str(run.pk) in out

    @pytest.mark.parametrize(("file", "name"), [("missing.csv", NAME), ("", "没有这个")])
    def test_refuses(self, mapping: str, tmp_path: Path, file: str, name: str) -> None:
        there = tmp_path / "export.csv"
        there.write_bytes(lists.text(lists.OPEN))

        status, _out, err = say("import-requests", str(tmp_path / file if file else there), "--mapping", name)

        assert status == 1
        assert err


class TestPickUp:
    def test_takes_what_nobody_writes_to_any_more(self, mapping: str) -> None:
        file, fresh = laid("a.csv", lists.text(lists.OPEN)), laid("b.csv", b"", ago=timedelta(seconds=5))

        [run_id] = pick_up(timezone.now())

        assert ImportRun.objects.get(pk=run_id).goes_on
        assert (file.exists(), fresh.exists()) == (False, True)

    def test_moves_aside_what_it_cannot_read_and_says_why(self, mapping: str) -> None:
        file = laid("a.csv", "别的列,没有用\n1,2\n".encode())

        assert pick_up(timezone.now()) == []

        aside = file.parent / "refused"
        assert not file.exists()
        assert sorted(one.name for one in aside.iterdir()) == ["a.csv", "a.csv.txt"]

    def test_looks_into_no_folder_without_a_mapping(self, importer: Actor) -> None:
        laid("a.csv", lists.text(lists.OPEN))

        assert pick_up(timezone.now()) == []
