"""Backup while running and restore, as an operator does them."""

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.ops.installation import Installation

from minqing.ops.closing import OURS_ALONE

pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Installation:
    """An installation that has written facts and one photo."""
    county = Installation(tmp_path_factory.mktemp("saving") / "county")
    assert county.say("migrate").returncode == 0
    assert county.say("load-rules").returncode == 0
    photo = county.data / "photos/ab/photo.bin"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"cipher")
    return county


@pytest.fixture(scope="module")
def made(county: Installation) -> Path:
    """A backup, and its keys elsewhere; made once."""
    place = county.data.parent
    done = county.say("backup", str(place / "backups"), "--secrets", str(place / "keys"))
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def saved(made: Path, tmp_path: Path) -> Path:
    """A copy of the backup, for a test to spoil; the keys lie in ``keys`` beside it."""
    shutil.copytree(made / "keys", tmp_path / "keys")
    return shutil.copytree(next((made / "backups").iterdir()), tmp_path / "backup")


class TestBackup:
    def test_says_that_the_keys_are_not_in_it(self, county: Installation, tmp_path: Path) -> None:
        done = county.say("backup", str(tmp_path / "backups"))

        assert done.returncode == 0
        assert str(county.data / "secrets") in done.stdout
        assert not list((tmp_path / "backups").rglob("vault.json"))

    def test_refuses_a_place_inside_the_data(self, county: Installation) -> None:
        done = county.say("backup", str(county.data / "backups"))

        assert done.returncode == 1
        assert "DATA" in done.stderr or "数据" in done.stderr

    def test_refuses_to_lay_keys_beside_what_they_open(self, county: Installation, tmp_path: Path) -> None:
        done = county.say("backup", str(tmp_path / "backups"), "--secrets", str(tmp_path / "backups/keys"))

        assert done.returncode == 1
        assert not (tmp_path / "backups").exists()

    def test_lists_every_file_with_its_checksum(self, saved: Path) -> None:
        manifest = json.loads((saved / "manifest.json").read_text())

        assert "files/ab/photo.bin" in manifest["files"]
        assert manifest["facts"] > 0
        assert set(manifest["secrets"]) == {"django", "receipt", "vault.json#1"}


def open_to_others(folder: Path) -> list[str]:
    """Name what others on this machine may read, enter or change, the folder itself first."""
    return [str(place) for place in (folder, *folder.rglob("*")) if place.stat().st_mode & 0o077]


class TestOtherUsersOfTheMachine:
    def test_read_neither_data_nor_backups(self, tmp_path: Path) -> None:
        before = os.umask(0o022)
        try:
            county = Installation(tmp_path / "county")
            county.data.mkdir()
            assert county.say("migrate").returncode == 0
            (county.data / "photos").mkdir()
            (county.data / "photos/photo.bin").write_bytes(b"cipher")
            done = county.say("backup", str(tmp_path / "backups"), "--secrets", str(tmp_path / "keys"))
            assert done.returncode == 0, done.stderr
            new = Installation(tmp_path / "new")
            backup = next((tmp_path / "backups").iterdir())
            done = new.say("restore", str(backup), "--secrets", str(tmp_path / "keys"))
        finally:
            os.umask(before)

        assert done.returncode == 0, done.stderr
        assert open_to_others(tmp_path / "backups") == []
        assert open_to_others(tmp_path / "keys") == []
        assert open_to_others(new.data) == []
        assert county.data.stat().st_mode & 0o077 == 0

    def test_read_nothing_that_is_written_later(self, tmp_path: Path) -> None:
        county = Installation(tmp_path / "county")

        said = county.run(
            "import os, sys; os.umask(0o022); sys.argv = ['minqing', '--help']\n"
            "from minqing.__main__ import main\n"
            "try: main()\n"
            "except SystemExit: print(oct(os.umask(0)))\n"
        )

        assert said == oct(OURS_ALONE)

    def test_keep_what_lies_beside_the_keys_and_is_not_ours(self, tmp_path: Path) -> None:
        county, keys, linked = Installation(tmp_path / "county"), tmp_path / "stick", tmp_path / "elsewhere.txt"
        assert county.say("migrate").returncode == 0
        keys.mkdir()
        (keys / "picture.jpg").write_bytes(b"\xff\xd8 of somebody else")
        linked.write_text("not ours either")
        (keys / "link").symlink_to(linked)
        for place in (keys, keys / "picture.jpg", linked):
            place.chmod(0o755)

        done = county.say("backup", str(tmp_path / "backups"), "--secrets", str(keys))
        new = Installation(tmp_path / "new")
        restored = new.say("restore", str(next((tmp_path / "backups").iterdir())), "--secrets", str(keys))

        assert done.returncode == 0, done.stderr
        assert restored.returncode == 0, restored.stderr
        assert {Path(place).name for place in open_to_others(keys)} == {"stick", "picture.jpg", "link"}
        assert linked.stat().st_mode & 0o777 == 0o755
        assert not (new.data / "secrets/picture.jpg").exists()

    def test_lose_what_they_could_read_at_the_next_start(self, tmp_path: Path) -> None:
        county = Installation(tmp_path / "county")
        assert county.say("migrate").returncode == 0
        stranger = county.data / "notes.txt"
        stranger.write_text("not ours")
        for place in (county.data, county.data / "secrets", stranger, *county.data.glob("minqing.sqlite3*")):
            place.chmod(0o755)

        assert county.say("migrate").returncode == 0

        assert [Path(place).name for place in open_to_others(county.data)] == ["notes.txt"]


