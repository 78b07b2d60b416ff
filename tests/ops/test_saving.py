"""Backup while running and restore, as an operator does them."""

import json
import shutil
from pathlib import Path

import pytest
from tests.ops.installation import Installation

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


class TestLostSecrets:
    def test_are_never_made_anew_beside_data(self, tmp_path: Path) -> None:
        lost = Installation(tmp_path / "lost", DATABASE_URL="")
        lost.data.mkdir()
        (lost.data / "minqing.sqlite3").write_bytes(b"what was entrusted")

        done = lost.say("verify-ledger")

        assert done.returncode != 0
        assert "secrets" in done.stderr
        assert not (lost.data / "secrets/vault.json").exists()
