"""A backup while residents file: what was acknowledged before it is in it, and the restored ledger verifies."""

import subprocess
import threading
from pathlib import Path

import pytest
from tests.ops.installation import Installation

pytestmark = pytest.mark.usefixtures("django_db_setup")

SET_UP = """
import django; django.setup()
from tests.factories import cases as make
make.county()
print("ready")
"""
WRITER = """
import django; django.setup()
from itertools import count
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.vault import picture
for turn in count():
    photos = (picture(),) if turn % 3 == 0 else ()
    print(make.registered(at=timezone.now(), phone="13800001234", photos=photos).number, flush=True)
"""
LOOK = """
import django; django.setup()
from minqing.cases.models import Case
from minqing.vault import photo_files
from minqing.vault.models import Photo
from minqing.vault.queries import has_phone
photos = Photo.objects.values_list("pk", flat=True)
missing = [str(photo) for photo in photos if not photo_files.path_of(photo).exists()]
assert not missing, missing
assert all(has_phone(case.uuid) for case in Case.objects.all())
print(" ".join(case.number for case in Case.objects.all()))
"""


class Writer:
    """Somebody who files one request after another in a process of their own, until told to stop."""

    def __init__(self, county: Installation) -> None:
        self.acknowledged: list[str] = []
        self.moved = threading.Condition()
        self.process = county.start_script(WRITER)
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.moved:
                self.acknowledged.append(line.strip())
                self.moved.notify_all()

    def wait_for(self, more: int) -> list[str]:
        """Wait until so many more requests were acknowledged; return all of them so far."""
        with self.moved:
            wanted = len(self.acknowledged) + more
            assert self.moved.wait_for(lambda: len(self.acknowledged) >= wanted, timeout=60), self.acknowledged
            return list(self.acknowledged)

    def stop(self) -> None:
        """Stop filing."""
        self.process.kill()
        self.process.wait()
        self.reader.join()


@pytest.fixture
def county(tmp_path: Path) -> Installation:
    county = Installation(tmp_path / "county")
    assert county.say("migrate").returncode == 0
    assert county.run(SET_UP) == "ready"
    return county


class TestBackupWhileSomebodyWrites:
    def test_holds_all_that_was_acknowledged_before_and_verifies(self, county: Installation, tmp_path: Path) -> None:
        writer = Writer(county)
        try:
            before = writer.wait_for(5)
            done = county.say("backup", str(tmp_path / "backups"), "--secrets", str(tmp_path / "keys"))
            meanwhile = set(writer.acknowledged) - set(before)
            writer.wait_for(3)  # the backup has stopped nobody
        finally:
            writer.stop()
        assert done.returncode == 0, done.stderr
        assert meanwhile

        restored = self.restored(next((tmp_path / "backups").iterdir()), tmp_path)

        found = set(restored.run(LOOK).split())
        assert set(before) <= found
        for command in ("verify-ledger", "verify-cases"):
            verified = restored.say(command)
            assert verified.returncode == 0, verified.stdout + verified.stderr

    def restored(self, backup: Path, tmp_path: Path) -> Installation:
        """Put a backup into a new installation."""
        new = Installation(tmp_path / "new")
        done: subprocess.CompletedProcess[str] = new.say("restore", str(backup), "--secrets", str(tmp_path / "keys"))
        assert done.returncode == 0, done.stderr
        return new