class TestRestore:
    def test_brings_everything_back_with_its_guards_and_goes_on(self, saved: Path, tmp_path: Path) -> None:
        new = Installation(tmp_path / "new")

        done = new.say("restore", str(saved), "--secrets", str(tmp_path / "keys"))

        assert done.returncode == 0, done.stderr
        assert (new.data / "photos/ab/photo.bin").read_bytes() == b"cipher"
        assert (new.data / "secrets/vault.json").read_text() == (tmp_path / "keys/vault.json").read_text()
        with pytest.raises(Exception, match="append-only"):
            new.sql("DELETE FROM ledger_fact")
        assert new.say("load-calendar").returncode == 0
        assert new.say("verify-ledger").returncode == 0

    def test_refuses_other_keys_and_changes_nothing(self, saved: Path, tmp_path: Path) -> None:
        new = Installation(tmp_path / "new")

        done = new.say("restore", str(saved))

        assert done.returncode == 1
        assert "--secrets" in done.stderr
        assert not (new.data / "photos").exists()

    def test_refuses_a_damaged_backup(self, saved: Path, tmp_path: Path) -> None:
        (saved / "files/ab/photo.bin").write_bytes(b"rotten")

        done = Installation(tmp_path / "new").say("restore", str(saved), "--secrets", str(tmp_path / "keys"))

        assert done.returncode == 1

    def test_refuses_an_unfinished_backup(self, saved: Path, tmp_path: Path) -> None:
        (saved / "manifest.json").unlink()

        done = Installation(tmp_path / "new").say("restore", str(saved), "--secrets", str(tmp_path / "keys"))

        assert done.returncode == 1

    def test_never_writes_over_what_is_there(self, county: Installation, saved: Path, tmp_path: Path) -> None:
        done = county.say("restore", str(saved), "--secrets", str(tmp_path / "keys"))

        assert done.returncode == 1
        assert county.say("verify-ledger").returncode == 0


ENTRUST = """
import django; django.setup()
from datetime import timedelta
from tests.factories.directory import AT
from tests.factories.vault import entrust
from minqing.vault import service
case = entrust()
service.start_retention(case, closed_at=AT, days=180)
print(case)
"""
ERASE = """
import django; django.setup()
from datetime import timedelta
from tests.factories.directory import AT
from minqing.vault import service
print(service.erase_due(AT + timedelta(days=181)))
"""
LEFT = """
import django; django.setup()
from minqing.vault.models import CaseKey, SealedText
print(CaseKey.objects.count(), SealedText.objects.count())
"""


@pytest.fixture(scope="module")
def erased(county: Installation) -> Path:
    """A backup with what somebody entrusted, which was erased afterwards; keys and seals kept apart."""
    place = county.data.parent / "erasing"
    assert county.run(ENTRUST)
    done = county.say("backup", str(place / "backups"), "--secrets", str(place / "keys"))
    assert done.returncode == 0, done.stderr
    assert county.run(ERASE) == "1"
    assert county.run(LEFT) == "0 0"
    return place


class TestErasedAfterTheBackup:
    def test_is_erased_again_with_a_certificate(self, county: Installation, erased: Path, tmp_path: Path) -> None:
        new, backup = Installation(tmp_path / "new"), next((erased / "backups").iterdir())
        case = (county.data / "seals/erasures.txt").read_text().split()[1]

        done = new.say("restore", str(backup), "--secrets", str(erased / "keys"), "--seals", str(county.data / "seals"))

        assert done.returncode == 0, done.stderr
        assert case in done.stdout
        assert new.run(LEFT) == "0 0"
        assert new.say("verify-ledger").returncode == 0
        assert "restored" in (new.data / "seals/seals.txt").read_text()

    def test_is_said_to_be_back_where_the_list_is_missing(self, erased: Path, tmp_path: Path) -> None:
        new, backup = Installation(tmp_path / "new"), next((erased / "backups").iterdir())

        done = new.say("restore", str(backup), "--secrets", str(erased / "keys"))

        assert done.returncode == 0, done.stderr
        assert "--seals" in done.stderr
        assert new.run(LEFT) != "0 0"


SEAL = """
import django; django.setup()
from datetime import UTC, date, datetime
from minqing.ledger.mirror import mirror_seals
from minqing.ledger.seals import seal_day
seal_day(date(2026, 11, 23), datetime(2026, 11, 24, tzinfo=UTC))
print(len(mirror_seals()))
"""


class TestVerifyLedger:
    def test_fails_when_the_database_is_not_the_one_that_was_sealed_outside(self, tmp_path: Path) -> None:
        house = Installation(tmp_path / "house")
        assert house.say("migrate").returncode == 0
        assert house.say("load-rules").returncode == 0
        assert house.run(SEAL) == "1"
        assert house.say("verify-ledger").returncode == 0
        outside = house.data / "seals/seals.txt"
        outside.write_text(outside.read_text()[:-65] + "0" * 64 + "\n")

        done = house.say("verify-ledger")

        assert done.returncode == 1
        assert "seal 1" in done.stdout


class TestLostSecrets:
    def test_are_never_made_anew_beside_data(self, tmp_path: Path) -> None:
        lost = Installation(tmp_path / "lost", DATABASE_URL="")
        lost.data.mkdir()
        (lost.data / "minqing.sqlite3").write_bytes(b"what was entrusted")

        done = lost.say("verify-ledger")

        assert done.returncode != 0
        assert "secrets" in done.stderr
        assert not (lost.data / "secrets/vault.json").exists()
